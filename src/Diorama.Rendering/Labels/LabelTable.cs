using System.Numerics;
using Diorama.Core.Images;
using Diorama.Core.Pictures;

namespace Diorama.Rendering.Labels;

/// <summary>
/// Table of all labels, one row each: name, pixels, background, valid values, meaning, picture. All code that names, stores, checks or
/// shows labels reads this table. A new label needs a row here, a property of <see cref="LabelFrame"/>, and a line of the label pass that
/// computes it. Units and frames are in docs/labels.md.
/// </summary>
public static class LabelTable {
    /// <summary>
    /// Tolerance of the check for valid values: fractions, colours and coordinates up to 1 are rounded by up to 2⁻¹² as half floats; object
    /// boxes by slightly more.
    /// </summary>
    private const float Rounding = 2e-3f;

    private static readonly List<Label> rows = [];

    public static readonly ImageLabel<uint> Instance = Add(new ImageLabel<uint>("instance",
        "id of the object in its frame's `objects`, 0 is background; 16-bit PNG") { Picture = LabelPicture.Ids, MarksBackground = true });
    public static readonly ImageLabel<uint> Part = Add(new ImageLabel<uint>("part",
        "place (from 1) in the object's `parts`, 0 is background; 16-bit PNG") { Picture = LabelPicture.Ids, MarksBackground = true });
    public static readonly ImageLabel<uint> Material = Add(new ImageLabel<uint>("material",
        "place (from 1) in the frame's `materials`, 0 is background; 16-bit PNG") { Picture = LabelPicture.Ids, MarksBackground = true });
    public static readonly ImageLabel<uint> Class = Add(new ImageLabel<uint>("class",
        "id of the class table below, 0 is background or no class; 16-bit PNG") { Picture = LabelPicture.Ids });

    public static readonly ImageLabel<float> DepthZ = Add(new ImageLabel<float>("depth_z",
        "metres along the camera's +Z axis, +∞ is background; 32-bit EXR, channel `Y`") {
        Stored = PixelType.Float, Background = float.PositiveInfinity, MarksBackground = true, Picture = LabelPicture.Depth,
        // Lenses that see behind the camera have negative depths: the check uses the lens for the rest.
        IsValid = v => v > float.NegativeInfinity, ValidValues = "a depth above 0, or +∞",
    });
    public static readonly ImageLabel<float> Distance = Add(new ImageLabel<float>("distance",
        "metres along the ray, +∞ is background; 32-bit EXR, channel `Y`") {
        Stored = PixelType.Float, Background = float.PositiveInfinity, MarksBackground = true, Picture = LabelPicture.Depth,
        IsValid = v => v > 0, ValidValues = "a distance above 0, or +∞",
    });
    public static readonly ImageLabel<Vector3> Position = Add(new ImageLabel<Vector3>("position",
        "world position, metres, NaN is background; 32-bit EXR, `R,G,B` = x, y, z") {
        Stored = PixelType.Float, Background = new(float.NaN), MarksBackground = true,
        IsValid = IsFiniteOrNaN, ValidValues = "three finite numbers, or three NaN",
    });
    public static readonly ImageLabel<Vector3> NormalGeometricWorld = Add(Normal("normal_geometric_world",
        "unit normal of the triangle, world axes, 0 is background; 16-bit EXR"));
    public static readonly ImageLabel<Vector3> NormalGeometricCamera = Add(Normal("normal_geometric_camera",
        "unit normal of the triangle, camera axes, 0 is background; 16-bit EXR"));
    public static readonly ImageLabel<Vector3> NormalShadingWorld = Add(Normal("normal_shading_world",
        "unit normal as shaded (interpolated and mapped), world axes, 0 is background; 16-bit EXR"));
    public static readonly ImageLabel<Vector3> NormalShadingCamera = Add(Normal("normal_shading_camera",
        "unit normal as shaded (interpolated and mapped), camera axes, 0 is background; 16-bit EXR"));

    public static readonly ImageLabel<Vector3> Albedo = Add(new ImageLabel<Vector3>("albedo",
        "base colour, linear Rec.709; 16-bit EXR") {
        Channels = "RGB", Picture = v => ImageFile.Encode(v), IsValid = v => IsWithin(v, 1), ValidValues = "a colour from 0 to 1",
    });
    public static readonly ImageLabel<float> Roughness = Add(Share("roughness"));
    public static readonly ImageLabel<float> Metallic = Add(Share("metallic"));
    public static readonly ImageLabel<Vector3> Emission = Add(new ImageLabel<Vector3>("emission",
        "radiance sent out towards the camera, linear Rec.709; 16-bit EXR") {
        Channels = "RGB", Picture = v => ImageFile.Encode(v), IsValid = v => IsWithin(v, float.MaxValue), ValidValues = "radiance from 0",
    });
    public static readonly ImageLabel<Vector2> Uv = Add(new ImageLabel<Vector2>("uv",
        "first texture coordinates, v runs down; 16-bit EXR, `R,G` = u, v") {
        Channels = "UV", IsValid = v => float.IsFinite(v.X) && float.IsFinite(v.Y), ValidValues = "finite numbers",
    });
    public static readonly ImageLabel<Vector3> ObjectCoordinates = Add(new ImageLabel<Vector3>("object_coordinates",
        "place within the object's box, 0 to 1 (NOCS); 16-bit EXR") {
        Picture = LabelPicture.Unit, IsValid = v => IsWithin(v, 1), ValidValues = "coordinates from 0 to 1",
    });

    public static readonly ImageLabel<Vector2> FlowForward = Add(Flow("flow_forward",
        "(dx, dy) in pixels to the next frame, NaN is unknown; 32-bit EXR, `R,G`"));
    public static readonly ImageLabel<Vector2> FlowBackward = Add(Flow("flow_backward",
        "(dx, dy) in pixels to the previous frame, NaN is unknown; 32-bit EXR, `R,G`"));
    public static readonly ImageLabel<byte> OcclusionForward = Add(Occlusion("occlusion_forward",
        "in the next frame: 0 visible, 1 occluded, 2 outside, 3 undefined; 8-bit PNG"));
    public static readonly ImageLabel<byte> OcclusionBackward = Add(Occlusion("occlusion_backward",
        "in the previous frame: 0 visible, 1 occluded, 2 outside, 3 undefined; 8-bit PNG"));
    public static readonly ImageLabel<Vector3> SceneFlowForward = Add(SceneFlow("scene_flow_forward",
        "world displacement to the next frame, metres, NaN is background; 32-bit EXR"));
    public static readonly ImageLabel<Vector3> SceneFlowBackward = Add(SceneFlow("scene_flow_backward",
        "world displacement to the previous frame, metres, NaN is background; 32-bit EXR"));

    public static readonly Label Boxes = Add(new Label("boxes",
        "per object: number of visible pixels; visible, amodal and untruncated box; 3D box"));
    public static readonly Label Poses = Add(new Label("poses", "per object: the transform of its axes into the camera's"));
    public static readonly Label Keypoints = Add(new Label("keypoints", "per object: named points with their pixel and visibility"));
    public static readonly Label VisibleMasks = Add(new Label("visible_masks", "per object: the pixels that it shows"));
    public static readonly Label AmodalMasks = Add(new Label("amodal_masks",
        "per object: the pixels that it would show if nothing stood in front, and with them the visible fraction"));

    /// <summary>Depth with the noise of a depth camera (docs/sensors.md); not made by the label pass.</summary>
    public static readonly ImageLabel<float> SensorDepth = new("depth_sensor",
        "depth as a structured-light camera would measure it, metres, 0 where it would not; 32-bit EXR, channel `Y`") {
        Stored = PixelType.Float, Picture = d => LabelPicture.Scalar(d),
    };
    /// <summary>Image before exposure and camera, linear Rec.709, unclipped; not made by the label pass.</summary>
    public static readonly ImageLabel<Vector3> Radiance = new("radiance",
        "the picture before exposure and camera, W·sr⁻¹·m⁻², linear Rec.709, unclipped; 32-bit EXR") {
        Stored = PixelType.Float, Channels = "RGB", IsValid = v => IsWithin(v, float.MaxValue), ValidValues = "radiance from 0",
    };

    /// <summary>All labels that a <see cref="LabelPass"/> makes.</summary>
    public static IReadOnlyList<Label> All => rows;

    /// <summary>The labels of <see cref="All"/> that are images.</summary>
    public static IReadOnlyList<ImageLabel> Images { get; } = [.. rows.OfType<ImageLabel>()];

    /// <summary>
    /// Returns the image label of a dataset by its name, including <see cref="SensorDepth"/> and <see cref="Radiance"/>; null if there is
    /// none.
    /// </summary>
    public static ImageLabel? FindImage(string name) {
        foreach (ImageLabel label in Images) {
            if (label.Name == name) return label;
        }
        return name == SensorDepth.Name ? SensorDepth : name == Radiance.Name ? Radiance : null;
    }

    private static T Add<T>(T label) where T : Label {
        if (rows.Count == LabelSet.Capacity) throw new InvalidOperationException($"a set holds {LabelSet.Capacity} labels");
        label.Index = rows.Count;
        rows.Add(label);
        return label;
    }

    private static ImageLabel<Vector3> Normal(string name, string meaning) => new(name, meaning) {
        MarksBackground = true, Picture = LabelPicture.Directions, IsValid = IsFinite, ValidValues = "finite numbers",
    };

    private static ImageLabel<float> Share(string name) => new(name, "0 to 1; 16-bit EXR, channel `Y`") {
        Picture = v => LabelPicture.Scalar(v), IsValid = v => v >= -Rounding && v <= 1 + Rounding, ValidValues = "a share from 0 to 1",
    };

    private static ImageLabel<Vector2> Flow(string name, string meaning) => new(name, meaning) {
        Stored = PixelType.Float, Background = new(float.NaN), Picture = v => LabelPicture.Flow(v),
        IsValid = v => float.IsFinite(v.X) && float.IsFinite(v.Y) || float.IsNaN(v.X) && float.IsNaN(v.Y),
        ValidValues = "two finite numbers, or two NaN",
    };

    private static ImageLabel<byte> Occlusion(string name, string meaning) => new(name, meaning) {
        Background = (byte)PointVisibility.Undefined, IsValid = v => v <= (byte)PointVisibility.Undefined,
        ValidValues = "a state from 0 to 3",
    };

    private static ImageLabel<Vector3> SceneFlow(string name, string meaning) => new(name, meaning) {
        Stored = PixelType.Float, Background = new(float.NaN), IsValid = IsFiniteOrNaN,
        ValidValues = "three finite numbers, or three NaN",
    };

    private static bool IsFinite(Vector3 v) => float.IsFinite(v.X) && float.IsFinite(v.Y) && float.IsFinite(v.Z);

    private static bool IsFiniteOrNaN(Vector3 v) => IsFinite(v) || float.IsNaN(v.X) && float.IsNaN(v.Y) && float.IsNaN(v.Z);

    private static bool IsWithin(Vector3 v, float largest) =>
        v.X >= -Rounding && v.Y >= -Rounding && v.Z >= -Rounding
        && v.X <= largest + Rounding && v.Y <= largest + Rounding && v.Z <= largest + Rounding;
}
