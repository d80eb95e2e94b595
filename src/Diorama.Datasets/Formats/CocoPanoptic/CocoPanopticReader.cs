using System.Text.Json;
using Diorama.Core;
using Diorama.Core.Images;

namespace Diorama.Datasets.Formats.CocoPanoptic;

/// <summary>
/// Reads COCO panoptic as panopticapi does. It refuses what makes that fail: a segment of the picture that is not in the list or the other way round,
/// a category that is not listed, areas that are not the pixels.
/// </summary>
public static class CocoPanopticReader {
    public static IEnumerable<ImageContents> Read(string folder) => SplitFiles.Find(folder, "panoptic", ".json").SelectMany(ReadFile);

    private static IEnumerable<ImageContents> ReadFile(string path) {
        using JsonDocument document = Parse(path);
        JsonElement root = document.RootElement;
        string folder = Path.GetDirectoryName(path)!, split = SplitFiles.SplitOf(path, "panoptic");
        (Dictionary<int, (string Name, bool Thing)> categories, Dictionary<long, (string File, int Width, int Height)> images, JsonElement[] annotations) = Tables(path, root);
        foreach (JsonElement a in annotations) yield return Image(a);

        ImageContents Image(JsonElement a) {
            try {
                (string file, int width, int height) = images[a.GetProperty("image_id").GetInt64()];
                string png = Path.Combine(folder, Path.GetFileNameWithoutExtension(path), a.GetProperty("file_name").GetString()!);
                Image<uint> ids = Ids(png);
                if (ids.Width != width || ids.Height != height) throw new FormatException($"{png} is not {width}×{height} pixels");
                var pixels = new Dictionary<uint, long>();
                foreach (uint id in ids.Pixels) pixels[id] = pixels.GetValueOrDefault(id) + 1;
                pixels.Remove(0);
                var names = new List<string?> { null };
                var place = new Dictionary<uint, uint>();
                var objects = new List<ObjectContents>();
                foreach (JsonElement s in a.GetProperty("segments_info").EnumerateArray()) {
                    uint id = s.GetProperty("id").GetUInt32();
                    if (id == 0 || !pixels.Remove(id, out long count)) throw new FormatException($"segment {id} of {png} has no pixel, or is listed twice");
                    if (count != s.GetProperty("area").GetInt64()) throw new FormatException($"segment {id} of {png} has {count} pixels, not what its area says");
                    (string name, bool thing) = categories[s.GetProperty("category_id").GetInt32()];
                    double[] box = [.. s.GetProperty("bbox").EnumerateArray().Select(v => v.GetDouble())];
                    place.Add(id, (uint)names.Count);
                    names.Add(name);
                    if (thing) {
                        objects.Add(new() {
                            Class = name, VisibleBox = [box[0], box[1], box[0] + box[2], box[1] + box[3]],
                            Mask = new(width, height, Array.ConvertAll(ids.Pixels, p => p == id ? (byte)1 : (byte)0)),
                        });
                    }
                }
                if (pixels.Count > 0) throw new FormatException($"segment {pixels.Keys.Min()} of {png} is not listed");
                return new() {
                    Name = Path.GetFileNameWithoutExtension(file), Split = split, Width = width, Height = height, PicturePath = Path.Combine(folder, "images", split, file),
                    Objects = objects, ClassNames = names, Classes = new(width, height, Array.ConvertAll(ids.Pixels, id => id == 0 ? 0 : place[id])),
                };
            } catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException) {
                throw new BadInputException($"{path} is no panoptic file: {e.Message}", e);
            }
        }
    }

    /// <summary>R + 256 G + 65536 B of an 8-bit RGB picture.</summary>
    private static Image<uint> Ids(string png) {
        using var reader = ImageReader.Open(png);
        if (reader.Channels != 3 || reader.PixelType != PixelType.UInt8) throw new FormatException($"{png} is not RGB of 8 bits");
        byte[] values = reader.ReadBytes();
        var ids = new Image<uint>(reader.Width, reader.Height);
        for (int i = 0; i < ids.Pixels.Length; i++) ids.Pixels[i] = values[3 * i] | (uint)values[3 * i + 1] << 8 | (uint)values[3 * i + 2] << 16;
        return ids;
    }

    private static (Dictionary<int, (string, bool)>, Dictionary<long, (string, int, int)>, JsonElement[]) Tables(string path, JsonElement root) {
        try {
            return (root.GetProperty("categories").EnumerateArray().ToDictionary(c => c.GetProperty("id").GetInt32(), c => (c.GetProperty("name").GetString()!, c.GetProperty("isthing").GetInt32() != 0)),
                root.GetProperty("images").EnumerateArray().ToDictionary(i => i.GetProperty("id").GetInt64(),
                    i => (i.GetProperty("file_name").GetString()!, i.GetProperty("width").GetInt32(), i.GetProperty("height").GetInt32())),
                [.. root.GetProperty("annotations").EnumerateArray()]);
        } catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException) {
            throw new BadInputException($"{path} is no panoptic file: {e.Message}", e);
        }
    }

    private static JsonDocument Parse(string path) {
        try {
            return JsonDocument.Parse(File.ReadAllBytes(path));
        } catch (JsonException e) {
            throw new BadInputException($"{path} is no panoptic file: {e.Message}", e);
        }
    }
}
