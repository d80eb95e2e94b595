using System.Numerics;
using Diorama.Core.Spaces;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Scenes;

namespace Diorama.Cli.Commands.Scenes;

/// <summary>
/// Ground for a scene that has neither a camera nor light of its own: it catches the shadow of what stands on it, fades into the plain sky
/// and has no label.
/// </summary>
internal static class PlainGround {
    /// <summary>Reflectance at which the ground is about as bright as the plain sky beyond it.</summary>
    private const float Albedo = 0.36f;
    private const int Slices = 96, Rings = 12;

    /// <summary>Adds the ground beneath these points, in world space, if they have a size that numbers can tell apart.</summary>
    public static void Add(Scene scene, List<Vector3> points) {
        Vector3 low = new(float.PositiveInfinity), high = new(float.NegativeInfinity);
        foreach (Vector3 p in points) (low, high) = (Vector3.Min(low, p), Vector3.Max(high, p));
        if (!(low.X <= high.X)) return;
        Vector3 size = high - low, middle = (low + high) / 2;
        float radius = 0.5f * size.Length(), largest = Vector3.Abs(middle) is var m ? MathF.Max(m.X, MathF.Max(m.Y, m.Z)) : 0;
        if (!(radius > 1e-4f * largest) || !(4 * radius < Coordinates.Max)) return;
        // A step below: a floor of the scene's own stays the one that is seen.
        scene.Nodes.Add(new Node {
            Name = "plain ground", Translation = new(middle.X, middle.Y, low.Z - 2e-4f * radius),
            Parts = { new(Fading(radius, 3 * radius), new Material {
                Name = "plain ground", BaseColor = new(Albedo), Specular = 0, AlphaMode = AlphaMode.Blend, Unlabelled = true,
                CullsBackFaces = true,
            }) },
        });
    }

    /// <summary>A disc that is opaque within one radius and fades to nothing at another.</summary>
    private static Mesh Fading(float opaque, float end) {
        var positions = new Vector3[1 + Rings * Slices];
        var colors = new Vector4[positions.Length];
        var indices = new List<int>(3 * Slices * (2 * Rings - 1));
        colors[0] = Vector4.One;
        for (int ring = 0; ring < Rings; ring++) {
            float share = (float)ring / (Rings - 1), radius = float.Lerp(opaque, end, share);
            for (int slice = 0; slice < Slices; slice++) {
                (float sin, float cos) = MathF.SinCos(MathF.Tau * slice / Slices);
                int at = 1 + ring * Slices + slice, next = 1 + ring * Slices + (slice + 1) % Slices;
                positions[at] = new(radius * cos, radius * sin, 0);
                colors[at] = new(1, 1, 1, (1 - share) * (1 - share) * (1 + 2 * share));
                if (ring == 0) indices.AddRange([0, at, next]);
                else indices.AddRange([at - Slices, at, next, at - Slices, next, next - Slices]);
            }
        }
        return new() { Name = "plain ground", Positions = positions, Indices = [.. indices], Colors = colors };
    }
}
