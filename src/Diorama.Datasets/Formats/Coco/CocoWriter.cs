using System.Text.Json;
using Diorama.Core.Images;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Formats.Coco;

/// <summary>
/// COCO instances (cocodataset.org/#format-data): one JSON written front to back from the frames, so that its cost per image does not grow.
/// An annotation is an object of a class that is a thing, with at least one visible pixel; masks are compressed run lengths, areas their pixels.
/// </summary>
public static class CocoWriter {
    /// <summary>Annotations of an image have ids from (image id − 1) · this + 1: shards of a dataset can be put together without renumbering.</summary>
    private const long IdsPerImage = 65536;
    private const int FlushBytes = 1 << 16;

    /// <param name="folder">The dataset.</param>
    /// <param name="info">Its classes.</param>
    /// <param name="path">Where the file appears; its folder is made.</param>
    public static void Write(DatasetFolder folder, DatasetInfo info, string path) {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var table = new ClassTable(info.Classes);
        IReadOnlyDictionary<int, string[]> keypoints = KeypointNames(folder, table);
        AtomicFile.WriteStream(path, stream => {
            using var json = new Utf8JsonWriter(stream, new() { Encoder = DatasetJson.Line.Encoder });
            json.WriteStartObject();
            json.WriteStartObject("info");
            json.WriteString("description", $"{info.Recipe}, seed {info.Seed}");
            json.WriteString("contributor", info.Software);
            json.WriteString("version", "1.0");
            json.WriteEndObject();
            json.WriteStartArray("licenses");
            json.WriteEndArray();
            json.WriteStartArray("images");
            foreach (FrameRecord image in folder.ReadFrames()) {
                Image(json, image);
                if (json.BytesPending > FlushBytes) json.Flush();
            }
            json.WriteEndArray();
            json.WriteStartArray("annotations");
            foreach (FrameRecord image in folder.ReadFrames()) {
                Annotations(json, image, table, keypoints);
                if (json.BytesPending > FlushBytes) json.Flush();
            }
            json.WriteEndArray();
            json.WriteStartArray("categories");
            foreach (DatasetClass c in table.Classes) {
                if (c.IsThing) Category(json, c, keypoints.GetValueOrDefault(c.Id));
            }
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static void Image(Utf8JsonWriter json, FrameRecord image) {
        json.WriteStartObject();
        json.WriteNumber("id", image.ImageId);
        json.WriteNumber("width", image.Width);
        json.WriteNumber("height", image.Height);
        // Labels alone have no picture; the name is what it would be.
        string file = image.Files.GetValueOrDefault("image") ?? DatasetFolder.ImagePath(image.Frame, image.Camera.Name);
        json.WriteString("file_name", file["images/".Length..]);
        json.WriteEndObject();
    }

    private static void Annotations(Utf8JsonWriter json, FrameRecord image, ClassTable table, IReadOnlyDictionary<int, string[]> keypoints) {
        foreach (ObjectRecord o in image.Objects) {
            if (!IsInstance(o, table)) continue;
            int[] box = o.VisibleBox!;
            json.WriteStartObject();
            json.WriteNumber("id", checked((image.ImageId - 1) * IdsPerImage + o.Id));
            json.WriteNumber("image_id", image.ImageId);
            json.WriteNumber("category_id", o.ClassId);
            json.WriteStartArray("bbox");
            foreach (int v in (ReadOnlySpan<int>)[box[0], box[1], box[2] - box[0], box[3] - box[1]]) json.WriteNumberValue(v);
            json.WriteEndArray();
            json.WriteNumber("area", o.VisiblePixels!.Value);
            json.WriteNumber("iscrowd", 0);
            json.WriteStartObject("segmentation");
            json.WriteStartArray("size");
            foreach (int v in o.VisibleMask!.Size) json.WriteNumberValue(v);
            json.WriteEndArray();
            json.WriteString("counts", o.VisibleMask.Counts);
            json.WriteEndObject();
            if (keypoints.TryGetValue(o.ClassId, out string[]? names)) Keypoints(json, o, names);
            json.WriteEndObject();
        }
    }

    /// <summary>x, y, v for each name of the class; 0, 0, 0 for what the object lacks or the image does not show.</summary>
    private static void Keypoints(Utf8JsonWriter json, ObjectRecord o, string[] names) {
        int count = 0;
        json.WriteStartArray("keypoints");
        foreach (string name in names) {
            KeypointRecord? point = o.Keypoints?.FirstOrDefault(k => k.Name == name);
            bool labelled = point is { Visibility: > 0, Pixel: [not null, not null] };
            json.WriteNumberValue(labelled ? point!.Pixel[0]!.Value : 0);
            json.WriteNumberValue(labelled ? point!.Pixel[1]!.Value : 0);
            json.WriteNumberValue(labelled ? point!.Visibility : 0);
            if (labelled) count++;
        }
        json.WriteEndArray();
        json.WriteNumber("num_keypoints", count);
    }

    private static void Category(Utf8JsonWriter json, DatasetClass c, string[]? keypoints) {
        json.WriteStartObject();
        json.WriteNumber("id", c.Id);
        json.WriteString("name", c.Name);
        json.WriteString("supercategory", c.Group);
        if (keypoints is not null) {
            json.WriteStartArray("keypoints");
            foreach (string name in keypoints) json.WriteStringValue(name);
            json.WriteEndArray();
            json.WriteStartArray("skeleton");
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private static bool IsInstance(ObjectRecord o, ClassTable table) =>
        o is { VisiblePixels: > 0, VisibleBox: not null, VisibleMask: not null } && table[o.ClassId] is { IsThing: true };

    /// <summary>The keypoints of each class in the order in which they are first met.</summary>
    private static SortedDictionary<int, string[]> KeypointNames(DatasetFolder folder, ClassTable table) {
        var names = new SortedDictionary<int, string[]>();
        foreach (FrameRecord image in folder.ReadFrames()) {
            foreach (ObjectRecord o in image.Objects) {
                if (o.Keypoints is null || !IsInstance(o, table)) continue;
                string[] known = names.GetValueOrDefault(o.ClassId, []);
                names[o.ClassId] = [.. known.Union(o.Keypoints.Select(k => k.Name))];
            }
        }
        return names;
    }
}
