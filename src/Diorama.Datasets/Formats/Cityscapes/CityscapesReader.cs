using Diorama.Core;
using Diorama.Core.Images;
using Diorama.Core.Json;

namespace Diorama.Datasets.Formats.Cityscapes;

/// <summary>
/// Reads label images in Cityscapes' format, paired as in cityscapesScripts: every <c>gtFine/split/city/*_gtFine_instanceIds.png</c> with
/// its <c>labelIds</c>. An id of 1000 or more is an instance; a smaller id is a class without instances.
/// </summary>
public static class CityscapesReader {
    private const string Ending = "_gtFine_instanceIds.png";

    public static IEnumerable<ImageContents> Read(string folder) {
        string root = Path.Combine(folder, "gtFine");
        if (!Directory.Exists(root)) throw new BadInputException($"{folder} holds no dataset in Cityscapes' manner: it has no gtFine.");
        string?[] names = Names(Path.Combine(folder, "labels.json"));
        string[] splits = [.. Directory.EnumerateDirectories(root).Order(StringComparer.Ordinal)];
        foreach (string split in splits) {
            foreach (string path in Directory.EnumerateFiles(split, "*" + Ending, SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)) {
                string stem = Path.GetFileName(path)[..^Ending.Length], city = Path.GetFileName(Path.GetDirectoryName(path)!),
                    name = Path.GetFileName(split);
                Image<ushort> instances = Grey(path);
                Image<ushort> classes = Grey(Path.Combine(Path.GetDirectoryName(path)!, stem + "_gtFine_labelIds.png"));
                if ((instances.Width, instances.Height) != (classes.Width, classes.Height))
                    throw new BadInputException($"{path} has another size than its labelIds.");
                for (int i = 0; i < classes.Pixels.Length; i++) {
                    int id = instances.Pixels[i], of = id < 1000 ? id : id / 1000;
                    if (of != classes.Pixels[i] || of >= names.Length) throw new BadInputException($"{path}: pixel {i % classes.Width}, "
                        + $"{i / classes.Width} is {id}, its class in labelIds {classes.Pixels[i]}; "
                            + "they must agree and be in labels.json.");
                }
                yield return new() {
                    Name = stem, Split = splits.Length == 1 && name == "train" ? "" : name, Width = classes.Width, Height = classes.Height,
                    PicturePath = Path.Combine(folder, "leftImg8bit", name, city, stem + "_leftImg8bit.png"), ClassNames = names,
                    Classes = new(classes.Width, classes.Height, Array.ConvertAll(classes.Pixels, v => (uint)v)),
                    Objects = [.. instances.Pixels.Where(id => id >= 1000).Distinct().Order()
                        .Select(id => Instance(instances, id, names[id / 1000]!))],
                };
            }
        }
    }

    private static ObjectContents Instance(Image<ushort> instances, ushort id, string name) {
        var mask = new Image<byte>(instances.Width, instances.Height);
        (int x0, int y0, int x1, int y1) = (int.MaxValue, int.MaxValue, 0, 0);
        for (int i = 0; i < mask.Pixels.Length; i++) {
            if (instances.Pixels[i] != id) continue;
            mask.Pixels[i] = 1;
            int x = i % mask.Width, y = i / mask.Width;
            (x0, y0, x1, y1) = (Math.Min(x0, x), Math.Min(y0, y), Math.Max(x1, x + 1), Math.Max(y1, y + 1));
        }
        return new() { Class = name, VisibleBox = [x0, y0, x1, y1], Mask = mask };
    }

    private static Image<ushort> Grey(string path) {
        using var reader = ImageReader.Open(path);
        if (reader.Channels != 1) throw new BadInputException($"{path} is no label image: one channel was expected.");
        return new(reader.Width, reader.Height, reader.PixelType == PixelType.UInt16 ? reader.ReadUInt16()
            : Array.ConvertAll(reader.ReadBytes(), v => (ushort)v));
    }

    /// <summary>Class names by id; null for ids without a label.</summary>
    private static string?[] Names(string path) {
        var names = new Dictionary<long, string>();
        foreach (JsonPlace label in JsonPlace.Read(path).Items()) {
            if (!names.TryAdd(label.Whole("id", 0, ushort.MaxValue), label.Text("name")))
                throw label.Bad("the id of a label is given twice");
        }
        return [.. Enumerable.Range(0, (int)names.Keys.DefaultIfEmpty(0).Max() + 1)
            .Select(id => id == 0 ? null : names.GetValueOrDefault(id))];
    }
}
