using System.Numerics;
using Diorama.Core;
using Diorama.Core.Images;
using Diorama.Datasets.Layout;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Formats.LayeredExr;

/// <summary>Reads layered EXR files by the names of their channels.</summary>
internal static class LayeredExrReader {
    public static IEnumerable<ImageContents> Read(string folder) {
        if (!Directory.Exists(folder)) throw new BadInputException($"{folder} does not exist.");
        var names = new string?[ushort.MaxValue + 1];
        foreach (DatasetClass c in DatasetInfo.Read(Path.Combine(folder, "dataset.json")).Classes) names[c.Id] = c.Name;
        foreach (string path in Directory.EnumerateFiles(folder, "*.exr", SearchOption.AllDirectories).Order(StringComparer.Ordinal)) {
            string split = Path.GetRelativePath(folder, Path.GetDirectoryName(path)!);
            yield return Image(path, split == "." ? "" : split, names);
        }
    }

    private static ImageContents Image(string path, string split, string?[] names) {
        using var reader = ImageReader.Open(path);
        List<string> channels = [.. reader.ChannelNames];
        float[] values = reader.ReadFloats();
        T[]? Pixels<T>(Func<float, float, float, T> make, params ReadOnlySpan<string> wanted) {
            int a = channels.IndexOf(wanted[0]), b = channels.IndexOf(wanted[^1]), middle = channels.IndexOf(wanted[wanted.Length / 2]);
            if (a < 0 || b < 0 || middle < 0) return null;
            var pixels = new T[reader.Width * reader.Height];
            for (int i = 0, at = 0; i < pixels.Length; i++, at += reader.Channels)
                pixels[i] = make(values[at + a], values[at + middle], values[at + b]);
            return pixels;
        }
        Image<T>? Whole<T>(T[]? pixels) where T : unmanaged => pixels is null ? null : new(reader.Width, reader.Height, pixels);
        static float Metres(float z) => float.IsInfinity(z) ? float.NaN : z;
        Vector3[]? color = Pixels((r, g, b) => new Vector3(r, g, b), "R", "G", "B");
        int id = channels.IndexOf("class.id");
        uint[]? ids = id < 0 ? null : reader.ReadUInt32();
        return new() {
            Name = Path.GetFileNameWithoutExtension(path), Split = split, Width = reader.Width, Height = reader.Height, ClassNames = names,
            Picture = color is null ? null : ImageFile.Encode(new(reader.Width, reader.Height, color)),
            Classes = ids is null ? null
                : Whole([.. Enumerable.Range(0, reader.Width * reader.Height).Select(i => ids[i * reader.Channels + id])]),
            DepthZ = Whole(Pixels((z, _, _) => Metres(z), "depth_z.Z")), Distance = Whole(Pixels((z, _, _) => Metres(z), "distance.Z")),
            Normals = Whole(Pixels((x, y, z) => new Vector3(x, y, z), "normal_shading_camera.X", "normal_shading_camera.Y",
                "normal_shading_camera.Z")),
            Radiance = Whole(Pixels((r, g, b) => new Vector3(r, g, b), LabelTable.Radiance.Name + ".R", LabelTable.Radiance.Name + ".G",
                LabelTable.Radiance.Name + ".B")),
            FlowForward = Whole(Pixels((x, _, y) => new Vector2(x, y), "flow_forward.X", "flow_forward.Y")),
            FlowBackward = Whole(Pixels((x, _, y) => new Vector2(x, y), "flow_backward.X", "flow_backward.Y")),
        };
    }
}
