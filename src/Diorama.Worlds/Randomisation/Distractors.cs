using System.Numerics;
using Diorama.Core.Randomness;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Scenes;
using Diorama.Worlds.Cameras;
using Diorama.Worlds.Surfaces;

namespace Diorama.Worlds.Randomisation;

/// <summary>Small shapes of any colour that hang in the air and touch nothing: what a model should learn to ignore.</summary>
public static class Distractors {
    private const int Tries = 40;

    /// <summary>
    /// Appends up to <paramref name="count"/> nodes of class "distractor" within a box, and returns those that found room.
    /// </summary>
    /// <param name="scene">Its surfaces are kept clear of.</param>
    /// <param name="min">Corner of the box, world, metres.</param>
    /// <param name="max">The other corner.</param>
    /// <param name="count">How many to try.</param>
    /// <param name="keepOff">Places, such as cameras, that stay half a metre clear.</param>
    /// <param name="key">Names the shapes.</param>
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

    /// <summary>A shape that fits into a ball.</summary>
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
