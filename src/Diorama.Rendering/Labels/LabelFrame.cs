using System.Numerics;
using System.Runtime.CompilerServices;
using Diorama.Core.Images;

namespace Diorama.Rendering.Labels;

/// <summary>
/// Labels of one image; those that were not requested are null. Background values, where the ray hits nothing: ids, normals, UV, appearance
/// and object coordinates are 0, depth and distance +∞, position and scene flow NaN. Units and frames are in docs/labels.md.
/// </summary>
public sealed class LabelFrame {
    public int Width { get; }
    public int Height { get; }
    public LabelSet Labels { get; }

    /// <summary>Depth: Z in camera space, metres.</summary>
    public Image<float>? DepthZ => Get(LabelTable.DepthZ);
    /// <summary>Distance: length of the ray, metres.</summary>
    public Image<float>? Distance => Get(LabelTable.Distance);
    /// <summary>Position in world space, metres.</summary>
    public Image<Vector3>? Position => Get(LabelTable.Position);
    /// <summary>Normal of the triangle in world space, unit, on the viewer's side.</summary>
    public Image<Vector3>? NormalGeometricWorld => Get(LabelTable.NormalGeometricWorld);
    /// <summary>Normal of the triangle in camera space, unit, on the viewer's side.</summary>
    public Image<Vector3>? NormalGeometricCamera => Get(LabelTable.NormalGeometricCamera);
    /// <summary>Interpolated and normal-mapped normal in world space, unit, on the viewer's side of the surface.</summary>
    public Image<Vector3>? NormalShadingWorld => Get(LabelTable.NormalShadingWorld);
    /// <summary>Interpolated and normal-mapped normal in camera space, unit, on the viewer's side of the surface.</summary>
    public Image<Vector3>? NormalShadingCamera => Get(LabelTable.NormalShadingCamera);
    /// <summary>Base colour, linear Rec.709.</summary>
    public Image<Vector3>? Albedo => Get(LabelTable.Albedo);
    public Image<float>? Roughness => Get(LabelTable.Roughness);
    public Image<float>? Metallic => Get(LabelTable.Metallic);
    /// <summary>Emitted radiance, W·sr⁻¹·m⁻².</summary>
    public Image<Vector3>? Emission => Get(LabelTable.Emission);
    public Image<Vector2>? Uv => Get(LabelTable.Uv);
    /// <summary>Normalised object coordinates (NOCS): the object's box has its centre at ½ and a diagonal of 1.</summary>
    public Image<Vector3>? ObjectCoordinates => Get(LabelTable.ObjectCoordinates);
    public Image<uint>? Instance => Get(LabelTable.Instance);
    public Image<uint>? Part => Get(LabelTable.Part);
    public Image<uint>? Material => Get(LabelTable.Material);
    public Image<uint>? Class => Get(LabelTable.Class);
    /// <summary>
    /// Optical flow (dx, dy) in pixels to the position of the point in the next image; NaN where the lens does not image it.
    /// </summary>
    public Image<Vector2>? FlowForward => Get(LabelTable.FlowForward);
    /// <summary>
    /// Optical flow (dx, dy) in pixels to the position of the point in the previous image; NaN where the lens does not image it.
    /// </summary>
    public Image<Vector2>? FlowBackward => Get(LabelTable.FlowBackward);
    /// <summary>Visibility of the point in the next image, as <see cref="PointVisibility"/>.</summary>
    public Image<byte>? OcclusionForward => Get(LabelTable.OcclusionForward);
    /// <summary>Visibility of the point in the previous image, as <see cref="PointVisibility"/>.</summary>
    public Image<byte>? OcclusionBackward => Get(LabelTable.OcclusionBackward);
    /// <summary>World-space displacement of the point to the next frame, metres.</summary>
    public Image<Vector3>? SceneFlowForward => Get(LabelTable.SceneFlowForward);
    /// <summary>World-space displacement of the point to the previous frame, metres.</summary>
    public Image<Vector3>? SceneFlowBackward => Get(LabelTable.SceneFlowBackward);

    /// <summary>Mask of each instance: the pixels where it is visible.</summary>
    public InstanceMasks? VisibleMasks { get; internal set; }
    /// <summary>Amodal mask of each instance: the pixels where it would be visible if nothing else were in front of it.</summary>
    public InstanceMasks? AmodalMasks { get; internal set; }
    /// <summary>All objects of the scene; the id of Objects[i] is i + 1.</summary>
    public IReadOnlyList<ObjectLabel> Objects { get; internal set; } = [];

    private readonly object?[] images = new object?[LabelTable.All.Count];
    private readonly (ImageLabel Label, object Image)[] made;

    internal LabelFrame(int width, int height, LabelSet labels) {
        (Width, Height, Labels) = (width, height, labels);
        made = [.. LabelTable.Images.Where(labels.Contains).Select(l => (l, l.NewImage(width, height)))];
        foreach ((ImageLabel label, object image) in made) images[label.Index] = image;
    }

    /// <summary>Returns the image [H, W] of a label; null if it was not requested.</summary>
    // Each image was created by its own label, so its type is right without a check.
    public Image<T>? Get<T>(ImageLabel<T> label) where T : unmanaged => Unsafe.As<Image<T>?>(images[label.Index]);

    /// <summary>Images that were requested, in the order of the table; each is an <see cref="Image{T}"/> of the label's type.</summary>
    public IReadOnlyList<(ImageLabel Label, object Image)> Images => made;

    /// <summary>Sets a pixel of every image to the background values.</summary>
    internal void Clear(int at) {
        foreach ((ImageLabel label, object image) in made) label.Clear(image, at);
    }
}

/// <summary>Visibility of a point of this image in a neighbouring one.</summary>
public enum PointVisibility : byte {
    Visible = 0,
    /// <summary>Something hides the point in that image.</summary>
    Occluded = 1,
    /// <summary>The point lies outside that image, or the lens does not image it.</summary>
    Outside = 2,
    /// <summary>The pixel shows no point, or (with parallel projection) infinity, which has no position in another image.</summary>
    Undefined = 3,
}
