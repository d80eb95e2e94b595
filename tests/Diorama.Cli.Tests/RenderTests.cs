using System.Text.Json.Nodes;
using Diorama.Core.Images;

namespace Diorama.Cli.Tests;

public sealed class RenderTests : IDisposable {
    private readonly DioramaProgram program = new();

    public void Dispose() => program.Dispose();

    private string Write(JsonObject scene, string name = "scene.gltf") {
        File.WriteAllText(program[name], scene.ToJsonString());
        return name;
    }

    private static readonly string[] Small = ["--width", "24", "--height", "16", "--samples", "2"];

    private DioramaProgram.Result Render(params string[] arguments) => program.Run(["render", .. arguments, .. Small]);

    private System.Numerics.Vector3[] Pixels(string name) => ImageFile.ReadVector3(program[name]).Pixels;

    [Theory]
    [InlineData("picture.png")]
    [InlineData("picture.exr")]
    public void Render_WritesTheImageThatWasAskedFor(string name) {
        DioramaProgram.Result result = Render(Write(SmallScene.Make()), "-o", name);
        Assert.True(result.Code == 0, result.Errors);
        Assert.EndsWith(name + "\n", result.Output);
        Assert.Equal([name], program.FilesBut("scene.gltf"));
        var image = ImageFile.ReadVector3(program[name]);
        Assert.Equal((24, 16), (image.Width, image.Height));
        // The square fills the middle; under an even white sky it shows about its own colour.
        var middle = image[12, 8];
        Assert.InRange(middle.X, 0.7f, 0.9f);
        Assert.InRange(middle.Z, 0.15f, 0.35f);
        Assert.Contains("The scene has no light", result.Errors);
    }

    [Fact]
    public void Render_GivesTheSameBytes_ForAnyThreadCount() {
        string scene = Write(SmallScene.Make());
        foreach (string threads in new[] { "1", "2" }) Assert.Equal(0, Render(scene, "-o", threads + ".exr", "--threads", threads).Code);
        Assert.Equal(Pixels("1.exr"), Pixels("2.exr"));
        Assert.Equal(0, Render(scene, "-o", "other.exr", "--seed", "1").Code);
        Assert.NotEqual(Pixels("1.exr"), Pixels("other.exr"));
    }

    [Fact]
    public void Render_OverwritesAnOlderImage() {
        File.WriteAllText(program["picture.png"], "old");
        Assert.Equal(0, Render(Write(SmallScene.Make()), "-o", "picture.png").Code);
        Assert.Equal(24, ImageFile.ReadVector3(program["picture.png"]).Width);
        Assert.Equal(["picture.png"], program.FilesBut("scene.gltf"));
    }

    [Fact]
    public void MissingTexture_IsAWarningThatNamesFileAndMaterial() {
        JsonObject scene = SmallScene.Make();
        scene["images"] = new JsonArray(new JsonObject { ["uri"] = "nowhere.png" });
        scene["textures"] = new JsonArray(new JsonObject { ["source"] = 0 });
        scene["materials"]![0]!["pbrMetallicRoughness"]!["baseColorTexture"] = new JsonObject { ["index"] = 0 };
        DioramaProgram.Result result = Render(Write(scene), "-o", "picture.png");
        Assert.True(result.Code == 0, result.Errors);
        string warning = Assert.Single(result.ErrorLines, line => line.Contains("nowhere.png", StringComparison.Ordinal));
        Assert.StartsWith("warning: ", warning);
        Assert.Contains("paint", warning);
        Assert.True(File.Exists(program["picture.png"]));
    }

    [Fact]
    public void Help_ShowsExamples() {
        DioramaProgram.Result result = program.Run("render", "--help");
        Assert.Equal((0, ""), (result.Code, result.Errors));
        Assert.Contains("Examples:", result.Output);
        Assert.Contains("diorama render ", result.Output);
        foreach (string option in new[] { "--output", "--camera", "--samples", "--environment", "--labels", "--seed", "--threads" }) {
            Assert.Contains(option, result.Output);
        }
    }
}
