using System.Text.Json;
using System.Text.Json.Nodes;

namespace Diorama.Datasets.Layout;

/// <summary>
/// Checks that a record has the shape of docs/datasets.md: the right number of values, sizes that agree, unique ids. Whether the values are
/// correct is checked by <c>verify</c>.
/// </summary>
internal static class RecordShape {
    /// <summary>Largest number of pixels of an image, as of every picture that is read.</summary>
    public const long MaxPixels = 1L << 28;

    /// <summary>
    /// Returns the first wrong place and what was expected there, as the end of a sentence; null if the record is well-formed.
    /// </summary>
    public static string? Problem(FrameRecord r) {
        if (r.Frame < 0 || r.Scene < 0 || r.Index < 0 || r.ImageId < 1)
            return "frame, scene and index from 0 and image_id from 1 were expected";
        if (r.Width < 1 || r.Height < 1 || (long)r.Width * r.Height > MaxPixels)
            return $"width and height are {r.Width} and {r.Height}; 1 or more, and at most {MaxPixels} pixels, were expected";
        if (r.Files.Values.Any(f => f is null)) return "files: a null stands where a path was expected";
        CameraRecord c = r.Camera;
        if (c.Index < 0 || c.Of < 1 || c.Index >= c.Of)
            return $"camera: index is {c.Index} of {c.Of}; a number from 0 below that of cameras was expected";
        if (c.K is not (null or { Length: 3 }) || c.K?.Any(row => row is not { Length: 3 }) == true)
            return "camera.K: three rows of three numbers were expected";
        if (!IsPose(c.WorldFromCamera)) return "camera.world_from_camera: three rows of four numbers were expected";
        if (c.WorldOrigin is { Length: not 3 }) return "camera.world_origin: three numbers were expected";
        if (c.Lens is not JsonObject lens || lens["model"] is not JsonValue model || model.GetValueKind() != JsonValueKind.String)
            return "camera.lens: an object with its model was expected";
        if (r.Materials?.Any(m => m is null) == true || r.Values?.Values.Any(v => v is null) == true)
            return "materials or values: a null stands where a text was expected";
        var ids = new HashSet<int>();
        for (int i = 0; i < r.Objects.Count; i++) {
            string? problem = r.Objects[i] is not { } o ? "null"
                : !ids.Add(o.Id) ? $"id {o.Id} is that of another object too" : Problem(o, r);
            if (problem is not null) return $"objects[{i}]: {problem}";
        }
        return null;
    }

    private static string? Problem(ObjectRecord o, FrameRecord image) {
        if (o.Id < 1 || o.ClassId is < 0 or > ushort.MaxValue) return $"id from 1 and class_id from 0 to {ushort.MaxValue} were expected";
        if (o.Parts?.Any(p => p is null) == true) return "parts: a null stands where a name was expected";
        if (o.VisiblePixels < 0 || o.AmodalPixels < 0) return "numbers of pixels from 0 were expected";
        if (o.VisibleBox is not (null or { Length: 4 }) || o.AmodalBox is not (null or { Length: 4 })
            || o.AmodalBoxUntruncated is not (null or { Length: 4 })) return "boxes of four numbers were expected";
        if (o.OrientedBox is { } box && (box.Centre.Length != 3 || box.Size.Length != 3 || box.Corners.Length != 8
            || box.Corners.Any(corner => corner is not { Length: 3 }))) {
            return "oriented_box: a centre, a size and eight corners of three numbers were expected";
        }
        if (o.CameraFromObject is not null && !IsPose(o.CameraFromObject))
            return "camera_from_object: three rows of four numbers were expected";
        if (o.RotationWxyz is not (null or { Length: 4 }) || o.Translation is not (null or { Length: 3 })
            || o.Scale is not (null or { Length: 3 })) return "rotation_wxyz of four numbers, translation and scale of three were expected";
        if (o.Keypoints?.Any(k => k is not { Position.Length: 3, Pixel.Length: 2, Visibility: >= 0 and <= 2 }) == true)
            return "keypoints: a position of three numbers, a pixel of two and a visibility of 0, 1 or 2 were expected";
        return Problem(o.VisibleMask, "visible_mask", image) ?? Problem(o.AmodalMask, "amodal_mask", image);
    }

    private static string? Problem(MaskRecord? mask, string name, FrameRecord image) {
        if (mask is null) return null;
        if (mask.Size is not [var height, var width] || (width, height) != (image.Width, image.Height))
            return $"{name}: a size of [{image.Height}, {image.Width}], that of the image, was expected";
        return RunLengths.Covers(mask.Counts, (long)width * height) ? null
            : $"{name}: run lengths of {width}×{height} pixels were expected";
    }

    private static bool IsPose(float[][] rows) => rows.Length == 3 && rows.All(r => r is { Length: 4 });
}
