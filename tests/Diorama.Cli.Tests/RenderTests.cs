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
        // The square fills the middle; under a plain sky it shows about its own colour.
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

    /// <summary>A lamp that does not light the picture is not taken for light.</summary>
    [Theory]
    [InlineData(0.01, true)]
    [InlineData(1, false)]
    public void DefaultLight_StaysUnlessTheSceneLightsItself(double emission, bool stays) {
        JsonObject scene = SmallScene.Make();
        scene["materials"]![0]!["emissiveFactor"] = new JsonArray(emission, emission, emission);
        DioramaProgram.Result result = Render(Write(scene), "-o", "p.exr");
        Assert.True(result.Code == 0, result.Errors);
        Assert.Equal(stays, result.Errors.Contains("leaves most of what is seen dark", StringComparison.Ordinal));
        Assert.InRange(Pixels("p.exr")[8 * 24 + 12].X, stays ? 0.4f : 0.99f, stays ? 0.95f : 1.01f);
    }

    /// <summary>White things stand out from the default sky, seen from any side.</summary>
    [Fact]
    public void DefaultLight_ShowsWhiteThings() {
        File.WriteAllText(program["ball.obj"], "v 0 0 0\nv 1 0 0\nv 1 1 0\nv 0 1 0\nv 0 0 1\nv 1 0 1\nv 1 1 1\nv 0 1 1\nusemtl white\n"
            + "f 1 4 3 2\nf 5 6 7 8\nf 1 2 6 5\nf 2 3 7 6\nf 3 4 8 7\nf 4 1 5 8\n");
        Assert.Equal(0, program.Run("render", "ball.obj", "-o", "p.exr", "--width", "48", "--height", "48", "--samples", "64").Code);
        System.Numerics.Vector3[] pixels = Pixels("p.exr");
        float[] middle = [.. Enumerable.Range(12, 24).Select(y => pixels[y * 48 + 24].X)];
        Assert.True(middle.Max() - middle.Min() > 0.1f, $"{middle.Min()} to {middle.Max()}");
        // It fills at least half of the shorter side.
        float sky = pixels[0].X;
        int rows = Enumerable.Range(0, 48).Count(y => MathF.Abs(pixels[y * 48 + 24].X - pixels[y * 48].X) > 0.03f);
        Assert.True(rows >= 24, $"{rows} rows, sky {sky}");
        // It stands on ground that has its shadow on the right.
        Assert.InRange(pixels[32 * 48 + 42].X, 0.3f * pixels[32 * 48 + 2].X, 0.8f * pixels[32 * 48 + 2].X);
    }

    [Fact]
    public void Cameras_AreChosenByNameOrNumber() {
        JsonObject scene = SmallScene.Make();
        scene["nodes"]!.AsArray().Add(
            JsonNode.Parse("""{ "name": "Above", "camera": 0, "translation": [0, 6, 0], "rotation": [-0.70710678, 0, 0, 0.70710678] }"""));
        scene["scenes"]![0]!["nodes"]!.AsArray().Add(2);
        string file = Write(scene);
        int Covered(string camera) {
            Assert.Equal(0, Render(file, "-o", "p.png", "--camera", camera, "--labels", "boxes").Code);
            return (int)JsonNode.Parse(File.ReadAllText(program["p_labels/objects.json"]))!["objects"]![0]!["visible_pixels"]!;
        }
        Assert.Equal(Covered("Above"), Covered("1"));
        Assert.InRange(Covered("1"), 3 * Covered("2"), 5 * Covered("2"));
        DioramaProgram.Result result = Render(file, "-o", "q.png", "--camera", "3");
        Assert.Equal(65, result.Code);
        Assert.Contains("or a number from 1 to 2", result.Errors);
    }

    [Theory]
    [InlineData("surface", "square")]
    [InlineData("through", "wall")]
    public void Glass_IsLabelledAsAskedFor(string glass, string seen) {
        JsonObject scene = SmallScene.Make();
        scene["materials"]!.AsArray()
            .Add(JsonNode.Parse("""{ "name": "clear", "extensions": { "KHR_materials_transmission": { "transmissionFactor": 1 } } }"""));
        scene["meshes"]!.AsArray().Add(scene["meshes"]![0]!.DeepClone());
        scene["meshes"]![0]!["primitives"]![0]!["material"] = 1;
        scene["nodes"]!.AsArray().Add(JsonNode.Parse("""{ "name": "wall", "mesh": 1, "translation": [0, -1, 0] }"""));
        scene["scenes"]![0]!["nodes"]!.AsArray().Add(2);
        Assert.Equal(0, Render(Write(scene), "-o", "p.png", "--labels", "instance,boxes", "--glass", glass).Code);
        JsonNode[] objects = [.. JsonNode.Parse(File.ReadAllText(program["p_labels/objects.json"]))!["objects"]!.AsArray().Select(o => o!)];
        Assert.Equal(seen, (string?)objects.MaxBy(o => (int)o["visible_pixels"]!)!["name"]);
    }
}
