using Diorama.Core.Images;
using Diorama.Datasets.Formats.Coco;

namespace Diorama.Cli.Tests;

/// <summary>Every recipe that ships, rendered small with all its labels, packs and all.</summary>
[Trait("Category", "Assets")]
public sealed class ShippedRecipesTests : IDisposable {
    private readonly DioramaProgram program = new();

    public void Dispose() => program.Dispose();

    [Theory]
    [InlineData("cube", 1)]
    [InlineData("tabletop", 1)]
    [InlineData("bin", 1)]
    [InlineData("living-room", 1)]
    // Two frames of one walk: flow from one to the next.
    [InlineData("apartment", 2)]
    [InlineData("office", 1)]
    [InlineData("street", 1)]
    [InlineData("stereo", 2)]
    public void Recipe_MakesALabelledPicture(string recipe, int images) {
        DioramaProgram.Result result = program.Run(["generate", recipe, "-o", "out", "--frames", recipe == "apartment" ? "2" : "1",
            "--width", "64", "--height", "48", "--samples", "1", "--labels", "all"]);
        Assert.True(result.Code == 0, result.Errors);
        DioramaProgram.Result verified = program.Run("verify", "out");
        Assert.True(verified.Code == 0, verified.Output + verified.Errors);
        CocoFile coco = CocoReader.Read(program["out/coco/instances.json"]);
        Assert.Equal(images, coco.Images.Count);
        Assert.NotEmpty(coco.Annotations);
        Assert.All(coco.Images, i => {
            var picture = ImageFile.ReadVector3(program[$"out/coco/images/{i.FileName}"]);
            float mean = picture.Pixels.Average(p => p.X + p.Y + p.Z) / 3;
            Assert.InRange(mean, 0.01f, 0.9f);
        });
    }
}
