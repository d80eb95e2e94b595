using System.Numerics;
using Diorama.Core;
using Diorama.Core.Images;
using Diorama.Core.Spaces;
using Diorama.Datasets.Labels;
using Diorama.Datasets.Layout;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Verification;

/// <summary>
/// One image of a dataset with its neighbours, as checks look at it. Files are read when a check asks for them. For one thread.
/// </summary>
public sealed class CheckedFrame {
    /// <summary>What the axes of a camera's pose may be off, which are rounded to 24 bits.</summary>
    public const float Rigid = 1e-4f;
    /// <summary>What cameras of a frame may disagree about an object's place, over its lengths: products of 24-bit matrices.</summary>
    public const float SamePlace = 1e-4f;

    private readonly FrameImages files;
    private readonly Dictionary<string, object> images = new(StringComparer.Ordinal);
    private readonly HashSet<string> invalid = new(StringComparer.Ordinal);
    private Image<Vector3>? directions, points;
    private bool pointsMade;

    public DatasetFolder Folder { get; }
    public DatasetInfo Info { get; }
    public ClassTable Classes { get; }
    public FrameRecord Record { get; }
    /// <summary>All images of the frame, this one too.</summary>
    public IReadOnlyList<FrameRecord> Rig { get; }
    /// <summary>The same camera a frame earlier and a frame later in the same scene.</summary>
    public CheckedFrame? Previous { get; init; }
    public CheckedFrame? Next { get; init; }
    /// <summary>Null when the record does not describe one, or no pose with it: then nothing is said of the image's geometry.</summary>
    public Lens? Lens { get; }
    public Affine3 WorldFromCamera { get; }
    public Affine3 CameraFromWorld { get; }
    /// <summary>Records of the image's objects by id; the last one where ids are not unique.</summary>
    public IReadOnlyDictionary<int, ObjectRecord> Objects { get; }

    public int Width => Record.Width;
    public int Height => Record.Height;

    public CheckedFrame(DatasetFolder folder, DatasetInfo info, ClassTable classes, FrameRecord record, IReadOnlyList<FrameRecord> rig) {
        (Folder, Info, Classes, Record, Rig) = (folder, info, classes, record, rig);
        files = new(folder, record);
        var objects = new Dictionary<int, ObjectRecord>();
        foreach (ObjectRecord o in record.Objects) objects[o.Id] = o;
        Objects = objects;
        Affine3? pose = Rows.Read(record.Camera.WorldFromCamera);
        WorldFromCamera = pose ?? Affine3.Identity;
        CameraFromWorld = WorldFromCamera.Inverse();
        if (!(Rows.Skew(pose) <= Rigid)) return;
        try {
            Lens = LensRecord.Read(record.Camera.Lens, record.Width, record.Height);
        } catch (BadInputException) {
            // The check of cameras says so.
        }
    }

    /// <summary>Where the file of a label lies, from the dataset's folder; the name itself when the frame has none.</summary>
    public string File(string label) => Record.Files.GetValueOrDefault(label, label);

    /// <summary>Where the file of a label lies, from the dataset's folder; the name itself when the frame has none.</summary>
    public string File(Label label) => File(label.Name);

    /// <summary>Where the frame's record is, for what no file of its own holds.</summary>
    public string Line => $"frames.jsonl, image {Record.ImageId}";

    /// <summary>Checks that come later do not see the label.</summary>
    public void MarkInvalid(string label) => invalid.Add(label);

    /// <summary>Checks that come later do not see the label.</summary>
    public void MarkInvalid(Label label) => MarkInvalid(label.Name);

    public bool IsUsable(string label) => !invalid.Contains(label);

    /// <summary>
    /// The image of a label: ids, states, measures, or "image". Null when the frame has none, it cannot be read, or it is invalid.
    /// </summary>
    public Image<T>? Get<T>(string label) where T : unmanaged {
        if (invalid.Contains(label) || !files.Has(label)) return null;
        try {
            return (Image<T>)Load(label);
        } catch (BadInputException) {
            // The check of files says so.
            MarkInvalid(label);
            return null;
        }
    }

    /// <summary>The same for a label of the table.</summary>
    public Image<T>? Get<T>(ImageLabel<T> label) where T : unmanaged => Get<T>(label.Name);

    /// <summary>The image of a file that the record names, read once.</summary>
    /// <exception cref="BadInputException">The file is missing, damaged, or of another kind.</exception>
    internal object Load(string label) {
        if (!images.TryGetValue(label, out object? image)) images[label] = image = LabelDecoding.Read(files, label);
        return image;
    }

    /// <summary>
    /// Unit direction of every pixel's ray in camera space; NaN where the lens has no image. Rays of a parallel projection begin at
    /// <see cref="Origin"/>.
    /// </summary>
    public Image<Vector3>? Directions {
        get {
            if (Lens is null || directions is not null) return directions;
            directions = new(Width, Height);
            for (int i = 0; i < directions.Pixels.Length; i++) {
                bool imaged = Lens.Unproject(new(i % Width + 0.5f, i / Width + 0.5f), out _, out Vector3 direction);
                directions.Pixels[i] = imaged ? direction : new(float.NaN);
            }
            return directions;
        }
    }

    /// <summary>Where the ray of a pixel begins, camera space.</summary>
    public Vector3 Origin(int at) {
        if (Lens is not { RaysAreParallel: true }) return Vector3.Zero;
        Lens.Unproject(new(at % Width + 0.5f, at / Width + 0.5f), out Vector3 origin, out _);
        return origin;
    }

    /// <summary>
    /// World points of all pixels, NaN for the background, from position, else distance, else depth_z. Null when there is none of them, or
    /// when a rolling shutter moves the camera while it looks.
    /// </summary>
    public Image<Vector3>? Points {
        get {
            if (pointsMade) return points;
            pointsMade = true;
            points = IsRolling ? null : Get(LabelTable.Position) ?? FromDepth(Get(LabelTable.Distance), false)
                ?? FromDepth(Get(LabelTable.DepthZ), true);
            return points;
        }
    }

    /// <summary>The pose of the record is that of the middle row alone.</summary>
    public bool IsRolling => Record.Camera.ReadoutSeconds is > 0 or < 0;

    private Image<Vector3>? FromDepth(Image<float>? depth, bool alongZ) {
        if (depth is null || Directions is not { } rays) return null;
        var result = new Image<Vector3>(Width, Height);
        for (int i = 0; i < result.Pixels.Length; i++) {
            float length = depth.Pixels[i] / (alongZ ? rays.Pixels[i].Z : 1);
            result.Pixels[i] = float.IsFinite(length) ? WorldFromCamera.Point(Origin(i) + length * rays.Pixels[i]) : new(float.NaN);
        }
        return result;
    }

    /// <summary>Image point and depth of a world point; false when the lens has no image of it.</summary>
    public bool Project(Vector3 world, out Vector2 pixel, out float depthZ) {
        Vector3 point = CameraFromWorld.Point(world);
        depthZ = point.Z;
        pixel = default;
        return Lens is not null && Lens.Project(point, out pixel);
    }

    /// <summary>
    /// World from object, scale included; null when the record has no pose of it, or when the cameras of the frame see it at different
    /// places.
    /// </summary>
    public Affine3? WorldFromObject(ObjectRecord o) {
        if (Lens is null || Rows.Read(o.CameraFromObject) is not { } pose) return null;
        Affine3 world = WorldFromCamera * pose;
        return Rig.Any(other => !ReferenceEquals(other, Record) && Disagreement(world, o.Id, other) > SamePlace) ? null : world;
    }

    /// <summary>How far another camera of the frame sees an object from a place, over its lengths; null when it does not see it.</summary>
    internal static float? Disagreement(in Affine3 world, int id, FrameRecord other) {
        foreach (ObjectRecord o in other.Objects) {
            if (o.Id != id || Rows.Read(o.CameraFromObject) is not { } pose || Rows.Read(other.Camera.WorldFromCamera) is not { } camera)
                continue;
            return Rows.Distance(world, camera * pose) / (1 + world.Origin.Length() + pose.Origin.Length()
                + MathF.Max(world.X.Length(), MathF.Max(world.Y.Length(), world.Z.Length())));
        }
        return null;
    }
}
