using System.Numerics;
using System.Runtime.CompilerServices;
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
    public Image<float>? DepthZ => Get(LabelTable.DepthZ);
    /// <summary>Length of the ray, metres.</summary>
    public Image<float>? Distance => Get(LabelTable.Distance);
    /// <summary>World space, metres.</summary>
    public Image<Vector3>? Position => Get(LabelTable.Position);
    /// <summary>Of the triangle, unit, on the viewer's side.</summary>
    public Image<Vector3>? NormalGeometricWorld => Get(LabelTable.NormalGeometricWorld);
    public Image<Vector3>? NormalGeometricCamera => Get(LabelTable.NormalGeometricCamera);
    /// <summary>Interpolated and normal-mapped, unit, on the viewer's side of the surface.</summary>
    public Image<Vector3>? NormalShadingWorld => Get(LabelTable.NormalShadingWorld);
    public Image<Vector3>? NormalShadingCamera => Get(LabelTable.NormalShadingCamera);
    /// <summary>Base colour, linear Rec.709.</summary>
    public Image<Vector3>? Albedo => Get(LabelTable.Albedo);
    public Image<float>? Roughness => Get(LabelTable.Roughness);
    public Image<float>? Metallic => Get(LabelTable.Metallic);
    /// <summary>Emitted radiance, W·sr⁻¹·m⁻².</summary>
    public Image<Vector3>? Emission => Get(LabelTable.Emission);
    public Image<Vector2>? Uv => Get(LabelTable.Uv);
    /// <summary>Normalised: the object's box has its centre at ½ and a diagonal of 1.</summary>
    public Image<Vector3>? ObjectCoordinates => Get(LabelTable.ObjectCoordinates);
    public Image<uint>? Instance => Get(LabelTable.Instance);
    public Image<uint>? Part => Get(LabelTable.Part);
    public Image<uint>? Material => Get(LabelTable.Material);
    public Image<uint>? Class => Get(LabelTable.Class);
    /// <summary>(dx, dy) in pixels to where the point is in the next image; NaN where the lens does not image it.</summary>
    public Image<Vector2>? FlowForward => Get(LabelTable.FlowForward);
    public Image<Vector2>? FlowBackward => Get(LabelTable.FlowBackward);
    /// <summary>Of the point in the next image, as <see cref="PointVisibility"/>.</summary>
    public Image<byte>? OcclusionForward => Get(LabelTable.OcclusionForward);
    public Image<byte>? OcclusionBackward => Get(LabelTable.OcclusionBackward);
    /// <summary>World displacement of the point to the next frame, metres.</summary>
    public Image<Vector3>? SceneFlowForward => Get(LabelTable.SceneFlowForward);
    public Image<Vector3>? SceneFlowBackward => Get(LabelTable.SceneFlowBackward);

    /// <summary>Per instance id, the pixels where it is seen.</summary>
    public InstanceMasks? VisibleMasks { get; internal set; }
    /// <summary>Per instance id, the pixels where it would be seen if nothing else stood in front.</summary>
    public InstanceMasks? AmodalMasks { get; internal set; }
    /// <summary>Every object of the scene; the id of Objects[i] is i + 1.</summary>
    public IReadOnlyList<ObjectLabel> Objects { get; internal set; } = [];

    private readonly object?[] images = new object?[LabelTable.All.Count];
    private readonly (ImageLabel Label, object Image)[] made;

    internal LabelFrame(int width, int height, LabelSet labels) {
        (Width, Height, Labels) = (width, height, labels);
        made = [.. LabelTable.Images.Where(labels.Contains).Select(l => (l, l.NewImage(width, height)))];
        foreach ((ImageLabel label, object image) in made) images[label.Index] = image;
    }

    /// <summary>The image [H, W] of a label; null when it was not asked for.</summary>
    // Each image was made by its own row, so the type is right without a check for each pixel.
    public Image<T>? Get<T>(ImageLabel<T> label) where T : unmanaged => Unsafe.As<Image<T>?>(images[label.Index]);

    /// <summary>The images that were asked for, in the order of the table: an <see cref="Image{T}"/> of the label's type each.</summary>
    public IReadOnlyList<(ImageLabel Label, object Image)> Images => made;

    /// <summary>Sets a pixel of every image to the background's values.</summary>
    internal void Clear(int at) {
        foreach ((ImageLabel label, object image) in made) label.Clear(image, at);
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
