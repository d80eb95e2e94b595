using System.Numerics;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Core.Pictures;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Labels;

/// <summary>What the pixels of a label image are.</summary>
public enum LabelKind {
    /// <summary>Whole numbers, 0 is none.</summary>
    Ids,
    /// <summary>One of a few cases.</summary>
    States,
    Scalar,
    Pair,
    Vector,
}

/// <summary>Label images as files.</summary>
public static class LabelFiles {
    /// <summary>
    /// All of one frame in a folder: <c>.npy</c> for each, <c>.exr</c> for what is measured in floats, <c>.png</c> with the exact numbers
    /// for ids, <c>.flo</c> for flow, and <c>preview/</c> with pictures for people.
    /// </summary>
    public static void WriteAll(string folder, LabelFrame frame, ExrLayers? layers) {
        string preview = Path.Combine(folder, "preview");
        Directory.CreateDirectory(preview);
        foreach ((string name, object image) in LabelImages.Of(frame)) {
            string npy = At(".npy"), exr = At(".exr"), png = At(".png");
            if (Picture(name, image) is { } picture) ImageFile.WritePng(Path.Combine(preview, name + ".png"), picture);
            switch (image) {
                case Image<uint> ids:
                    Npy.Write(npy, ids);
                    ImageFile.WritePng(png, LabelImages.Ids16(ids));
                    layers?.Add(name, ids);
                    break;
                case Image<byte> states:
                    Npy.Write(npy, states);
                    ImageFile.WritePng(png, states);
                    layers?.Add(name, new Image<uint>(states.Width, states.Height, Array.ConvertAll(states.Pixels, v => (uint)v)));
                    break;
                case Image<float> scalar:
                    Npy.Write(npy, scalar);
                    ImageFile.WriteExr(exr, scalar, withZ: name == "depth_z");
                    layers?.Add(name, scalar);
                    break;
                case Image<Vector2> pair:
                    Npy.Write(npy, pair);
                    ImageFile.WriteExr(exr, pair);
                    if (name.StartsWith("flow", StringComparison.Ordinal)) FlowFile.Write(At(".flo"), pair);
                    layers?.Add(name, pair, LabelImages.Letters(name));
                    break;
                case Image<Vector3> vector:
                    Npy.Write(npy, vector);
                    ImageFile.WriteExr(exr, vector, PixelType.Float);
                    layers?.Add(name, vector, LabelImages.Letters(name));
                    break;
            }

            string At(string extension) => Path.Combine(folder, name + extension);
        }
    }

    /// <summary>How a dataset keeps a label: ids as 16-bit PNG, states as 8-bit PNG, measures as EXR.</summary>
    public static string Extension(object image) => image is Image<uint> or Image<byte> ? ".png" : ".exr";

    /// <summary>The same by the label's name.</summary>
    public static string Extension(string label) => Kind(label) is LabelKind.Ids or LabelKind.States ? ".png" : ".exr";

    /// <summary>What the pixels of a label are, by its name.</summary>
    public static LabelKind Kind(string label) => label switch {
        "instance" or "part" or "material" or "class" => LabelKind.Ids,
        "depth_z" or "distance" or "roughness" or "metallic" or LabelNames.SensorDepth => LabelKind.Scalar,
        "uv" or "flow_forward" or "flow_backward" => LabelKind.Pair,
        "occlusion_forward" or "occlusion_backward" => LabelKind.States,
        _ => LabelKind.Vector,
    };

    /// <summary>
    /// One file of <see cref="Extension(object)"/>. Lengths, positions and flow are 32-bit floats, radiance too; directions, colours,
    /// shares and texture coordinates are half (11 bits).
    /// </summary>
    public static void Write(string path, string name, object image) {
        PixelType type = name is "depth_z" or "distance" or "position" or LabelNames.SensorDepth or LabelNames.Radiance
            || name.Contains("flow", StringComparison.Ordinal) ? PixelType.Float : PixelType.Half;
        switch (image) {
            case Image<uint> ids: ImageFile.WritePng(path, LabelImages.Ids16(ids)); break;
            case Image<byte> states: ImageFile.WritePng(path, states); break;
            case Image<float> scalar: ImageFile.WriteExr(path, scalar, type); break;
            case Image<Vector2> pair: ImageFile.WriteExr(path, pair, type); break;
            case Image<Vector3> vector: ImageFile.WriteExr(path, vector, type); break;
            default: throw new ArgumentException($"{name} is no label image", nameof(image));
        }
    }

    /// <summary>A label for people to look at; null where a picture says nothing.</summary>
    public static Image<Rgb8>? Picture(string name, object image) => (name, image) switch {
        (_, Image<uint> ids) => LabelPicture.Ids(ids),
        ("depth_z" or "distance", Image<float> depth) => LabelPicture.Depth(depth),
        (_, Image<float> scalar) => LabelPicture.Scalar(scalar),
        ("flow_forward" or "flow_backward", Image<Vector2> flow) => LabelPicture.Flow(flow),
        ("albedo" or "emission", Image<Vector3> color) => ImageFile.Encode(color),
        ("object_coordinates", Image<Vector3> unit) => LabelPicture.Unit(unit),
        ({ } n, Image<Vector3> direction) when n.StartsWith("normal", StringComparison.Ordinal) => LabelPicture.Directions(direction),
        _ => null,
    };
}
