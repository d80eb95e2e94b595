using Diorama.Core.Images;
using Diorama.Core.Json;

namespace Diorama.Datasets.Formats.CocoPanoptic;

/// <summary>
/// Reads COCO panoptic as panopticapi does. It refuses what makes panopticapi fail: a segment that is in the PNG but not in the list or the
/// reverse, a category that is not listed, areas that differ from the number of pixels.
/// </summary>
public static class CocoPanopticReader {
    public static IEnumerable<ImageContents> Read(string folder) => SplitFiles.Find(folder, "panoptic", ".json").SelectMany(ReadFile);

    private static IEnumerable<ImageContents> ReadFile(string path) {
        JsonPlace root = JsonPlace.Read(path);
        string folder = Path.GetDirectoryName(path)!, split = SplitFiles.SplitOf(path, "panoptic");
        var categories = new Dictionary<long, (string Name, bool Thing)>();
        foreach (JsonPlace c in root.Need("categories").Items()) {
            if (!categories.TryAdd(c.Whole("id"), (c.Text("name"), c.Need("isthing").Flag())))
                throw c.Bad("the id of a category is given twice");
        }
        var images = new Dictionary<long, (string File, long Width, long Height)>();
        foreach (JsonPlace i in root.Need("images").Items()) {
            if (!images.TryAdd(i.Whole("id"), (i.Text("file_name"), i.Whole("width", 1), i.Whole("height", 1))))
                throw i.Bad("the id of an image is given twice");
        }
        foreach (JsonPlace a in root.Need("annotations").Items()) yield return Image(a);

        ImageContents Image(JsonPlace a) {
            long imageId = a.Whole("image_id");
            if (!images.TryGetValue(imageId, out var image)) throw a.Bad($"image {imageId} is not listed");
            string png = Path.Combine(folder, Path.GetFileNameWithoutExtension(path), a.Text("file_name"));
            Image<uint> ids = Ids(png, a);
            if (ids.Width != image.Width || ids.Height != image.Height) throw a.Bad($"{png} is not {image.Width}×{image.Height} pixels");
            var pixels = new Dictionary<uint, long>();
            foreach (uint id in ids.Pixels) pixels[id] = pixels.GetValueOrDefault(id) + 1;
            pixels.Remove(0);
            var names = new List<string?> { null };
            var place = new Dictionary<uint, uint>();
            var objects = new List<ObjectContents>();
            foreach (JsonPlace s in a.Need("segments_info").Items()) {
                uint id = (uint)s.Whole("id", 0, uint.MaxValue);
                if (id == 0 || !pixels.Remove(id, out long count)) throw s.Bad($"segment {id} of {png} has no pixel, or is listed twice");
                if (count != s.Whole("area")) throw s.Bad($"segment {id} of {png} has {count} pixels, not what its area says");
                long of = s.Whole("category_id");
                if (!categories.TryGetValue(of, out var category))
                    throw s.Bad($"segment {id} of {png} is of category {of}, which is not listed");
                double[] box = s.Numbers("bbox", 4);
                place.Add(id, (uint)names.Count);
                names.Add(category.Name);
                if (category.Thing) {
                    objects.Add(new() {
                        Class = category.Name, VisibleBox = [box[0], box[1], box[0] + box[2], box[1] + box[3]],
                        Mask = new(ids.Width, ids.Height, Array.ConvertAll(ids.Pixels, p => p == id ? (byte)1 : (byte)0)),
                    });
                }
            }
            if (pixels.Count > 0) throw a.Bad($"segment {pixels.Keys.Min()} of {png} is not listed");
            return new() {
                Name = Path.GetFileNameWithoutExtension(image.File), Split = split, Width = ids.Width, Height = ids.Height,
                PicturePath = Path.Combine(folder, "images", split, image.File),
                Objects = objects, ClassNames = names, Classes =
                    new(ids.Width, ids.Height, Array.ConvertAll(ids.Pixels, id => id == 0 ? 0 : place[id])),
            };
        }
    }

    /// <summary>Reads segment ids, R + 256 G + 65536 B, from an 8-bit RGB PNG.</summary>
    private static Image<uint> Ids(string png, JsonPlace place) {
        using var reader = ImageReader.Open(png);
        if (reader.Channels != 3 || reader.PixelType != PixelType.UInt8) throw place.Bad($"{png} is not RGB of 8 bits");
        byte[] values = reader.ReadBytes();
        var ids = new Image<uint>(reader.Width, reader.Height);
        for (int i = 0; i < ids.Pixels.Length; i++)
            ids.Pixels[i] = values[3 * i] | (uint)values[3 * i + 1] << 8 | (uint)values[3 * i + 2] << 16;
        return ids;
    }
}
