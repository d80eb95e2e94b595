using System.Numerics;
using Diorama.Core.Spaces;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.SceneFiles;

/// <summary>
/// Moves a scene whose first camera, or whose middle if it has none, is far from the origin, so that single precision is enough: at UTM
/// coordinates its steps are half a metre. Transforms are composed in double precision for that; the scene keeps where its origin was
/// (<see cref="Scene.Origin"/>). Relative positions, animations and skins stay as they are.
/// </summary>
internal sealed class FarScene {
    private readonly Scene scene;
    private readonly double metres;
    private readonly Dictionary<Node, int> indexOf = new(ReferenceEqualityComparer.Instance);
    private readonly Double3[] translations;
    private readonly Pose[] world;
    private readonly ILookup<Node, AnimationChannel> channels;
    private readonly HashSet<Node> joints = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Mesh, Double3> middles = new(ReferenceEqualityComparer.Instance);

    /// <summary>A linear map by its columns, and the origin.</summary>
    private readonly record struct Pose(Double3 X, Double3 Y, Double3 Z, Double3 Origin) {
        public Double3 Vector(Double3 v) => X * v.X + Y * v.Y + Z * v.Z;

        public static Pose operator *(Pose a, Pose b) => new(a.Vector(b.X), a.Vector(b.Y), a.Vector(b.Z), a.Vector(b.Origin) + a.Origin);

        /// <summary>Applies the inverse of the linear map; null if it has none.</summary>
        public Double3? Inverse(Double3 v) {
            Double3 yz = Double3.Cross(Y, Z), zx = Double3.Cross(Z, X), xy = Double3.Cross(X, Y);
            double determinant = Double3.Dot(X, yz);
            return determinant == 0 ? null
                : new Double3(Double3.Dot(yz, v), Double3.Dot(zx, v), Double3.Dot(xy, v)) * (1 / determinant);
        }
    }

    private FarScene(Scene scene, IReadOnlyDictionary<Node, Double3>? exact, double metres) {
        (this.scene, this.metres) = (scene, metres);
        int count = scene.Nodes.Count;
        (translations, world) = (new Double3[count], new Pose[count]);
        channels = scene.Animations.SelectMany(a => a.Channels).ToLookup(c => c.Node);
        foreach (Node joint in scene.Skins.SelectMany(s => s.Joints)) joints.Add(joint);
        for (int i = 0; i < count; i++) {
            Node node = scene.Nodes[i];
            indexOf.Add(node, i);
            translations[i] = exact is not null && exact.TryGetValue(node, out Double3 t) ? t : node.ParentFromNode.Origin;
        }
        Compose();
    }

    /// <summary>Moves the scene if it is far from the origin.</summary>
    /// <param name="scene">Scene as read.</param>
    /// <param name="exact">Translations of nodes as they stand in the file; others are taken from the nodes.</param>
    /// <param name="metres">How many metres one metre of the scene as read will be, by the unit and the scale that the user states.</param>
    public static void MoveToOrigin(Scene scene, IReadOnlyDictionary<Node, Double3>? exact = null, double metres = 1) =>
        new FarScene(scene, exact, metres).Move();

    private bool IsFar(Double3 point) => metres * point.MaxAbs > FarGeometry.Far;

    private void Compose() {
        for (int i = 0; i < world.Length; i++) {
            Node node = scene.Nodes[i];
            Pose local = Local(node) with { Origin = translations[i] };
            world[i] = node.Parent is { } parent ? world[indexOf[parent]] * local : local;
        }
    }

    private static Pose Local(Node node) {
        if (node.Matrix is { } m) return new(m.X, m.Y, m.Z, default);
        // In double precision, so that the quarter turn from +Y to +Z up is exact.
        Quaternion q = node.Rotation;
        double x = q.X, y = q.Y, z = q.Z, w = q.W, s = 2 / Math.Max(1e-300, x * x + y * y + z * z + w * w);
        return new(
            new Double3(1 - s * (y * y + z * z), s * (x * y + w * z), s * (x * z - w * y)) * node.Scale.X,
            new Double3(s * (x * y - w * z), 1 - s * (x * x + z * z), s * (y * z + w * x)) * node.Scale.Y,
            new Double3(s * (x * z + w * y), s * (y * z - w * x), 1 - s * (x * x + y * y)) * node.Scale.Z, default);
    }

    private void Move() {
        Double3 anchor = Anchor();
        // Coordinates that cannot be used are refused later, with the name of their node.
        if (!IsFar(anchor) || anchor.MaxAbs > Coordinates.Max) return;
        Double3 origin = FarGeometry.Whole(anchor, metres);
        CentreMeshes();
        var moved = new Double3[world.Length];
        for (int i = 0; i < world.Length; i++) {
            Node node = scene.Nodes[i];
            moved[i] = world[i].Origin - origin;
            // A node that only groups others has no place of its own.
            if (IsFar(moved[i]) && IsGroup(node)) moved[i] = default;
        }
        for (int i = 0; i < world.Length; i++) {
            Node node = scene.Nodes[i];
            Double3? t = node.Parent is { } parent ? world[indexOf[parent]].Inverse(moved[i] - moved[indexOf[parent]]) : moved[i];
            if (t is not { } translation) continue;
            Shift(node, translation - translations[i]);
            if (node.Matrix is { } m) node.Matrix = new(m.X, m.Y, m.Z, (Vector3)translation);
            else node.Translation = (Vector3)translation;
        }
        if (scene.Fog is { } fog) fog.BaseHeight -= (float)origin.Z;
        scene.Origin += origin;
    }

    private bool IsGroup(Node node) => node.Parts.Count == 0 && node.Curves.Count == 0 && node.Camera is null && node.Light is null
        && node.Keypoints.Count == 0 && !channels.Contains(node) && !joints.Contains(node);

    private Double3 Anchor() {
        if (scene.Nodes.Find(n => n.Camera is not null) is { } camera) return world[indexOf[camera]].Origin;
        Double3? min = null, max = null;
        foreach (Node node in scene.Nodes) {
            Pose pose = world[indexOf[node]];
            foreach (var (mesh, _) in node.Parts) {
                if (mesh.VertexCount == 0) continue;
                Double3 middle = node.Skin is { } skin ? Skinned(skin, Middle(mesh)) : pose.Vector(Middle(mesh)) + pose.Origin;
                (min, max) = (Double3.Min(min ?? middle, middle), Double3.Max(max ?? middle, middle));
            }
        }
        return min is { } low && max is { } high ? (low + high) * 0.5 : default;
    }

    /// <summary>
    /// Returns where the first joint of a skin puts a point of the mesh, whose own coordinates may be in any unit: those of quantised
    /// meshes are whole numbers up to 65,535.
    /// </summary>
    private Double3 Skinned(Skin skin, Double3 point) {
        if (skin.Joints.Length == 0) return point;
        Affine3 bind = skin.InverseBind[0];
        Pose joint = world[indexOf[skin.Joints[0]]];
        return joint.Vector((Double3)bind.X * point.X + (Double3)bind.Y * point.Y + (Double3)bind.Z * point.Z + bind.Origin) + joint.Origin;
    }

    /// <summary>Returns the middle of a mesh's box; many nodes may share the mesh.</summary>
    private Double3 Middle(Mesh mesh) {
        if (middles.TryGetValue(mesh, out Double3 known)) return known;
        Vector3 min = mesh.Positions[0], max = min;
        foreach (Vector3 p in mesh.Positions) (min, max) = (Vector3.Min(min, p), Vector3.Max(max, p));
        return middles[mesh] = ((Double3)min + max) * 0.5;
    }

    /// <summary>Moves far vertices of meshes into the transforms of their nodes, where a node has nothing else that would move.</summary>
    private void CentreMeshes() {
        var centred = new Dictionary<(Mesh, Double3), Mesh>();
        ILookup<Node?, Node> children = scene.Nodes.ToLookup(n => n.Parent);
        bool any = false;
        for (int i = 0; i < world.Length; i++) {
            Node node = scene.Nodes[i];
            if (node.Parts.Count == 0 || node.Parts[0].Mesh.VertexCount == 0 || node.Skin is not null || channels.Contains(node)
                || joints.Contains(node)) continue;
            Double3 middle = Middle(node.Parts[0].Mesh).Rounded();
            if (!IsFar(middle)) continue;
            for (int k = 0; k < node.Parts.Count; k++) {
                (Mesh mesh, var material) = node.Parts[k];
                if (!centred.TryGetValue((mesh, middle), out Mesh? near)) {
                    Mesh far = mesh;
                    centred.Add((mesh, middle), near = far.With(Array.ConvertAll(far.Positions, p => (Vector3)((Double3)p - middle))));
                }
                node.Parts[k] = new(near, material);
            }
            for (int k = 0; k < node.Keypoints.Count; k++)
                node.Keypoints[k] = node.Keypoints[k] with { Position = (Vector3)((Double3)node.Keypoints[k].Position - middle) };
            for (int k = 0; k < node.Curves.Count; k++) {
                var curves = node.Curves[k].Curves;
                node.Curves[k] = node.Curves[k] with {
                    Curves = new() {
                        Name = curves.Name, StrandStarts = curves.StrandStarts,
                        ControlPoints = Array.ConvertAll(curves.ControlPoints,
                            p => new Vector4((Vector3)(new Double3(p.X, p.Y, p.Z) - middle), p.W)),
                    },
                };
            }
            // The node stands where its meshes are, and what hangs on it moves back by as much.
            translations[i] += Local(node).Vector(middle);
            foreach (Node child in children[node]) {
                translations[indexOf[child]] -= middle;
                Shift(child, default(Double3) - middle);
            }
            any = true;
        }
        if (any) Compose();
    }

    /// <summary>Adds to the translations that channels give a node.</summary>
    private void Shift(Node node, Double3 by) {
        if (by == default) return;
        foreach (AnimationChannel channel in channels[node]) {
            if (channel.Target != AnimationTarget.Translation) continue;
            bool spline = channel.Interpolation == Interpolation.CubicSpline;
            // In-tangent, value and out-tangent follow one another.
            int width = spline ? 9 : 3, first = spline ? 3 : 0;
            for (int k = first; k + 2 < channel.Values.Length; k += width) {
                channel.Values[k] = (float)(channel.Values[k] + by.X);
                channel.Values[k + 1] = (float)(channel.Values[k + 1] + by.Y);
                channel.Values[k + 2] = (float)(channel.Values[k + 2] + by.Z);
            }
        }
    }
}
