using System.Numerics;
using Diorama.Core.Spaces;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.SceneFiles;

/// <summary>
/// Corrects the unit and the upward axis of a scene whose file means others than its format states. The geometry itself is scaled, so that
/// objects keep a scale of 1 in their poses.
/// </summary>
public static class SceneUnits {
    /// <summary>Scales and turns a scene, in place.</summary>
    /// <param name="scene">Scene as read.</param>
    /// <param name="unit">Unit of the numbers in the file; null keeps the format's.</param>
    /// <param name="scale">Factor of all lengths, after the unit.</param>
    /// <param name="up">Axis of the file that points up, "z"; null keeps the format's.</param>
    /// <exception cref="ArgumentException">The factor is not above 0, or the axis is none.</exception>
    public static void Apply(Scene scene, LengthUnit? unit, double scale = 1, string? up = null) {
        ArgumentNullException.ThrowIfNull(scene);
        if (!(scale > 0)) throw new ArgumentException($"the factor is {scale}, above 0 was expected", nameof(scale));
        double metres = scene.WorldFromFile.X.Length();
        double factor = scale * (unit is { } u ? u.Metres() / metres : 1);
        // Single precision has no better 1.
        if (Math.Abs(factor - 1) > 1e-6) Scale(scene, (float)factor);
        if (up is not null) Turn(scene, SignedAxis.Parse(up) ?? throw new ArgumentException($"'{up}' is no axis", nameof(up)));
    }

    private static void Scale(Scene scene, float s) {
        var meshes = new Dictionary<Mesh, Mesh>(ReferenceEqualityComparer.Instance);
        var lights = new HashSet<Lights.Light>(ReferenceEqualityComparer.Instance);
        foreach (Node node in scene.Nodes) {
            node.Translation *= s;
            if (node.Matrix is { } m) node.Matrix = new(m.X, m.Y, m.Z, m.Origin * s);
            for (int i = 0; i < node.Parts.Count; i++) {
                Mesh mesh = node.Parts[i].Mesh;
                if (!meshes.TryGetValue(mesh, out Mesh? scaled)) meshes.Add(mesh, scaled = Scaled(mesh, s));
                node.Parts[i] = node.Parts[i] with { Mesh = scaled };
            }
            for (int i = 0; i < node.Curves.Count; i++) {
                Curves curves = node.Curves[i].Curves;
                node.Curves[i] = node.Curves[i] with {
                    Curves = new() { Name = curves.Name, StrandStarts = curves.StrandStarts,
                        ControlPoints = Array.ConvertAll(curves.ControlPoints, p => p * s) },
                };
            }
            for (int i = 0; i < node.Keypoints.Count; i++)
                node.Keypoints[i] = node.Keypoints[i] with { Position = node.Keypoints[i].Position * s };
            if (node.Light is { } light && lights.Add(light)) (light.Size, light.Range) = (light.Size * s, light.Range * s);
        }
        foreach (Material material in Materials(scene))
            (material.Thickness, material.AttenuationDistance) = (material.Thickness * s, material.AttenuationDistance * s);
        foreach (Skin skin in scene.Skins) {
            for (int i = 0; i < skin.InverseBind.Length; i++) {
                Affine3 m = skin.InverseBind[i];
                skin.InverseBind[i] = new(m.X, m.Y, m.Z, m.Origin * s);
            }
        }
        foreach (AnimationChannel channel in scene.Animations.SelectMany(a => a.Channels)) {
            if (channel.Target != AnimationTarget.Translation) continue;
            for (int i = 0; i < channel.Values.Length; i++) channel.Values[i] *= s;
        }
        scene.Origin *= s;
        Affine3 world = scene.WorldFromFile;
        scene.WorldFromFile = new(world.X * s, world.Y * s, world.Z * s, world.Origin * s);
    }

    private static Mesh Scaled(Mesh mesh, float s) => new() {
        Name = mesh.Name, Positions = Array.ConvertAll(mesh.Positions, p => p * s), Indices = mesh.Indices, Normals = mesh.Normals,
        Tangents = mesh.Tangents, TexCoords = mesh.TexCoords, Colors = mesh.Colors, Skin = mesh.Skin,
        MorphTargets = Array.ConvertAll(mesh.MorphTargets, t => new MorphTarget {
            Name = t.Name, Positions = Array.ConvertAll(t.Positions, p => p * s), Normals = t.Normals, Tangents = t.Tangents,
        }),
    };

    private static HashSet<Material> Materials(Scene scene) {
        var materials = new HashSet<Material>(scene.Materials, ReferenceEqualityComparer.Instance);
        foreach (Node node in scene.Nodes) {
            foreach (MeshPart part in node.Parts) materials.Add(part.Material);
            foreach (CurvesPart part in node.Curves) materials.Add(part.Material);
        }
        return materials;
    }

    /// <summary>Turns the scene by quarter turns so that an axis of the file points up.</summary>
    private static void Turn(Scene scene, Vector3 up) {
        Vector3 now = Vector3.Normalize(scene.WorldFromFile.Vector(up));
        now = new(MathF.Round(now.X), MathF.Round(now.Y), MathF.Round(now.Z));
        if (now == Vector3.UnitZ) return;
        // About an axis that is level: X for what lies along Y, Y for what lies along X.
        Affine3 turn = now == -Vector3.UnitZ ? new(Vector3.UnitX, -Vector3.UnitY, -Vector3.UnitZ, Vector3.Zero)
            : now.Y != 0 ? new(Vector3.UnitX, now.Y * Vector3.UnitZ, -now.Y * Vector3.UnitY, Vector3.Zero)
            : new(now.X * Vector3.UnitZ, Vector3.UnitY, -now.X * Vector3.UnitX, Vector3.Zero);
        var root = new Node { Name = "worldFromFile", Matrix = turn };
        foreach (Node node in scene.Nodes) node.Parent ??= root;
        scene.Nodes.Insert(0, root);
        Double3 o = scene.Origin;
        scene.Origin = (Double3)turn.X * o.X + (Double3)turn.Y * o.Y + (Double3)turn.Z * o.Z;
        scene.WorldFromFile = turn * scene.WorldFromFile;
    }
}
