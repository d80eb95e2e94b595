using Diorama.Assets.Animals;
using Diorama.Core.Images;

namespace Diorama.Assets.Tests.Animals;

public sealed class AnimalSheetTests {
    /// <summary>
    /// Draws two animals, small. Where $DIORAMA_ANIMALS_SHEET names a file, draws docs/assets/animals.jpg into it: the first animals
    /// of every class, and below them a horse at six moments of its walk.
    /// </summary>
    [AnimalsPackFact]
    public void AnimalsCanBeDrawn() {
        using var files = GameFiles.Open(AnimalsPackFactAttribute.Pack!);
        if (Environment.GetEnvironmentVariable("DIORAMA_ANIMALS_SHEET") is { Length: > 0 } path) {
            ImageFile.WriteJpeg(path, AnimalSheet.Draw(Sheet(files), 6, 160, 120, 64), 85);
            return;
        }
        var cells = Sheet(files)[..2];
        var picture = AnimalSheet.Draw(cells, 2, 64, 48, 8);
        Assert.Equal((128, 48), (picture.Width, picture.Height));
        Assert.True(picture.Pixels.Distinct().Count() > 200, "an animal in the sun has many colours");
    }

    private static List<AnimalSheet.Cell> Sheet(GameFiles files) {
        var firsts = AnimalCatalogue.All.DistinctBy(a => a.Class).ToList();
        var seconds = AnimalCatalogue.All.Except(firsts).DistinctBy(a => a.Class).Where(a => a.Class is "horse" or "lion");
        var cells = firsts.Concat(seconds).OrderBy(a => AnimalCatalogue.All.ToList().IndexOf(a))
            .Select(a => AnimalModel.Load(files, a)).Select(m => new AnimalSheet.Cell(m, m.Idle, 0)).ToList();
        var horse = AnimalModel.Load(files, AnimalCatalogue.All.First(a => a.Class == "horse"));
        var walk = horse.Clips.First(c => c.Action == "walk");
        for (int i = 0; i < 6; i++) cells.Add(new(horse, walk, walk.Seconds * i / 6));
        return cells;
    }
}
