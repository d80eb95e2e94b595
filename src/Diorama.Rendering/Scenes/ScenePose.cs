using System.Globalization;
using System.Numerics;
using Diorama.Core;
using Diorama.Core.Spaces;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Cameras;

namespace Diorama.Rendering.Scenes;

/// <summary>
/// Pose of a scene at one time: the transform of every node and the shape of every deforming mesh. Immutable and thread-safe. It reflects
/// the scene at the time of the call of <see cref="At"/>.
/// </summary>
public sealed class ScenePose {
    private readonly Scene scene;
    private readonly Dictionary<Node, int> indexOf;
    private readonly Affine3[] worldFromNode;
    private readonly Quaternion[] turnOfNode;
    private readonly float[][] morphWeights;
    private readonly Motion[] motions;
    private readonly Dictionary<Skin, Affine3[]> worldFromMesh = [];

    /// <summary>
    /// Effects of channels on a node: its transform changes over time, its morph weights are set, its morph weights change over time.
    /// </summary>
    [Flags]
    private enum Motion : byte { None = 0, Placed = 1, Morphed = 2, MorphAnimated = 4 }

    private ScenePose(Scene scene, double seconds, ReadOnlySpan<Animation> animations) {
        this.scene = scene;
        int count = scene.Nodes.Count;
        indexOf = new(count, ReferenceEqualityComparer.Instance);
        worldFromNode = new Affine3[count];
        turnOfNode = new Quaternion[count];
        morphWeights = new float[count][];
        motions = new Motion[count];
        var local = new Trs[count];
        for (int i = 0; i < count; i++) {
            var node = scene.Nodes[i];
            indexOf.Add(node, i);
            morphWeights[i] = node.MorphWeights;
            local[i] = new(node.Translation, node.Rotation, node.Scale);
        }
        foreach (var animation in animations) {
            foreach (var channel in animation.Channels) Apply(channel, seconds, local);
        }
        for (int i = 0; i < count; i++) {
            var node = scene.Nodes[i];
            var parentFromNode = node.Matrix ?? Affine3.FromTrs(local[i].Translation, local[i].Rotation, local[i].Scale);
            Quaternion turn = node.Matrix is null ? local[i].Rotation : Quaternion.Identity;
            if (node.Parent is { } parent) {
                int p = IndexOf(parent);
                turnOfNode[i] = turnOfNode[p] * turn;
                worldFromNode[i] = worldFromNode[p] * parentFromNode;
                motions[i] |= motions[p] & Motion.Placed;
            } else {
                turnOfNode[i] = turn;
                worldFromNode[i] = parentFromNode;
            }
            if (!Coordinates.AreUsable(worldFromNode[i])) {
                throw new BadInputException(string.Create(CultureInfo.InvariantCulture,
                    $"node '{node.Name}' stands at {Coordinates.Text(worldFromNode[i].Origin)} with the axes "
                        + $"{Coordinates.Text(worldFromNode[i].X)}, {Coordinates.Text(worldFromNode[i].Y)}, "
                        + $"{Coordinates.Text(worldFromNode[i].Z)} at {seconds:0.###} s, {Coordinates.Expected}"));
            }
        }
        foreach (var node in scene.Nodes) {
            if (node.Skin is { } skin && !worldFromMesh.ContainsKey(skin)) worldFromMesh.Add(skin, JointMatrices(skin));
        }
    }

    /// <summary>
    /// Returns the pose at <paramref name="seconds"/> of <paramref name="animation"/>, or of all its animations together on one clock; if
    /// two channels drive the same property the later one is used. Properties without a channel stay at rest.
    /// </summary>
    /// <exception cref="BadInputException">A node lies outside the usable <see cref="Coordinates"/>.</exception>
    public static ScenePose At(Scene scene, double seconds, Animation? animation = null) =>
        new(scene, seconds, animation is null ? [.. scene.Animations] : [animation]);

    /// <summary>Whether anything in the scene changes with time.</summary>
    public static bool IsAnimated(Scene scene) {
        foreach (var animation in scene.Animations) {
            foreach (var channel in animation.Channels) {
                if (!AnimationSampler.IsConstant(channel)) return true;
            }
        }
        return false;
    }

    public Affine3 WorldFromNode(Node node) => worldFromNode[IndexOf(node)];

    /// <summary>
    /// Returns worldFromCamera (OpenCV axes) of a camera. It may include scale, which callers ignore (glTF 2.0 section 3.10). If a scale of
    /// 0 has removed axes, the direction follows from the rotations alone.
    /// </summary>
    public Affine3 WorldFromCamera(Node node) {
        int i = IndexOf(node);
        Affine3 world = worldFromNode[i];
        if (world.Determinant == 0) world = Affine3.FromTrs(world.Origin, turnOfNode[i], Vector3.One);
        return world * Camera.NodeFromCamera;
    }

    /// <summary>Returns the weight of each morph target of the node's meshes at this time; targets beyond the end have weight 0.</summary>
    public ReadOnlySpan<float> MorphWeights(Node node) => morphWeights[IndexOf(node)];

    /// <summary>
    /// Whether the node, its ancestors, its skin's joints or its morph weights are animated; if false, its geometry is the same at all
    /// times. Channels whose keys are all equal do not count.
    /// </summary>
    public bool Moves(Node node) {
        if ((motions[IndexOf(node)] & (Motion.Placed | Motion.MorphAnimated)) != 0) return true;
        if (node.Skin is { } skin) {
            foreach (var joint in skin.Joints) {
                if ((motions[IndexOf(joint)] & Motion.Placed) != 0) return true;
            }
        }
        return false;
    }

    /// <summary>
    /// Whether <paramref name="mesh"/> on <paramref name="node"/> must be drawn through
    /// <see cref="Deform(Node, Mesh, Span{Vector3}, Span{Vector3})"/>: the node has a skin, or the mesh has morph targets and the node
    /// has weights that are animated or not all zero. The answer is the same at all times.
    /// </summary>
    public bool Deforms(Node node, Mesh mesh) {
        if (node.Skin is not null) return true;
        if (mesh.MorphTargets.Length == 0) return false;
        return (motions[IndexOf(node)] & Motion.Morphed) != 0 || node.MorphWeights.AsSpan().ContainsAnyExcept(0f);
    }

    /// <summary>
    /// Returns the transform from deformed vertices to world space: identity for nodes with a skin, because skinning leads directly to
    /// world space (glTF 2.0 section 3.7.3.3), else <see cref="WorldFromNode"/>.
    /// </summary>
    public Affine3 WorldFromDeformed(Node node) => node.Skin is null ? WorldFromNode(node) : Affine3.Identity;

    /// <summary>
    /// Computes morphed and skinned vertices, in the space that <see cref="WorldFromDeformed"/> transforms from; normals are unit vectors.
    /// </summary>
    /// <param name="node">Node that draws <paramref name="mesh"/>.</param>
    /// <param name="mesh">Mesh at rest; not changed.</param>
    /// <param name="positions">Receives the positions, one per vertex.</param>
    /// <param name="normals">Receives the normals, one per vertex; may be empty, and must be if the mesh has none.</param>
    public void Deform(Node node, Mesh mesh, Span<Vector3> positions, Span<Vector3> normals) => Deform(node, mesh, positions, normals, []);

    /// <summary>Computes morphed and skinned vertices including tangents (unit, handedness kept), one per vertex or empty.</summary>
    public void Deform(Node node, Mesh mesh, Span<Vector3> positions, Span<Vector3> normals, Span<Vector4> tangents) {
        positions = positions[..mesh.VertexCount];
        mesh.Positions.CopyTo(positions);
        if (!normals.IsEmpty) mesh.Normals.CopyTo(normals = normals[..mesh.VertexCount]);
        if (!tangents.IsEmpty) mesh.Tangents.CopyTo(tangents = tangents[..mesh.VertexCount]);

        var weights = MorphWeights(node);
        bool bent = false;
        for (int k = 0; k < mesh.MorphTargets.Length && k < weights.Length; k++) {
            if (weights[k] == 0) continue;
            var target = mesh.MorphTargets[k];
            Deformation.AddScaled(positions, target.Positions, weights[k]);
            if (!normals.IsEmpty && target.Normals is { } dn) {
                Deformation.AddScaled(normals, dn, weights[k]);
                bent = true;
            }
            if (target.Tangents is { } dt) {
                for (int v = 0; v < tangents.Length; v++) tangents[v] += new Vector4(dt[v] * weights[k], 0);
            }
        }

        if (node.Skin is null) {
            if (bent) Deformation.Normalize(normals);
            // The identity transform only normalises the tangents.
            if (!tangents.IsEmpty) Deformation.Rigid(Affine3.Identity, positions, [], tangents);
        } else if (mesh.Skin is { } skin) {
            Deformation.Skin(worldFromMesh[node.Skin], skin, positions, normals, tangents);
        } else {
            Deformation.Rigid(WorldFromNode(node), positions, normals, tangents);
        }
    }

    private void Apply(AnimationChannel channel, double seconds, Trs[] local) {
        int width = AnimationSampler.Width(channel);
        int i = IndexOf(channel.Node);
        bool moving = !AnimationSampler.IsConstant(channel);
        if (width == 0) return;
        if (channel.Target == AnimationTarget.MorphWeights) {
            AnimationSampler.Sample(channel, seconds, morphWeights[i] = new float[width]);
            motions[i] |= Motion.Morphed | (moving ? Motion.MorphAnimated : Motion.None);
            return;
        }
        if (scene.Nodes[i].Matrix is not null) return;
        Span<float> value = stackalloc float[4];
        AnimationSampler.Sample(channel, seconds, value);
        switch (channel.Target) {
            case AnimationTarget.Translation: local[i].Translation = new(value); break;
            case AnimationTarget.Scale: local[i].Scale = new(value); break;
            default: local[i].Rotation = new(value[0], value[1], value[2], value[3]); break;
        }
        if (moving) motions[i] |= Motion.Placed;
    }

    private Affine3[] JointMatrices(Skin skin) {
        var matrices = new Affine3[skin.Joints.Length];
        for (int j = 0; j < matrices.Length; j++) matrices[j] = WorldFromNode(skin.Joints[j]) * skin.InverseBind[j];
        return matrices;
    }

    private int IndexOf(Node node) => indexOf.TryGetValue(node, out int index)
        ? index : throw new ArgumentException($"node '{node.Name}' is not among the scene's nodes", nameof(node));

    private struct Trs(Vector3 translation, Quaternion rotation, Vector3 scale) {
        public Vector3 Translation = translation;
        public Quaternion Rotation = rotation;
        public Vector3 Scale = scale;
    }
}
