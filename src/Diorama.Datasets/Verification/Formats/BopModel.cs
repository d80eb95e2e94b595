using System.Numerics;
using Diorama.Core;
using Diorama.Rendering.Intersection;
using Diorama.Rendering.SceneFiles;
using Diorama.Rendering.Scenes;

namespace Diorama.Datasets.Verification.Formats;

/// <summary>A model of a BOP dataset, in millimetres, prepared for rays.</summary>
/// <param name="Scene">The prepared scene.</param>
/// <param name="Tracer">Finds what a ray meets, from <paramref name="Origin"/>.</param>
/// <param name="Vertices">Vertices of the triangles.</param>
/// <param name="Origin">Place of the scene's origin in the model.</param>
/// <param name="Triangles">Number of triangles.</param>
internal sealed record BopModel(RenderScene Scene, Tracer Tracer, Vector3[] Vertices, Vector3 Origin, long Triangles) : IDisposable {
    /// <summary>Reads a PLY file; returns null if it has no triangle.</summary>
    /// <exception cref="BadInputException">The file cannot be read.</exception>
    public static BopModel? Read(string path) {
        Scene scene = PlyReader.Read(path);
        Vector3[] vertices = VerticesOf(scene);
        if (vertices.Length == 0) return null;
        var prepared = RenderScene.Prepare(scene, new() { ForLabels = true });
        return new(prepared, prepared.NewTracer(), vertices, (Vector3)scene.Origin,
            scene.Nodes.Sum(n => n.Parts.Sum(p => (long)p.Mesh.TriangleCount)));
    }

    /// <summary>Returns the vertices of the triangles of a PLY file.</summary>
    /// <exception cref="BadInputException">The file cannot be read.</exception>
    public static Vector3[] VerticesOf(string path) => VerticesOf(PlyReader.Read(path));

    private static Vector3[] VerticesOf(Scene scene) {
        ScenePose pose = ScenePose.At(scene, 0);
        var origin = (Vector3)scene.Origin;
        return [.. scene.Nodes.SelectMany(n => n.Parts.SelectMany(p => p.Mesh.Indices.Distinct()
            .Select(i => pose.WorldFromNode(n).Point(p.Mesh.Positions[i]) + origin)))];
    }

    public void Dispose() {
        Tracer.Dispose();
        Scene.Dispose();
    }
}
