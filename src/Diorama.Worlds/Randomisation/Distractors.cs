using System.Numerics;
using Diorama.Core.Randomness;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Scenes;
using Diorama.Worlds.Cameras;
using Diorama.Worlds.Surfaces;

namespace Diorama.Worlds.Randomisation;

/// <summary>Adds small shapes of any colour that float in the air and touch nothing, which a model should learn to ignore.</summary>
public static class Distractors {
    private const int Tries = 40;

    /// <summary>
    /// Adds up to <paramref name="count"/> nodes of class "distractor" within a box, and returns those for which there was space.
    /// </summary>
    /// <param name="scene">Scene whose surfaces the shapes must not touch.</param>
    /// <param name="min">Lower corner of the box, world space, metres.</param>
    /// <param name="max">Upper corner of the box.</param>
    /// <param name="count">Number of shapes to try.</param>
    /// <param name="keepOff">Positions, such as cameras, from which the shapes keep half a metre.</param>
    /// <param name="key">Random key of the shapes.</param>
    public static IReadOnlyList<Node> Append(Scene scene, Vector3 min, Vector3 max, int count, IReadOnlyList<Vector3> keepOff, Keyed key) {
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(keepOff);
        var clearance = new Clearance(scene);
        var placed = new List<(Vector3 At, float Radius)>();
        var nodes = new List<Node>();
        float room = MathF.Min(max.X - min.X, MathF.Min(max.Y - min.Y, max.Z - min.Z));
        for (int i = 0; i < count; i++) {
            Keyed own = key.With(i);
            KeyedGenerator random = own.With("shape").Generator();
            for (int t = 0; t < Tries; t++) {
                Vector3 at = min + (max - min) * new Vector3(random.NextFloat(), random.NextFloat(), random.NextFloat());
                float radius = room * (0.02f + 0.05f * random.NextFloat());
                if (clearance.Distance(at, radius) < radius || placed.Exists(p => Vector3.Distance(p.At, at) < p.Radius + radius)
                    || keepOff.Any(p => Vector3.Distance(p, at) < radius + 0.5f)) continue;
                placed.Add((at, radius));
                nodes.Add(Shape(at, radius, own, ref random));
                break;
            }
        }
        scene.Nodes.AddRange(nodes);
        return nodes;
    }

    /// <summary>Creates a random shape that fits into a sphere of the given radius.</summary>
    private static Node Shape(Vector3 at, float radius, Keyed key, ref KeyedGenerator random) {
        Mesh mesh = random.NextInt(5) switch {
            0 => Primitives.Box(new Vector3(0.5f + 0.5f * random.NextFloat(), 0.5f + 0.5f * random.NextFloat(),
                0.5f + 0.5f * random.NextFloat()) * radius * 1.15f),
            1 => Primitives.Icosphere(radius, 3),
            2 => Primitives.Cylinder(radius * 0.6f, radius * 1.5f, 32),
            3 => Primitives.Cone(radius * 0.7f, radius * 1.4f, 32),
            _ => Primitives.Torus(radius * 0.65f, radius * 0.3f, 32, 16),
        };
        bool patterned = random.NextFloat() < 0.5f;
        Material material = patterned ? SurfaceMaterials.Random(key, radius) : new() {
            Name = "distractor", BaseColor = new(random.NextFloat(), random.NextFloat(), random.NextFloat()), Metallic = random.NextInt(2),
            Roughness = 0.1f + 0.9f * random.NextFloat(),
        };
        var turn = Quaternion.CreateFromYawPitchRoll(6.2831853f * random.NextFloat(), 6.2831853f * random.NextFloat(),
            6.2831853f * random.NextFloat());
        var node = new Node { Name = "distractor", Class = "distractor", Translation = at, Rotation = turn };
        node.Parts.Add(new(mesh, material));
        return node;
    }
}
