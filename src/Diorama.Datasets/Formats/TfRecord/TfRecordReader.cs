using System.Globalization;
using System.Runtime.InteropServices;
using Diorama.Core;
using Diorama.Core.Images;

namespace Diorama.Datasets.Formats.TfRecord;

/// <summary>
/// Reads shards of examples with the keys of the TensorFlow Object Detection API (using_your_own_dataset.md of tensorflow/models).
/// </summary>
internal static class TfRecordReader {
    private static readonly string[] sides = ["xmin", "ymin", "xmax", "ymax"];

    public static IEnumerable<ImageContents> Read(string folder) {
        if (!File.Exists(Path.Combine(folder, "label_map.pbtxt")))
            throw new BadInputException($"{folder} holds no label_map.pbtxt, which names the classes.");
        foreach (string path in Directory.EnumerateFiles(folder, "*.tfrecord-*").Order(StringComparer.Ordinal)) {
            string name = Path.GetFileName(path), split = name[..name.IndexOf(".tfrecord", StringComparison.Ordinal)];
            int count = int.Parse(name[(name.LastIndexOf('-') + 1)..], CultureInfo.InvariantCulture),
                found = Directory.EnumerateFiles(folder, $"{split}.tfrecord-*").Count();
            if (found != count) throw new BadInputException($"{path} is one of {count} files, and {found} are there.");
            foreach (byte[] record in RecordFile.Read(path))
                yield return Image(Example.Decode(record, path), split == "data" ? "" : split, path);
        }
    }

    private static ImageContents Image(Example e, string split, string path) {
        T Need<T>(T? value, string key) where T : class => value ?? throw new BadInputException($"{path}: an example has no '{key}'.");
        int width = (int)Need(e.Integers("image/width"), "image/width")[0],
            height = (int)Need(e.Integers("image/height"), "image/height")[0];
        string[] classes = Need(e.Texts("image/object/class/text"), "image/object/class/text");
        float[][] box = [.. sides.Select(n => Need(e.Floats($"image/object/bbox/{n}"), n))];
        byte[][]? masks = e.Bytes("image/object/mask");
        if (box.Any(b => b.Length != classes.Length) || (masks is not null && masks.Length != classes.Length))
            throw new BadInputException($"{path}: an example has lists of different lengths for its objects.");
        string file = Need(e.Texts("image/filename"), "image/filename")[0];
        float[]? k = e.Floats("image/camera/K");
        return new() {
            Name = Path.GetFileNameWithoutExtension(file), Split = split, Width = width, Height = height,
            Picture = e.Bytes("image/encoded") is [var png] ? PictureBytes.Rgb(file, png) : null,
            Objects = [.. classes.Select((c, i) => new ObjectContents {
                Class = c, VisibleBox = [box[0][i] * (double)width, box[1][i] * (double)height, box[2][i] * (double)width,
                    box[3][i] * (double)height], Mask = masks is null ? null : Mask(masks[i]),
            })],
            DepthZ = e.Bytes("image/depth_z") is [var raw] ? new(width, height,
                Array.ConvertAll(MemoryMarshal.Cast<byte, float>(raw).ToArray(), v => float.IsInfinity(v) ? float.NaN : v)) : null,
            Intrinsics = k is null ? null : [k[0], k[4], k[2], k[5]],
        };
    }

    private static Image<byte> Mask(byte[] png) {
        using var reader = ImageReader.Open("mask.png", png);
        return new(reader.Width, reader.Height, Array.ConvertAll(reader.ReadBytes(), v => v == 0 ? (byte)0 : (byte)1));
    }
}
