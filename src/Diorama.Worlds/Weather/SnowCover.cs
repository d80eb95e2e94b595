using System.Numerics;
using Diorama.Core.Randomness;
using Diorama.Core.Spaces;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Intersection;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Scenes;
using Diorama.Worlds.Places;

namespace Diorama.Worlds.Weather;

/// <summary>
/// A layer of snow on surfaces that face up and see the sky: the surface itself, finely subdivided and raised. Its thickness decreases to
/// zero under overhangs, where noise leaves the ground bare, and along edges, so that it looks like a cushion. It belongs to the object
/// under it, in labels too.
/// </summary>
internal sealed class SnowCover {
    private const float Thickness = 0.05f, Sunk = 0.012f, Finest = 0.3f, Steepest = 0.55f, FarAway = 100;

    private readonly Tracer tracer;
    private readonly LatticeNoise noise;
    private readonly float cover;
    private readonly Material material = new() { Name = "snow", BaseColor = new(0.86f, 0.88f, 0.91f), Roughness = 0.9f,
        Specular = 0.5f };

    private SnowCover(Tracer tracer, float cover, Keyed key) => (this.tracer, this.cover, noise) = (tracer, cover, new(key));

    /// <summary>Covers a share of the level ground, from 0 to 1.</summary>
    public static void Append(BuiltPlace place, float cover, Keyed key) {
        using RenderScene prepared = RenderScene.Prepare(place.Scene, new() { AllowGather = false });
        using Tracer tracer = prepared.NewTracer();
        var snow = new SnowCover(tracer, cover, key);
        foreach (Node node in place.Scene.Nodes) {
            // Snow does not stay on leaves and people.
            if (node.Parts.Count == 0 || node.Class is "tree" or "bush" or "person") continue;
            Affine3 world = prepared.WorldFromNode(node);
            MeshPart[] bare = [.. node.Parts];
            for (int i = 0; i < bare.Length; i++) {
                if (bare[i].Material.AlphaMode != AlphaMode.Opaque) continue;
                if (node.Class == "terrain" && FarReaching(bare[i].Mesh)) node.Parts[i] = new(bare[i].Mesh, snow.material);
                else if (snow.On(bare[i].Mesh, world) is { } layer) node.Parts.Add(new(layer, snow.material));
            }
        }
    }

    private static bool FarReaching(Mesh mesh) => mesh.Positions.Max(p => p.X) > FarAway;

    /// <summary>Creates the layer on a mesh, in the mesh's own frame; null if there is none.</summary>
    private Mesh? On(Mesh mesh, Affine3 world) {
        var places = new List<Vector3>();
        var indexOf = new Dictionary<(int, int, int), int>();
        var triangles = new List<int>();
        for (int t = 0; t < mesh.Indices.Length; t += 3) {
            Vector3 a = world.Point(mesh.Positions[mesh.Indices[t]]), b = world.Point(mesh.Positions[mesh.Indices[t + 1]]),
                c = world.Point(mesh.Positions[mesh.Indices[t + 2]]);
            Vector3 normal = Vector3.Cross(b - a, c - a);
            // The winding of third-party models is unreliable: surfaces that face down are recognised because they do not see the sky.
            if (MathF.Abs(normal.Z) < Steepest * normal.Length() || normal.Z == 0) continue;
            if (normal.Z > 0) Divide(a, b, c);
            else Divide(a, c, b);
        }
        if (triangles.Count == 0) return null;
        float[] thickness = [.. places.Select(ThicknessAt)];
        Taper(triangles, thickness);
        return Raise(places, triangles, thickness, world.Inverse());

        void Divide(Vector3 a, Vector3 b, Vector3 c) {
            float ab = Vector3.DistanceSquared(a, b), bc = Vector3.DistanceSquared(b, c), ca = Vector3.DistanceSquared(c, a),
                longest = MathF.Max(ab, MathF.Max(bc, ca));
            if (longest > Finest * Finest) {
                // The longest side is halved; a neighbour that shares it halves it at the same point.
                if (ab == longest) {
                    Divide(a, (a + b) / 2, c);
                    Divide((a + b) / 2, b, c);
                } else if (bc == longest) {
                    Divide(b, (b + c) / 2, a);
                    Divide((b + c) / 2, c, a);
                } else {
                    Divide(c, (c + a) / 2, b);
                    Divide((c + a) / 2, a, b);
                }
                return;
            }
            triangles.Add(Place(a));
            triangles.Add(Place(b));
            triangles.Add(Place(c));
        }

        int Place(Vector3 p) {
            // Vertices within half a millimetre are merged.
            var cell = ((int)MathF.Round(p.X * 1000), (int)MathF.Round(p.Y * 1000), (int)MathF.Round(p.Z * 1000));
            if (!indexOf.TryGetValue(cell, out int i)) {
                indexOf.Add(cell, i = places.Count);
                places.Add(p);
            }
            return i;
        }
    }

    private float ThicknessAt(Vector3 p) {
        const int Rays = 5;
        int open = 0;
        for (int i = 0; i < Rays; i++) {
            // Straight up, and four directions 20° from it, because snow drifts under an edge.
            (float sin, float cos) = MathF.SinCos(MathF.PI / 2 * i);
            Vector3 up = i == 4 ? Vector3.UnitZ : Vector3.Normalize(new(0.36f * cos, 0.36f * sin, 1));
            if (!tracer.Occluded(p + new Vector3(0, 0, 0.004f), up, 0.002f, 60, 0)) open++;
        }
        float lies = Math.Clamp((cover - noise.At(0.8f * p.X, 0.8f * p.Y)) / 0.15f + (cover - 0.5f), -0.3f, 1);
        return open < 2 ? -Sunk : Thickness * lies * open / Rays + 0.012f * (noise.At(5 * p.X, 5 * p.Y) - 0.5f);
    }

    /// <summary>Sinks the border of the layer into the surface under it.</summary>
    private static void Taper(List<int> triangles, float[] thickness) {
        var uses = new Dictionary<(int, int), int>();
        for (int t = 0; t < triangles.Count; t++) {
            int a = triangles[t], b = triangles[t % 3 == 2 ? t - 2 : t + 1];
            (int, int) edge = a < b ? (a, b) : (b, a);
            uses[edge] = uses.GetValueOrDefault(edge) + 1;
        }
        for (int t = 0; t < triangles.Count; t++) {
            int a = triangles[t], b = triangles[t % 3 == 2 ? t - 2 : t + 1];
            if (uses[a < b ? (a, b) : (b, a)] != 1) continue;
            (thickness[a], thickness[b]) = (MathF.Min(thickness[a], -0.002f), MathF.Min(thickness[b], -0.002f));
        }
    }

    private static Mesh? Raise(List<Vector3> places, List<int> triangles, float[] thickness, Affine3 meshFromWorld) {
        Vector3[] raised = [.. places.Select((p, i) => p + new Vector3(0, 0, MathF.Max(thickness[i], -Sunk)))];
        var normals = new Vector3[raised.Length];
        var kept = new List<int>();
        for (int t = 0; t < triangles.Count; t += 3) {
            (int a, int b, int c) = (triangles[t], triangles[t + 1], triangles[t + 2]);
            if (thickness[a] <= 0 && thickness[b] <= 0 && thickness[c] <= 0) continue;
            Vector3 normal = Vector3.Cross(raised[b] - raised[a], raised[c] - raised[a]);
            if (normal == Vector3.Zero || a == b || b == c || c == a) continue;
            (normals[a], normals[b], normals[c]) = (normals[a] + normal, normals[b] + normal, normals[c] + normal);
            kept.AddRange([a, b, c]);
        }
        if (kept.Count == 0) return null;
        var indexOf = new Dictionary<int, int>();
        var positions = new List<Vector3>();
        var unit = new List<Vector3>();
        Affine3 worldFromMesh = meshFromWorld.Inverse();
        int[] indices = [.. kept.Select(i => {
            if (!indexOf.TryGetValue(i, out int at)) {
                indexOf.Add(i, at = positions.Count);
                positions.Add(meshFromWorld.Point(raised[i]));
                unit.Add(Vector3.Normalize(worldFromMesh.NormalByInverse(normals[i])));
            }
            return at;
        })];
        return new() { Name = "snow", Positions = [.. positions], Normals = [.. unit], Indices = indices };
    }
}
