using System.Numerics;
using Diorama.Core.Spaces;

namespace Diorama.Rendering.Scenes;

/// <summary>One labelled instance: everything with the same instance id.</summary>
public sealed class SceneObject {
    /// <summary>Instance id, from 1, in the order of the scene's nodes.</summary>
    public required int Id { get; init; }
    public required string Name { get; init; }
    /// <summary>Class id: 1 + index into <see cref="Scene.Classes"/>; 0 if the object has no class.</summary>
    public required int ClassId { get; init; }
    /// <summary>Node whose frame is the object's frame.</summary>
    public required Node Root { get; init; }
    /// <summary>Pose at the frame time, including scale.</summary>
    public required Affine3 WorldFromObject {
        get;
        init => (field, HasFrame) = (value, value.Determinant != 0 && value.Inverse().IsFinite);
    }
    /// <summary>
    /// Whether the object has a valid frame; false if a scale of 0 removes an axis: then no coordinates in the object's frame exist, and it
    /// has no box.
    /// </summary>
    public bool HasFrame { get; private init; }
    /// <summary>Lower corner of the axis-aligned box in the object's frame, around all parts as posed at the frame time.</summary>
    public Vector3 BoxMin { get; internal set; } = new(float.PositiveInfinity);
    /// <summary>Upper corner of the axis-aligned box in the object's frame, around all parts as posed at the frame time.</summary>
    public Vector3 BoxMax { get; internal set; } = new(float.NegativeInfinity);
    public List<string> PartNames { get; } = [];
    /// <summary>Indices of the object's parts in the prepared scene.</summary>
    internal List<int> Records { get; } = [];
    public IReadOnlyList<(Node Node, Keypoint Keypoint)> Keypoints { get; internal set; } = [];
    /// <summary>Pairs of keypoints that a line joins.</summary>
    public IReadOnlyList<KeypointLink> Skeleton { get; internal set; } = [];
}
