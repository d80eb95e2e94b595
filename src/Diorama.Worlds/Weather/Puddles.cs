using System.Numerics;
using Diorama.Core.Randomness;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Scenes;
using Diorama.Worlds.Places;

namespace Diorama.Worlds.Weather;

/// <summary>Adds puddles on level ground where smooth noise is high, bounded by its contour.</summary>
internal static class Puddles {
    private const float Cell = 0.3f, Level = 0.68f, Depth = 0.007f, Stretch = 0.45f;

    public static void Append(Scene scene, CameraArea area, Keyed key) {
        var noise = new LatticeNoise(key.With((long)MathF.Round(100 * area.Bounds.Min.Y)));
        var mesh = new MeshBuilder();
        (Vector2 min, Vector2 max) = area.Bounds;
        // Water collects along the edges, at the kerb.
        float Height(Vector2 p) =>
            noise.At(Stretch * p.X, 1.4f * Stretch * p.Y) + 0.1f * MathF.Exp(-MathF.Min(p.Y - min.Y, max.Y - p.Y) / 0.5f) - Level;
        Span<Vector2> corners = stackalloc Vector2[3];
        for (float y = min.Y; y < max.Y - 1e-3f; y += Cell) {
            for (float x = min.X; x < max.X - 1e-3f; x += Cell) {
                float x1 = MathF.Min(x + Cell, max.X), y1 = MathF.Min(y + Cell, max.Y);
                (corners[0], corners[1], corners[2]) = (new(x, y), new(x1, y), new(x1, y1));
                Clip(corners, Height, mesh, area.Floor + Depth);
                (corners[1], corners[2]) = (new(x1, y1), new(x, y1));
                Clip(corners, Height, mesh, area.Floor + Depth);
            }
        }
        if (mesh.VertexCount == 0) return;
        var node = new Node { Name = "puddles", Class = area.Floor > 0 ? "pavement" : "road" };
        node.Parts.Add(new(mesh.Build("puddles"), new() { Name = "puddle", BaseColor = new(0.04f, 0.038f, 0.035f),
            Roughness = 0.015f, Ior = 1.33f }));
        scene.Nodes.Add(node);
    }

    /// <summary>Adds the part of a triangle where the height is above 0.</summary>
    private static void Clip(ReadOnlySpan<Vector2> triangle, Func<Vector2, float> height, MeshBuilder mesh, float z) {
        Span<Vector2> kept = stackalloc Vector2[4];
        int count = 0;
        for (int i = 0; i < 3; i++) {
            Vector2 a = triangle[i], b = triangle[(i + 1) % 3];
            float ha = height(a), hb = height(b);
            if (ha > 0) kept[count++] = a;
            if (ha > 0 != hb > 0) kept[count++] = Vector2.Lerp(a, b, ha / (ha - hb));
        }
        if (count < 3) return;
        int first = mesh.VertexCount;
        foreach (Vector2 p in kept[..count]) mesh.Vertex(new(p, z), Vector3.UnitZ, p);
        for (int i = 2; i < count; i++) mesh.Triangle(first, first + i - 1, first + i);
    }
}
