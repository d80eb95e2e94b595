using Diorama.Core.Images;
using Diorama.Datasets.Formats.Coco;

namespace Diorama.Cli.Tests;

/// <summary>Every recipe that ships, rendered small with all its labels, packs and all.</summary>
public sealed class ShippedRecipesTests : IDisposable {
    private readonly DioramaProgram program = new();

    public void Dispose() => program.Dispose();

    [Theory]
    [InlineData("cube", 1)]
    [InlineData("tabletop", 1)]
    [InlineData("bin", 1)]
    [InlineData("living-room", 1)]
    [InlineData("apartment", 1)]
    [InlineData("office", 1)]
    [InlineData("street", 1)]
    [InlineData("stereo", 2)]
    public void Recipe_MakesALabelledPicture(string recipe, int cameras) {
        DioramaProgram.Result result = program.Run(["generate", recipe, "-o", "out", "--frames", "1", "--width", "64", "--height", "48", "--samples", "1"]);
        Assert.True(result.Code == 0, result.Errors);
        CocoFile coco = CocoReader.Read(program["out/coco/instances.json"]);
        Assert.Equal(cameras, coco.Images.Count);
        Assert.NotEmpty(coco.Annotations);
        Assert.All(coco.Images, i => {
            var picture = ImageFile.ReadVector3(program[$"out/coco/images/{i.FileName}"]);
            float mean = picture.Pixels.Average(p => p.X + p.Y + p.Z) / 3;
            Assert.InRange(mean, 0.01f, 0.9f);
        });
    }
}
