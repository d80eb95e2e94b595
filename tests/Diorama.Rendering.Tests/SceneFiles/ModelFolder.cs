using System.Numerics;
using System.Text.Json;
using Diorama.Core.Images;
using Diorama.Rendering.SceneFiles;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.Tests.SceneFiles;

/// <summary>A folder for one test's files, deleted with it.</summary>
public abstract class ModelFolder : IDisposable {
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("diorama-models-");

    protected string PathOf(string name) => Path.Combine(folder.FullName, name);

    protected string Write(string name, string text) {
        File.WriteAllText(PathOf(name), text);
        return PathOf(name);
    }

    protected string Write(string name, byte[] bytes) {
        File.WriteAllBytes(PathOf(name), bytes);
        return PathOf(name);
    }

    protected void WriteImage(string name) => ImageFile.WritePng(PathOf(name), new Image<byte>(2, 2, [0, 255, 128, 64]));

    protected Scene Read(string name, string text) => SceneFile.Read(Write(name, text));

    /// <summary>A file that Blender wrote (Files/make.py says how).</summary>
    protected static string Blenders(string name) => Path.Combine(AppContext.BaseDirectory, "Files", name);

    /// <summary>Distance to the nearest corner of the scene from Blender's vertices of one frame of 24 to the second, at most.</summary>
    protected static float FarthestFromBlender(Scene scene, int frame) {
        var corners = WorldCorners(scene, (frame - 1) / 24.0);
        var vertices = JsonSerializer.Deserialize<Dictionary<int, float[][]>>(File.ReadAllText(Blenders("bar.json")))![frame];
        return vertices.Max(v => corners.Min(c => Vector3.Distance(c, new(v))));
    }

    /// <summary>All corners of all triangles in world space, as the scene stands at a time.</summary>
    protected static List<Vector3> WorldCorners(Scene scene, double seconds = 0) {
        var pose = ScenePose.At(scene, seconds);
        var corners = new List<Vector3>();
        foreach (var node in scene.Nodes) {
            foreach (var (mesh, _) in node.Parts) {
                var positions = (Vector3[])mesh.Positions.Clone();
                var world = pose.WorldFromNode(node);
                if (pose.Deforms(node, mesh)) {
                    pose.Deform(node, mesh, positions, []);
                    world = pose.WorldFromDeformed(node);
                }
                corners.AddRange(mesh.Indices.Select(i => world.Point(positions[i])));
            }
        }
        return corners;
    }

    protected static void Near(Vector3 expected, Vector3 actual) =>
        Assert.True(Vector3.Distance(expected, actual) < 1e-4f, $"expected {expected}, got {actual}");

    public void Dispose() {
        folder.Delete(true);
        GC.SuppressFinalize(this);
    }
}
