using System.Numerics;
using Diorama.Core.Images;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Labels;

/// <summary>Writes label images to files.</summary>
public static class LabelFiles {
    /// <summary>
    /// Writes all labels of one frame into a folder: <c>.npy</c> for each, <c>.exr</c> for labels with float values, <c>.png</c> with the
    /// exact numbers for states and for ids of 16 bits, <c>.flo</c> for flow, and <c>preview/</c> with pictures to look at.
    /// </summary>
    public static void WriteAll(string folder, LabelFrame frame, ExrLayers? layers) {
        string preview = Path.Combine(folder, "preview");
        Directory.CreateDirectory(preview);
        foreach ((ImageLabel label, object image) in frame.Images) {
            string npy = At(".npy"), exr = At(".exr"), png = At(".png");
            if (label.ToPicture(image) is { } picture) ImageFile.WritePng(Path.Combine(preview, label.Name + ".png"), picture);
            if (layers is not null) AddLayer(layers, label, image);
            switch (image) {
                case Image<uint> ids:
                    Npy.Write(npy, ids);
                    if (!ids.Pixels.AsSpan().ContainsAnyExceptInRange(0u, ushort.MaxValue)) ImageFile.WritePng(png, Ids16(ids));
                    break;
                case Image<byte> states:
                    Npy.Write(npy, states);
                    ImageFile.WritePng(png, states);
                    break;
                case Image<float> scalar:
                    Npy.Write(npy, scalar);
                    ImageFile.WriteExr(exr, scalar, withZ: label == LabelTable.DepthZ);
                    break;
                case Image<Vector2> pair:
                    Npy.Write(npy, pair);
                    ImageFile.WriteExr(exr, pair);
                    if (label == LabelTable.FlowForward || label == LabelTable.FlowBackward) FlowFile.Write(At(".flo"), pair);
                    break;
                case Image<Vector3> vector:
                    Npy.Write(npy, vector);
                    ImageFile.WriteExr(exr, vector, PixelType.Float);
                    break;
            }

            string At(string extension) => Path.Combine(folder, label.Name + extension);
        }
    }

    /// <summary>Writes one label with the extension and the precision that the <see cref="LabelTable"/> defines for datasets.</summary>
    /// <exception cref="OverflowException">An id is above 65,535.</exception>
    public static void Write(string path, ImageLabel label, object image) {
        switch (image) {
            case Image<uint> ids: ImageFile.WritePng(path, Ids16(ids)); break;
            case Image<byte> states: ImageFile.WritePng(path, states); break;
            case Image<float> scalar: ImageFile.WriteExr(path, scalar, label.Stored); break;
            case Image<Vector2> pair: ImageFile.WriteExr(path, pair, label.Stored); break;
            case Image<Vector3> vector: ImageFile.WriteExr(path, vector, label.Stored); break;
            default: throw new ArgumentException($"{label} is no label image", nameof(image));
        }
    }

    /// <summary>Adds a label as a layer to the EXR file of a whole frame.</summary>
    internal static void AddLayer(ExrLayers layers, ImageLabel label, object image) {
        switch (image) {
            case Image<uint> ids: layers.Add(label.Name, ids); break;
            case Image<byte> states:
                layers.Add(label.Name, new Image<uint>(states.Width, states.Height, Array.ConvertAll(states.Pixels, v => (uint)v)));
                break;
            case Image<float> scalar: layers.Add(label.Name, scalar); break;
            case Image<Vector2> pair: layers.Add(label.Name, pair, label.Channels); break;
            case Image<Vector3> vector: layers.Add(label.Name, vector, label.Channels); break;
        }
    }

    /// <summary>Converts ids to 16 bits, as PNG stores them.</summary>
    /// <exception cref="OverflowException">An id is above 65,535.</exception>
    internal static Image<ushort> Ids16(Image<uint> ids) =>
        new(ids.Width, ids.Height, Array.ConvertAll(ids.Pixels, id => checked((ushort)id)));
}
