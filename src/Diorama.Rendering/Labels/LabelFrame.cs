using System.Numerics;
using Diorama.Core.Images;

namespace Diorama.Rendering.Labels;

/// <summary>
/// The labels of one image; what was not asked for is null. Background, where the ray meets nothing: ids, normals, UV, appearance
/// and object coordinates are 0, depth and distance +∞, position and scene flow NaN. Units and frames are in docs/labels.md.
/// </summary>
public sealed class LabelFrame {
    public int Width { get; }
    public int Height { get; }
    public LabelSet Labels { get; }

    /// <summary>Z in camera space, metres.</summary>
    public Image<float>? DepthZ { get; }
    /// <summary>Length of the ray, metres.</summary>
    public Image<float>? Distance { get; }
    /// <summary>World space, metres.</summary>
    public Image<Vector3>? Position { get; }
    /// <summary>Of the triangle, unit, on the viewer's side.</summary>
    public Image<Vector3>? NormalGeometricWorld { get; }
    public Image<Vector3>? NormalGeometricCamera { get; }
    /// <summary>Interpolated and normal-mapped, unit, on the viewer's side of the surface.</summary>
    public Image<Vector3>? NormalShadingWorld { get; }
    public Image<Vector3>? NormalShadingCamera { get; }
    /// <summary>Base colour, linear Rec.709.</summary>
    public Image<Vector3>? Albedo { get; }
    public Image<float>? Roughness { get; }
    public Image<float>? Metallic { get; }
    /// <summary>Emitted radiance, W·sr⁻¹·m⁻².</summary>
    public Image<Vector3>? Emission { get; }
    public Image<Vector2>? Uv { get; }
    /// <summary>Normalised: the object's box has its centre at ½ and a diagonal of 1.</summary>
    public Image<Vector3>? ObjectCoordinates { get; }
    public Image<uint>? Instance { get; }
    public Image<uint>? Part { get; }
    public Image<uint>? Material { get; }
    public Image<uint>? Class { get; }
    /// <summary>(dx, dy) in pixels to where the point is in the next image; NaN where the lens does not image it.</summary>
    public Image<Vector2>? FlowForward { get; }
    public Image<Vector2>? FlowBackward { get; }
    /// <summary>Of the point in the next image, as <see cref="PointVisibility"/>.</summary>
    public Image<byte>? OcclusionForward { get; }
    public Image<byte>? OcclusionBackward { get; }
    /// <summary>World displacement of the point to the next frame, metres.</summary>
    public Image<Vector3>? SceneFlowForward { get; }
    public Image<Vector3>? SceneFlowBackward { get; }

    /// <summary>Per instance id, the pixels where it is seen.</summary>
    public InstanceMasks? VisibleMasks { get; internal set; }
    /// <summary>Per instance id, the pixels where it would be seen if nothing else stood in front.</summary>
    public InstanceMasks? AmodalMasks { get; internal set; }
    /// <summary>Every object of the scene; the id of Objects[i] is i + 1.</summary>
    public IReadOnlyList<ObjectLabel> Objects { get; internal set; } = [];

    internal LabelFrame(int width, int height, LabelSet labels) {
        (Width, Height, Labels) = (width, height, labels);
        Image<T>? New<T>(LabelSet label) where T : unmanaged =>
            (labels & label) == 0 ? null : new(width, height, GC.AllocateUninitializedArray<T>(width * height));
        DepthZ = New<float>(LabelSet.DepthZ);
        Distance = New<float>(LabelSet.Distance);
        Position = New<Vector3>(LabelSet.Position);
        NormalGeometricWorld = New<Vector3>(LabelSet.NormalGeometricWorld);
        NormalGeometricCamera = New<Vector3>(LabelSet.NormalGeometricCamera);
        NormalShadingWorld = New<Vector3>(LabelSet.NormalShadingWorld);
        NormalShadingCamera = New<Vector3>(LabelSet.NormalShadingCamera);
        Albedo = New<Vector3>(LabelSet.Albedo);
        Roughness = New<float>(LabelSet.Roughness);
        Metallic = New<float>(LabelSet.Metallic);
        Emission = New<Vector3>(LabelSet.Emission);
        Uv = New<Vector2>(LabelSet.Uv);
        ObjectCoordinates = New<Vector3>(LabelSet.ObjectCoordinates);
        Instance = New<uint>(LabelSet.Instance);
        Part = New<uint>(LabelSet.Part);
        Material = New<uint>(LabelSet.Material);
        Class = New<uint>(LabelSet.Class);
        FlowForward = New<Vector2>(LabelSet.FlowForward);
        FlowBackward = New<Vector2>(LabelSet.FlowBackward);
        OcclusionForward = New<byte>(LabelSet.OcclusionForward);
        OcclusionBackward = New<byte>(LabelSet.OcclusionBackward);
        SceneFlowForward = New<Vector3>(LabelSet.SceneFlowForward);
        SceneFlowBackward = New<Vector3>(LabelSet.SceneFlowBackward);
    }
}

/// <summary>Whether a point of this image is seen in a neighbouring one.</summary>
public enum PointVisibility : byte {
    Visible = 0,
    /// <summary>Something stands in front of it there.</summary>
    Occluded = 1,
    /// <summary>It falls outside of that image, or the lens does not image it.</summary>
    Outside = 2,
    /// <summary>The pixel shows no point, or (parallel projection) infinity, which has no place in another image.</summary>
    Undefined = 3,
}
