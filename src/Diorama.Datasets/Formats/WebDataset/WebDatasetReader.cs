using System.Numerics;
using Diorama.Core;
using Diorama.Core.Images;
using Diorama.Core.Json;
using Diorama.Datasets.Layout;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Formats.WebDataset;

/// <summary>
/// Reads shards as the reference reader groups them (tariterators.py of webdataset): the key ends at the first dot of the file's name, the
/// files of a sample are consecutive, an extension occurs once.
/// </summary>
internal static class WebDatasetReader {
    public static IEnumerable<ImageContents> Read(string folder) {
        if (!File.Exists(Path.Combine(folder, "dataset.json")))
            throw new BadInputException($"{folder} is no WebDataset of ours: it has no dataset.json.");
        var classes = new ClassTable(DatasetInfo.Read(Path.Combine(folder, "dataset.json")).Classes);
        foreach (string path in Directory.EnumerateFiles(folder, "*.tar").Order(StringComparer.Ordinal)) {
            string name = Path.GetFileName(path), split = name[..Math.Max(0, name.LastIndexOf('-'))];
            foreach (var (key, files) in Samples(path)) yield return Image(key, split == "data" ? "" : split, files, path, classes);
        }
    }

    /// <summary>Reads the samples of one shard: key, and contents by extension.</summary>
    /// <exception cref="BadInputException">An extension occurs twice in a sample.</exception>
    public static IEnumerable<(string Key, IReadOnlyDictionary<string, byte[]> Files)> Samples(string path) {
        string current = "";
        Dictionary<string, byte[]>? files = null;
        foreach ((string name, byte[] content) in TarShard.Read(path)) {
            int file = name.LastIndexOf('/') + 1, dot = name.IndexOf('.', file);
            if (dot < 0) continue;
            string key = name[..dot], extension = name[(dot + 1)..].ToLowerInvariant();
            if (files is null || key != current) {
                if (files is not null) yield return (current, files);
                (current, files) = (key, []);
            }
            if (!files.TryAdd(extension, content)) throw new BadInputException($"{path}: {name} is there twice.");
        }
        if (files is not null) yield return (current, files);
    }

    private static ImageContents Image(string key, string split, IReadOnlyDictionary<string, byte[]> files, string path,
        ClassTable classes) {
        if (!files.TryGetValue("json", out byte[]? json)) throw new BadInputException($"{path}: {key} has no json.");
        FrameRecord record = JsonRecord.Parse<FrameRecord>(json, DatasetJson.Line, $"{path}: {key}.json");
        if (RecordShape.Problem(record) is { } problem) throw new BadInputException($"{path}: {key}.json is damaged: {problem}.");
        T[]? Array<T>(string label) where T : unmanaged => files.TryGetValue(label + ".npy", out byte[]? npy)
            ? Npy.ReadArray<T>($"{key}.{label}.npy", npy).Values : null;
        Image<T>? Read<T>(string label) where T : unmanaged =>
            Array<T>(label) is { } values ? new(record.Width, record.Height, values) : null;
        Image<float>? Metres(string label) => Read<float>(label) is { } image
            ? new(image.Width, image.Height, System.Array.ConvertAll(image.Pixels, v => float.IsInfinity(v) ? float.NaN : v)) : null;
        // The class label holds numbers; their names are found in the records of the objects.
        var names = new string?[ushort.MaxValue + 1];
        foreach (ObjectRecord o in record.Objects) names[o.ClassId] = o.Class;
        return new() {
            Name = key, Split = split, Width = record.Width, Height = record.Height,
            Picture = files.TryGetValue("rgb.png", out byte[]? png) ? PictureBytes.Rgb(key + ".rgb.png", png) : null,
            Objects = [.. record.Objects.Where(o => DatasetFormat.IsInstance(o, classes)).Select(o => new ObjectContents {
                Class = o.Class!, VisibleBox = System.Array.ConvertAll(o.VisibleBox!, v => (double)v),
                Mask = RunLengths.ToMask(RunLengths.Decompress(o.VisibleMask!.Counts), record.Width, record.Height),
            })],
            Classes = Read<uint>("class"), ClassNames = names, DepthZ = Metres("depth_z"), Distance = Metres("distance"),
            Normals = Read<Vector3>("normal_shading_camera"),
            Radiance = Read<Vector3>(LabelTable.Radiance.Name), FlowForward = Read<Vector2>("flow_forward"),
            FlowBackward = Read<Vector2>("flow_backward"),
            Intrinsics = record.Camera.K is { } k ? [k[0][0], k[1][1], k[0][2], k[1][2]] : null,
            WorldFromCamera = [.. record.Camera.WorldFromCamera.SelectMany(r => r.Select(v => (double)v))],
        };
    }
}
