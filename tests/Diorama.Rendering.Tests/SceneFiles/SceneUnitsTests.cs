using System.Numerics;
using Diorama.Core.Spaces;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Lights;
using Diorama.Rendering.SceneFiles;
using Diorama.Rendering.SceneFiles.Gltf;
using Diorama.Rendering.Scenes;
using Diorama.Rendering.Tests.SceneFiles.Gltf;

namespace Diorama.Rendering.Tests.SceneFiles;

/// <summary>Units and upward axes of files, and keypoints that are nodes.</summary>
public sealed class SceneUnitsTests : IDisposable {
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static void Near(Vector3 expected, Vector3 actual, float tolerance = 1e-5f) =>
        Assert.True(Vector3.Distance(expected, actual) < tolerance, $"{actual} is not {expected}");

    private static (Vector3 Min, Vector3 Max) Box(Scene scene) {
        using RenderScene prepared = RenderScene.Prepare(scene);
        Vector3 min = new(float.PositiveInfinity), max = new(float.NegativeInfinity);
        foreach (SceneObject o in prepared.Objects) {
            for (int k = 0; k < 8; k++) {
                Vector3 p = o.WorldFromObject.Point(new((k & 1) == 0 ? o.BoxMin.X : o.BoxMax.X, (k & 2) == 0 ? o.BoxMin.Y : o.BoxMax.Y,
                    (k & 4) == 0 ? o.BoxMin.Z : o.BoxMax.Z));
                (min, max) = (Vector3.Min(min, p), Vector3.Max(max, p));
            }
        }
        return (min, max);
    }

    /// <summary>A box of 10 × 20 × 30 numbers whose lower corner is the origin, in the axes of the file.</summary>
    private string File(string name) {
        string path = Path.Combine(folder.Path, name);
        Mesh box = Primitives.Box(new(10, 20, 30));
        var lines = box.Positions.Select(p => p + new Vector3(5, 10, 15)).ToArray();
        if (Path.GetExtension(name) == ".obj") {
            System.IO.File.WriteAllLines(path, [.. lines.Select(p => FormattableString.Invariant($"v {p.X} {p.Y} {p.Z}")),
                .. Enumerable.Range(0, box.TriangleCount).Select(
                    t => $"f {box.Indices[3 * t] + 1} {box.Indices[3 * t + 1] + 1} {box.Indices[3 * t + 2] + 1}")]);
        } else {
            System.IO.File.WriteAllLines(path, ["ply", "format ascii 1.0", $"element vertex {lines.Length}", "property float x",
                "property float y", "property float z", $"element face {box.TriangleCount}", "property list uchar int vertex_indices",
                "end_header", .. lines.Select(p => FormattableString.Invariant($"{p.X} {p.Y} {p.Z}")),
                .. Enumerable.Range(0, box.TriangleCount).Select(
                    t => $"3 {box.Indices[3 * t]} {box.Indices[3 * t + 1]} {box.Indices[3 * t + 2]}")]);
        }
        return path;
    }

    [Theory]
    [InlineData("a.obj", null, "y", 10, -30, 20)]
    [InlineData("a.obj", null, null, 10, -30, 20)]
    [InlineData("a.obj", LengthUnit.Mm, "z", 0.01f, 0.02f, 0.03f)]
    [InlineData("a.obj", LengthUnit.In, "-y", 0.254f, 0.762f, -0.508f)]
    [InlineData("a.ply", null, "z", 10, 20, 30)]
    [InlineData("a.ply", LengthUnit.Cm, "y", 0.1f, -0.3f, 0.2f)]
    [InlineData("a.ply", null, "x", -30, 20, 10)]
    [InlineData("a.ply", null, "-x", 30, 20, -10)]
    [InlineData("a.ply", null, "-z", 10, -20, -30)]
    public void Geometry_IsInTheUnitAndTheAxesGiven(string name, LengthUnit? unit, string? up, float x, float y, float z) {
        Scene scene = SceneFile.Read(File(name), units: new() { Unit = unit, Up = up });
        (Vector3 min, Vector3 max) = Box(scene);
        // The corner opposite to the origin, with the signs of its axes.
        Near(new(MathF.Min(0, x), MathF.Min(0, y), MathF.Min(0, z)), min);
        Near(new(MathF.Max(0, x), MathF.Max(0, y), MathF.Max(0, z)), max);
        // A point of the file, by the map that poses in the file's space take.
        Near(new(x, y, z), scene.WorldFromFile.Point(new(10, 20, 30)));
    }

    [Fact]
    public void Everything_IsScaled_AndObjectsKeepAScaleOfOne() {
        (Scene scene, Scene scaled) = (EverythingScene.Create(), EverythingScene.Create());
        SceneUnits.Apply(scaled, null, 0.5);
        for (double time = 0; time < 2; time += 0.7) {
            ScenePose whole = ScenePose.At(scene, time), half = ScenePose.At(scaled, time);
            for (int i = 0; i < scene.Nodes.Count; i++) {
                (Node a, Node b) = (scene.Nodes[i], scaled.Nodes[i]);
                Near(whole.WorldFromNode(a).Origin * 0.5f, half.WorldFromNode(b).Origin, 1e-4f);
                Near(whole.WorldFromNode(a).X, half.WorldFromNode(b).X, 1e-4f);
                for (int p = 0; p < a.Parts.Count; p++) {
                    int count = a.Parts[p].Mesh.VertexCount;
                    Vector3[] from = new Vector3[count], to = new Vector3[count];
                    whole.Deform(a, a.Parts[p].Mesh, from, []);
                    half.Deform(b, b.Parts[p].Mesh, to, []);
                    for (int v = 0; v < count; v++)
                        Near(whole.WorldFromDeformed(a).Point(from[v]) * 0.5f, half.WorldFromDeformed(b).Point(to[v]), 1e-4f);
                }
                if (a.Light is { Kind: LightKind.Rectangle or LightKind.Disc } light) Assert.Equal(light.Size * 0.5f, b.Light!.Size);
            }
        }
    }

    [Fact]
    public void Copy_IsTheSame_AndSharesNoNodes() {
        Scene scene = EverythingScene.Create(), copy = scene.Copy();
        SceneComparison.ExpectEqual(scene, copy);
        Assert.DoesNotContain(copy.Nodes, scene.Nodes.Contains);
        Assert.All(copy.Animations.SelectMany(a => a.Channels), c => Assert.Contains(c.Node, copy.Nodes));
        Assert.All(copy.Skins.SelectMany(s => s.Joints), j => Assert.Contains(j, copy.Nodes));
        Assert.All(copy.Nodes.Where(n => n.Light is not null), n => Assert.DoesNotContain(scene.Nodes, o => o.Light == n.Light));
    }

    [Fact]
    public void KeypointNodes_BecomeKeypointsOfTheirParent_OnceWhenReadAgain() {
        var bolt = new Node { Name = "bolt", Class = "tool", Parts = { new(Primitives.Box(new(0.1f)), new()) } };
        var scene = new Scene { Nodes = { bolt, new() { Name = "keypoint:tip.001", Parent = bolt, Translation = new(0, 0, 0.05f) },
            new() { Name = "Keypoint: head", Parent = bolt }, new() { Name = "keypoint:lost" } } };
        scene.Nodes[0].Skeleton.Add(new("head", "tip"));
        string path = Path.Combine(folder.Path, "a.glb");
        GltfWriter.Write(scene, path);
        for (int round = 0; round < 2; round++) {
            Scene read = SceneFile.Read(path);
            Node node = read.Nodes.Single(n => n.Name == "bolt");
            Assert.Equal([new("tip", new(0, 0, 0.05f)), new("head", Vector3.Zero)], node.Keypoints);
            Assert.Equal([new("head", "tip")], node.Skeleton);
            Assert.Contains("The node 'keypoint:lost' stands in no other: a keypoint of no object.", read.Warnings.Messages);
            GltfWriter.Write(read, path);
        }
    }

    [Theory]
    [InlineData("[[\"head\", \"tip\"], [\"tip\", \"neck\"]]")]
    [InlineData("\"head-tip, tip-neck\"")]
    public void Skeletons_AreListsOrText(string skeleton) {
        string path = Path.Combine(folder.Path, "a.gltf");
        System.IO.File.WriteAllText(path, """{"asset": {"version": "2.0"}, "scene": 0, "scenes": [{"nodes": [0]}], "nodes": [{"extras": """
            + "{\"skeleton\": " + skeleton + ", \"n\": 1.50, \"b\": true, \"list\": []}}]}");
        Node node = SceneFile.Read(path).Nodes[^1];
        Assert.Equal([new("head", "tip"), new("tip", "neck")], node.Skeleton);
        Assert.Equal(("1.50", "true"), (node.Extras["n"], node.Extras["b"]));
        Assert.False(node.Extras.ContainsKey("list"));
    }
}
