namespace Diorama.Assets.Animals;

/// <summary>What the animals pack holds, and which of the game's files it needs for that.</summary>
/// <param name="Assets">One entry per line of <see cref="AnimalCatalogue"/>, in its order; the model is "actor.xml#choice,choice".</param>
/// <param name="Files">Names inside the game, in ordinal order: a hundredth of what the game is.</param>
public sealed record AnimalIndex(IReadOnlyList<Asset> Assets, IReadOnlyList<string> Files) {
    public const string Pack = "animals", Licence = "CC-BY-SA-3.0", Author = "Wildfire Games";

    /// <summary>Loads every animal of the catalogue once.</summary>
    /// <param name="path">public.zip of 0 A.D., or a folder with what <see cref="Files"/> named.</param>
    /// <exception cref="Core.BadInputException">A file is missing or damaged.</exception>
    public static AnimalIndex Build(string path) {
        using var files = GameFiles.Open(path);
        var assets = new List<Asset>();
        foreach (var animal in AnimalCatalogue.All) {
            var model = AnimalModel.Load(files, animal);
            int number = 1 + assets.Count(a => a.Class == animal.Class);
            assets.Add(new() {
                Id = $"{animal.Class.Replace(' ', '-')}-{number}", Name = animal.Name, Class = animal.Class, Pack = Pack, Category = "fauna",
                Size = model.Size, Licence = Licence, Author = Author,
                Model = animal.Choices.Count == 0 ? animal.Actor : $"{animal.Actor}#{string.Join(',', animal.Choices)}",
                Tags = [.. model.Clips.Select(c => c.Action).Distinct()],
            });
        }
        return new(assets, files.ReadSoFar);
    }
}
