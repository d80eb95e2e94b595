using Diorama.Assets.Index;
using Diorama.Assets.Packs;

namespace Diorama.Assets.Animals;

/// <summary>Assets of the animals pack, and the files of the game that they need.</summary>
/// <param name="Assets">One asset for each entry of <see cref="AnimalCatalogue"/>, in its order.</param>
/// <param name="Files">Names of the needed files inside the game, in ordinal order: about one hundredth of the game.</param>
public sealed record AnimalIndex(IReadOnlyList<Asset> Assets, IReadOnlyList<string> Files) {
    /// <summary>Prefix of the ids of all animals, because the furniture pack has a horse too.</summary>
    public const string IdPrefix = "animal-";

    /// <summary>Builds the index by loading every animal of the catalogue once.</summary>
    /// <param name="path">Path of 0 A.D.'s public.zip, or of a folder with the files that <see cref="Files"/> names.</param>
    /// <exception cref="Core.BadInputException">A file is missing or damaged.</exception>
    public static AnimalIndex Build(string path) {
        using var files = GameFiles.Open(path);
        var assets = new List<Asset>();
        foreach (var animal in AnimalCatalogue.All) {
            var model = AnimalModel.Load(files, animal);
            assets.Add(new() {
                Id = PackIndex.Id(IdPrefix, animal.Class, 1 + assets.Count(a => a.Class == animal.Class)), Name = animal.Name,
                Class = animal.Class,
                Pack = AnimalsPack.Pack.Name, Category = "fauna", Model = animal.Model,
                Size = model.Size, Licence = AnimalsPack.Pack.Licence, Author = "Wildfire Games",
                Tags = [.. model.Clips.Select(c => c.Action).Distinct()],
            });
        }
        return new(assets, files.ReadSoFar);
    }
}
