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
/// One image of a dataset with its neighbours, as checks use it. Files are read when a check asks for them. Not thread-safe.
/// </summary>
public sealed class CheckedFrame {
    /// <summary>Tolerance of the axes of a camera's pose, which are rounded to single precision (24 bits).</summary>
    public const float Rigid = 1e-4f;
    /// <summary>
    /// Tolerance of an object's place between the cameras of a frame, relative to its lengths: the places are products of single-precision
    /// matrices.
    /// </summary>
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
    /// <summary>Records of all images of the frame, including this one.</summary>
    public IReadOnlyList<FrameRecord> Rig { get; }
    /// <summary>Image of the same camera in the previous frame of the scene; null if there is none.</summary>
    public CheckedFrame? Previous { get; init; }
    /// <summary>Image of the same camera in the next frame of the scene; null if there is none.</summary>
    public CheckedFrame? Next { get; init; }
    /// <summary>
    /// Lens of the camera; null if the record describes no valid lens or no valid pose: the image's geometry is not checked then.
    /// </summary>
    public Lens? Lens { get; }
    public Affine3 WorldFromCamera { get; }
    public Affine3 CameraFromWorld { get; }
    /// <summary>Records of the image's objects by id; the last one if ids are not unique.</summary>
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
            // The check of cameras reports it.
        }
    }

    /// <summary>Path of a label's file relative to the dataset's folder; the label's name if the frame has no such file.</summary>
    public string File(string label) => Record.Files.GetValueOrDefault(label, label);

    /// <summary>Path of a label's file relative to the dataset's folder; the label's name if the frame has no such file.</summary>
    public string File(Label label) => File(label.Name);

    /// <summary>Place of the frame's record, for values that are in no file of their own.</summary>
    public string Line => $"frames.jsonl, image {Record.ImageId}";

    /// <summary>Hides the label from later checks.</summary>
    public void MarkInvalid(string label) => invalid.Add(label);

    /// <summary>Hides the label from later checks.</summary>
    public void MarkInvalid(Label label) => MarkInvalid(label.Name);

    public bool IsUsable(string label) => !invalid.Contains(label);

    /// <summary>
    /// Returns the image of a label (ids, states, floats), or of "image". Null if the frame has none, it cannot be read, or it is invalid.
    /// </summary>
    public Image<T>? Get<T>(string label) where T : unmanaged {
        if (invalid.Contains(label) || !files.Has(label)) return null;
        try {
            return (Image<T>)Load(label);
        } catch (BadInputException) {
            // The check of files reports it.
            MarkInvalid(label);
            return null;
        }
    }

    /// <summary>Returns the image of a label of the table; null if the frame has none, it cannot be read, or it is invalid.</summary>
    public Image<T>? Get<T>(ImageLabel<T> label) where T : unmanaged => Get<T>(label.Name);

    /// <summary>Returns the image of a file that the record names; the file is read once.</summary>
    /// <exception cref="BadInputException">The file is missing, damaged, or of another kind.</exception>
    internal object Load(string label) {
        if (!images.TryGetValue(label, out object? image)) images[label] = image = LabelDecoding.Read(files, label);
        return image;
    }

    /// <summary>
    /// Unit direction of every pixel's ray in camera space; NaN where the lens images nothing. Rays of a parallel projection begin at
    /// <see cref="Origin"/>. Null without a lens.
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

    /// <summary>Returns the origin of a pixel's ray in camera space, metres.</summary>
    public Vector3 Origin(int at) {
        if (Lens is not { RaysAreParallel: true }) return Vector3.Zero;
        Lens.Unproject(new(at % Width + 0.5f, at / Width + 0.5f), out Vector3 origin, out _);
        return origin;
    }

    /// <summary>
    /// World points of all pixels, metres, NaN for the background, from the label position, otherwise distance, otherwise depth_z. Null if
    /// all are missing, or if a rolling shutter moves the camera during the exposure.
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

    /// <summary>Whether the camera has a rolling shutter: the pose of the record is then that of the middle row only.</summary>
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

    /// <summary>
    /// Computes the image point and the depth along the optical axis of a world point; false if the lens does not image it.
    /// </summary>
    public bool Project(Vector3 world, out Vector2 pixel, out float depthZ) {
        Vector3 point = CameraFromWorld.Point(world);
        depthZ = point.Z;
        pixel = default;
        return Lens is not null && Lens.Project(point, out pixel);
    }

    /// <summary>
    /// Returns the transform from object to world, scale included; null if the record has no pose of the object, or if the cameras of the
    /// frame disagree about its place.
    /// </summary>
    public Affine3? WorldFromObject(ObjectRecord o) {
        if (Lens is null || Rows.Read(o.CameraFromObject) is not { } pose) return null;
        Affine3 world = WorldFromCamera * pose;
        return Rig.Any(other => !ReferenceEquals(other, Record) && Disagreement(world, o.Id, other) > SamePlace) ? null : world;
    }

    /// <summary>
    /// Returns the distance between an object's place and that according to another camera of the frame, relative to its lengths; null if
    /// that camera's record has no pose of it.
    /// </summary>
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
