using Diorama.Assets.Index;
using Diorama.Assets.Packs;

namespace Diorama.Assets.Animals;

/// <summary>What the animals pack holds, and which of the game's files it needs for that.</summary>
/// <param name="Assets">One entry per line of <see cref="AnimalCatalogue"/>, in its order.</param>
/// <param name="Files">Names inside the game, in ordinal order: a hundredth of what the game is.</param>
public sealed record AnimalIndex(IReadOnlyList<Asset> Assets, IReadOnlyList<string> Files) {
    /// <summary>Begins the id of every animal: furniture has a horse, too.</summary>
    public const string IdPrefix = "animal-";

    /// <summary>Loads every animal of the catalogue once.</summary>
    /// <param name="path">public.zip of 0 A.D., or a folder with what <see cref="Files"/> named.</param>
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
