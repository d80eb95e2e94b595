using System.Text.Json.Nodes;

namespace Diorama.Cli.Tests;

/// <summary>Bad input is one sentence on standard error that names file and element, exit code 65, and no output file.</summary>
public sealed class BadInputTests : IDisposable {
    private readonly DioramaProgram program = new();

    public void Dispose() => program.Dispose();

    private void ShouldRefuse(string scene, string[] arguments, params string[] named) {
        string[] before = program.FilesBut(), output = arguments.Contains("-o") ? [] : ["-o", "picture.png"];
        DioramaProgram.Result result = program.Run(["render", scene, .. output, "--width", "8", "--height", "8", "--samples", "1",
            .. arguments]);
        Assert.True(result.Code == 65, $"exit code {result.Code}: {result.Errors}");
        Assert.Equal("", result.Output);
        string sentence = Assert.Single(result.ErrorLines);
        Assert.EndsWith(".", sentence);
        Assert.All(named, name => Assert.Contains(name, sentence));
        Assert.Equal(before, program.FilesBut());
    }

    private void ShouldRefuse(JsonObject scene, params string[] named) {
        File.WriteAllText(program["scene.gltf"], scene.ToJsonString());
        ShouldRefuse("scene.gltf", [], ["scene.gltf", .. named]);
    }

    [Theory]
    [InlineData("teapot.glb", "short and stout")]
    [InlineData("teapot.obj", "")]
    [InlineData("teapot.ply", "ply\nformat ascii 1.0\nelement vertex 3\n")]
    [InlineData("half.ply", "ply\nformat ascii 1.0\nelement vertex 3\nproperty float x\nproperty float y\nproperty float z\nelement face "
        + "1\nproperty list uchar int vertex_indices\nend_header\n0 0 0\n")]
    [InlineData("teapot.txt", "v 0 0 0")]
    public void NotAScene(string name, string text) {
        File.WriteAllText(program[name], text);
        ShouldRefuse(name, [], name);
    }

    [Fact]
    public void MissingFile() => ShouldRefuse("nowhere.glb", [], "nowhere.glb");

    [Fact]
    public void TruncatedGlb() {
        byte[] json = System.Text.Encoding.UTF8.GetBytes(SmallScene.Make().ToJsonString());
        var glb = new BinaryWriter(File.Create(program["cut.glb"]));
        foreach (uint word in new[] { 0x46546C67u, 2u, (uint)json.Length + 20, (uint)json.Length, 0x4E4F534Au }) glb.Write(word);
        glb.Write(json.AsSpan(0, json.Length / 2));
        glb.Dispose();
        ShouldRefuse("cut.glb", [], "cut.glb", "truncated");
    }

    [Fact]
    public void IndexOutOfRange() {
        JsonObject scene = SmallScene.Make();
        SmallScene.ChangeBytes(scene, bytes => bytes[48] = 9);
        ShouldRefuse(scene, "meshes[0].primitives[0].indices", "9");
    }

    [Fact]
    public void VerticesThatAreNoNumbers() {
        JsonObject scene = SmallScene.Make();
        SmallScene.ChangeBytes(scene, bytes => BitConverter.TryWriteBytes(bytes.AsSpan(12), float.NaN));
        ShouldRefuse(scene, "meshes[0].primitives[0].attributes.POSITION", "NaN");
    }

    [Fact]
    public void AreaLightWithoutArea() {
        JsonObject scene = SmallScene.Make();
        scene["nodes"]![0]!["extras"] = JsonNode.Parse("""{ "diorama": { "light": { "kind": "rectangle", "size": [1, 0] } } }""");
        ShouldRefuse(scene, "nodes[0]", "light");
    }

    [Fact]
    public void AreaLightWithoutArea_WhenItsNodeIsFlattened() {
        JsonObject scene = SmallScene.Make();
        scene["nodes"]![0]!["scale"] = new JsonArray(1, 0, 1);
        scene["nodes"]![0]!["extras"] = JsonNode.Parse("""{ "diorama": { "light": { "kind": "rectangle", "size": [1, 1] } } }""");
        scene["nodes"]![0]!.AsObject().Remove("mesh");
        ShouldRefuse(scene, "square");
    }

    [Fact]
    public void UnknownCamera_IsToldWhichThereAre() {
        File.WriteAllText(program["scene.gltf"], SmallScene.Make().ToJsonString());
        ShouldRefuse("scene.gltf", ["--camera", "Below"], "scene.gltf", "'Below'", "'Above'");
    }

    [Theory]
    [InlineData("missing/picture.png")]
    public void OutputThatCannotBeWritten(string output) {
        File.WriteAllText(program["scene.gltf"], SmallScene.Make().ToJsonString());
        ShouldRefuse("scene.gltf", ["-o", output], output);
    }

    [Fact]
    public void OutputWhereNotEvenRootCanWrite_Is73() {
        File.WriteAllText(program["scene.gltf"], SmallScene.Make().ToJsonString());
        DioramaProgram.Result result = program.Run("render", "scene.gltf", "-o", "/proc/picture.png", "--width", "8", "--height", "8",
            "--samples", "1");
        Assert.Equal((73, "/proc/picture.png cannot be written: nothing can be made there.\n"), (result.Code, result.Errors));
    }

    [Fact]
    public void OutputThatIsAFolder() {
        File.WriteAllText(program["scene.gltf"], SmallScene.Make().ToJsonString());
        Directory.CreateDirectory(program["folder.png"]);
        ShouldRefuse("scene.gltf", ["-o", "folder.png"], "folder.png");
    }

    [Fact]
    public void MissingEnvironmentMap() {
        File.WriteAllText(program["scene.gltf"], SmallScene.Make().ToJsonString());
        ShouldRefuse("scene.gltf", ["--environment", "sky.exr"], "sky.exr");
    }

    [Theory]
    [InlineData("render", "scene.gltf", "--colour", "red")]
    [InlineData("render", "scene.gltf", "--samples", "0")]
    [InlineData("render", "scene.gltf", "--samples", "many")]
    [InlineData("render", "scene.gltf", "--threads", "-1")]
    [InlineData("render", "scene.gltf", "--bounces", "-1")]
    [InlineData("render", "scene.gltf", "--rate", "0")]
    [InlineData("render")]
    [InlineData("paint", "scene.gltf")]
    public void WrongUsage_Exits64(params string[] arguments) {
        DioramaProgram.Result result = program.Run(arguments);
        Assert.Equal((64, ""), (result.Code, result.Output));
        Assert.Contains("--help", result.Errors);
        Assert.DoesNotContain("   at ", result.Errors);
        Assert.Empty(program.FilesBut());
    }

    [Fact]
    public void LongKeys_AreNotQuotedWhole() {
        Directory.CreateDirectory(program["models"]);
        File.WriteAllText(program["models/manifest.yaml"],
            $"assets:\n  - {{ file: a.glb, class: chair, licence: CC0-1.0, {new string('k', 5000)}: 1 }}\n");
        DioramaProgram.Result result = program.Run("assets", "import", "models");
        Assert.Equal(65, result.Code);
        string sentence = Assert.Single(result.ErrorLines);
        Assert.InRange(sentence.Length, 100, 1300);
        Assert.Contains("manifest.yaml", sentence);
        Assert.Contains(" … ", sentence);
    }
}
