using System.ComponentModel;
using System.Diagnostics;
using System.Numerics;
using System.Text.Json;
using Diorama.Core.Spaces;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Materials;
using Diorama.Rendering.SceneFiles.Gltf;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.Tests.SceneFiles.Gltf;

/// <summary>
/// What is written is valid by the Khronos glTF validator, an npm package that is installed once below artifacts/.
/// Node and npm are named in packages-test.debian.
/// </summary>
[Trait("Category", "Assets")]
public sealed class GltfValidatorTests : IDisposable {
    private const string Package = "gltf-validator@2.0.0-dev.3.10";

    // A program, because the package has no command: prints an array of the reports of the files behind the package in argv.
    private const string Program = """
        const [validator, ...paths] = process.argv.slice(1), fs = require('fs'), { dirname, join } = require('path');
        const report = path => require(validator).validateBytes(new Uint8Array(fs.readFileSync(path)), {
          maxIssues: 0, externalResourceFunction: uri => fs.promises.readFile(join(dirname(path), decodeURIComponent(uri))) });
        Promise.all(paths.map(report)).then(all => console.log(JSON.stringify(all)), error => { console.error(error); process.exit(1); });
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Validator_FindsNothingWrong_WithWhatIsWritten() {
        GltfWriter.Write(EverythingScene.Create(), folder.File("everything.glb"));
        GltfWriter.Write(EverythingScene.Create(), folder.File("two words.gltf"));
        GltfWriter.Write(GltfReader.Read(folder.File("everything.glb")), folder.File("again.glb"));
        GltfWriter.Write(new(), folder.File("empty.glb"));
        GltfWriter.Write(Sloppy(), folder.File("sloppy.glb"));
        Assert.Empty(Issues("everything.glb", "two words.gltf", "again.glb", "empty.glb", "sloppy.glb"));
    }

    /// <summary>A texture without UVs, normals and tangents of any length, colours above 1, doubled joints, unequal morph counts.</summary>
    private static Scene Sloppy() {
        var root = new Node { Name = "worldFromGltf", Rotation = new(MathF.Sqrt(0.5f), 0, 0, MathF.Sqrt(0.5f)) };
        var a = new Node { Name = "a", Parent = root };
        Node[] joints = [a, new() { Name = "b", Parent = a }];
        var mesh = new Mesh {
            Name = "sloppy", Positions = [default, Vector3.UnitX, Vector3.UnitY], Indices = [0, 1, 2],
            Normals = [new(0, 0, 2), default, Vector3.UnitZ], Tangents = [default, new(2, 0, 0, 0.5f), new(1, 0, 0, -3)],
            Colors = [new(2, -1, 0, 1), Vector4.One, Vector4.One],
            Skin = new() { InfluencesPerVertex = 3, Joints = [0, 0, 1, 1, 0, 0, 1, 1, 1], Weights = [0.5f, 0.5f, 1, 0, 0, 0, 1, 0, 0] },
            MorphTargets = [new() { Positions = new Vector3[3] }],
        };
        var plain = new Mesh { Name = "plain", Positions = mesh.Positions, Indices = [0, 1, 2], Skin = mesh.Skin };
        var material = new Material { BaseColorTexture = new() { Texture = new() { Source = "x", Encoded = EverythingScene.Png },
            TexCoord = 1 } };
        var node = new Node { Name = "sloppy", Parent = root,
            Skin = new() { Joints = joints, InverseBind = [Affine3.Identity, Affine3.Identity] } };
        node.Parts.AddRange([new(mesh, material), new(plain, material)]);
        var scene = new Scene();
        scene.Nodes.AddRange([root, .. joints, node]);
        return scene;
    }

    [Fact]
    public void Validator_FindsWhatIsWrong() {
        GltfWriter.Write(EverythingScene.Create(), folder.File("scene.gltf"));
        string text = File.ReadAllText(folder.File("scene.gltf"));
        File.WriteAllText(folder.File("scene.gltf"), text.Replace("\"scene\":0", "\"scene\":7", StringComparison.Ordinal));
        Assert.Equal(["scene.gltf: UNRESOLVED_REFERENCE at /scene: Unresolved reference: 7."], Issues("scene.gltf"));
    }

    /// <summary>Errors and warnings as "file: CODE at pointer: message".</summary>
    private string[] Issues(params string[] files) {
        string[] arguments = ["-e", Program, Install(), .. files.Select(folder.File)];
        using var reports = JsonDocument.Parse(Run("node", arguments));
        return [.. reports.RootElement.EnumerateArray().Zip(files).SelectMany(r => Messages(r.First, r.Second))];
    }

    private static IEnumerable<string> Messages(JsonElement report, string file) =>
        report.GetProperty("issues").GetProperty("messages").EnumerateArray().Where(m => m.GetProperty("severity").GetInt32() < 2)
            .Select(m => $"{file}: {m.GetProperty("code")} at {m.GetProperty("pointer")}: {m.GetProperty("message")}");

    /// <summary>Folder of the installed package.</summary>
    private static string Install() {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root != null && !File.Exists(Path.Combine(root.FullName, "Diorama.slnx"))) root = root.Parent;
        string cache = Path.Combine(root?.FullName ?? throw new InvalidOperationException("the tests run outside of the repository"),
            "artifacts", Package);
        string installed = Path.Combine(cache, "node_modules", "gltf-validator");
        lock (Package) {
            if (!File.Exists(Path.Combine(installed, "index.js"))) {
                Directory.CreateDirectory(cache);
                Run("npm", "install", "--no-save", "--no-audit", "--no-fund", "--prefix", cache, Package);
            }
        }
        return installed;
    }

    private static string Run(string program, params string[] arguments) {
        try {
            using var process =
                Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var errors = process.StandardError.ReadToEndAsync();
            string text = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? text
                : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {errors.Result}");
        } catch (Win32Exception e) {
            throw new InvalidOperationException($"{program} is not on PATH: the glTF validator needs Node and npm (packages-test.debian)",
                e);
        }
    }
}
