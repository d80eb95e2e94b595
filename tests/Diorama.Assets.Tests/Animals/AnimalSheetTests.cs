using Diorama.Assets.Animals;
using Diorama.Core.Images;

namespace Diorama.Assets.Tests.Animals;

public sealed class AnimalSheetTests {
    /// <summary>Writes docs/assets/animals.jpg anew where DIORAMA_ANIMALS_SHEET names a file; else draws one animal, small.</summary>
    [AnimalsPackFact]
    public void AnimalsCanBeDrawn() {
        using var files = GameFiles.Open(AnimalsPackFactAttribute.Pack!);
        string? path = Environment.GetEnvironmentVariable("DIORAMA_ANIMALS_SHEET");
        if (string.IsNullOrEmpty(path)) {
            var model = AnimalModel.Load(files, AnimalCatalogue.All.First(a => a.Class == "deer"));
            var picture = AnimalSheet.Draw(new(model, model.Idle, 0), 64, 48, 8);
            Assert.True(picture.Pixels.Distinct().Count() > 200, "a deer in the sun has many colours");
            return;
        }
        string? only = Environment.GetEnvironmentVariable("DIORAMA_ANIMALS_ONLY");
        var cells = new List<AnimalSheet.Cell>();
        foreach (var animal in AnimalCatalogue.All.Where(a => string.IsNullOrEmpty(only) || only.Split(',').Contains(a.Class))) {
            var model = AnimalModel.Load(files, animal);
            Console.WriteLine($"{cells.Count} {animal.Name} {model.Size:0.00} {string.Join(' ', model.Clips.Select(c => $"{c.Name}:{c.Seconds:0.0}s/{c.Stride:0.0}m"))}");
            cells.Add(new(model, model.Idle, 0));
        }
        ImageFile.WriteJpeg(path, AnimalSheet.Draw(cells, 8, 128, 96, 24), 85);
    }
}
