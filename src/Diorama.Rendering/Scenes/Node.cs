using System.Collections.ObjectModel;
using System.Numerics;
using Diorama.Core.Spaces;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Materials;

namespace Diorama.Rendering.Scenes;

/// <summary>One node of the scene tree: a local transform and the objects attached to it.</summary>
public sealed class Node {
    public string Name { get; set; } = "";
    public Node? Parent { get; set; }
    /// <summary>Translation in parentFromNode = translate · rotate · scale, which is used unless <see cref="Matrix"/> is set.</summary>
    public Vector3 Translation { get; set; }
    /// <summary>Rotation in parentFromNode = translate · rotate · scale.</summary>
    public Quaternion Rotation { get; set; } = Quaternion.Identity;
    /// <summary>Scale in parentFromNode = translate · rotate · scale.</summary>
    public Vector3 Scale { get; set; } = Vector3.One;
    /// <summary>Complete transform parentFromNode, used in place of the three parts; a node with a matrix cannot be animated.</summary>
    public Affine3? Matrix { get; set; }

    /// <summary>Meshes to draw; nodes may share <see cref="MeshPart.Mesh"/> objects, which makes them instances of one geometry.</summary>
    public List<MeshPart> Parts { get; } = [];
    public List<CurvesPart> Curves { get; } = [];
    public Skin? Skin { get; set; }
    /// <summary>Weight of each morph target at rest.</summary>
    public float[] MorphWeights { get; set; } = [];
    public Cameras.Camera? Camera { get; set; }
    public Lights.Light? Light { get; set; }

    /// <summary>
    /// Class name of the object whose root this node is. A node with a class combines all geometry below it into one instance; geometry
    /// without such an ancestor is one instance per node.
    /// </summary>
    public string? Class { get; set; }
    /// <summary>Named points in node space, for which projection and visibility are labelled.</summary>
    public List<Keypoint> Keypoints { get; } = [];
    /// <summary>Pairs of keypoints, by name, that a line joins in pictures and formats: the bones of a stick figure.</summary>
    public List<KeypointLink> Skeleton { get; } = [];
    /// <summary>Custom properties from the node's file (glTF <c>extras</c>), as text: texts, numbers, true and false.</summary>
    public IReadOnlyDictionary<string, string> Extras { get; set; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>
    /// Returns worldFromNode of a camera or a light at <paramref name="eye"/> that looks along its −Z to <paramref name="target"/>, with
    /// +Z up.
    /// </summary>
    public static Affine3 PoseLookingAt(Vector3 eye, Vector3 target) =>
        Affine3.CameraLookingAt(eye, target, Vector3.UnitZ) * Cameras.Camera.NodeFromCamera.Inverse();

    /// <summary>Returns a copy below another parent; lights are copied, everything else that is attached is shared.</summary>
    internal Node Copy(Node? parent) {
        var copy = new Node {
            Name = Name, Parent = parent, Translation = Translation, Rotation = Rotation, Scale = Scale, Matrix = Matrix, Skin = Skin,
            MorphWeights = [.. MorphWeights], Camera = Camera, Light = Light?.Copy(), Class = Class, Extras = Extras,
        };
        copy.Parts.AddRange(Parts);
        copy.Curves.AddRange(Curves);
        copy.Keypoints.AddRange(Keypoints);
        copy.Skeleton.AddRange(Skeleton);
        return copy;
    }

    public Affine3 ParentFromNode => Matrix ?? Affine3.FromTrs(Translation, Rotation, Scale);

    public override string ToString() => Name;
}

/// <summary>A mesh with its material.</summary>
public readonly record struct MeshPart(Mesh Mesh, Material Material);

/// <summary>Strands with their material.</summary>
public readonly record struct CurvesPart(Curves Curves, Material Material);

/// <summary>A named point on an object, in the space of its node (metres).</summary>
public readonly record struct Keypoint(string Name, Vector3 Position);

/// <summary>Two keypoints of one object, by name, that a line joins.</summary>
public readonly record struct KeypointLink(string From, string To);

/// <summary>The joints that deform a mesh, and their bind pose (glTF 2.0 section 3.7.3).</summary>
public sealed class Skin {
    public string Name { get; set; } = "";
    public required Node[] Joints { get; init; }
    /// <summary>Inverse bind matrices, jointFromMesh in the bind pose, one per joint.</summary>
    public required Affine3[] InverseBind { get; init; }

    /// <summary>Returns the same skin on other joints.</summary>
    internal Skin WithJoints(Node[] joints) => new() { Name = Name, Joints = joints, InverseBind = InverseBind };
}
