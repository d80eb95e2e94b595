using System.Numerics;
using Diorama.Core.Spaces;

namespace Diorama.Rendering.Scenes;

/// <summary>One labelled instance: everything that shares an instance id.</summary>
public sealed class SceneObject {
    /// <summary>From 1, in the order of the scene's nodes.</summary>
    public required int Id { get; init; }
    public required string Name { get; init; }
    /// <summary>0 when the object has no class, else 1 + index into <see cref="Scene.Classes"/>.</summary>
    public required int ClassId { get; init; }
    /// <summary>The node whose frame is the object's frame.</summary>
    public required Node Root { get; init; }
    /// <summary>Pose at the frame time, scale included.</summary>
    public required Affine3 WorldFromObject {
        get;
        init => (field, HasFrame) = (value, value.Determinant != 0 && value.Inverse().IsFinite);
    }
    /// <summary>False where a scale of 0 takes an axis away: then nothing can be stated in the object's frame, and it has no box.</summary>
    public bool HasFrame { get; private init; }
    /// <summary>Corners of the axis-aligned box in the object's frame, around all parts as posed at the frame time.</summary>
    public Vector3 BoxMin { get; internal set; } = new(float.PositiveInfinity);
    public Vector3 BoxMax { get; internal set; } = new(float.NegativeInfinity);
    public List<string> PartNames { get; } = [];
    /// <summary>Indices of the parts in the prepared scene.</summary>
    internal List<int> Records { get; } = [];
    public IReadOnlyList<(Node Node, Keypoint Keypoint)> Keypoints { get; internal set; } = [];
}
