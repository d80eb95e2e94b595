using System.Numerics;
using System.Runtime.InteropServices;

namespace Diorama.Core.Images;

/// <summary>
/// Multi-layer EXR of a frame, meant for artists: colour as R, G, B in the default layer, every label as a layer of its own
/// (<c>depth_z.Z</c>, <c>normal_camera.X</c>, <c>instance.id</c> …). Colour is stored as half, labels as float, ids as 32-bit integers.
/// Training code should read the single-label files instead: OpenCV cannot read layered channel names.
/// </summary>
public sealed class ExrLayers(int width, int height) {
    private readonly List<(string Name, PixelType Type, Array Pixels, int Component)> channels = [];
    private readonly List<(string Name, string Value)> attributes = [];

    /// <summary>Adds the default layer: R, G, B of linear colour.</summary>
    public ExrLayers Color(Image<Vector3> image, PixelType type = PixelType.Half) => AddComponents(image, "", ["R", "G", "B"], type);

    /// <summary>Adds a layer with one channel, named <c>name.Z</c> by default.</summary>
    public ExrLayers Add(string name, Image<float> image, string channel = "Z", PixelType type = PixelType.Float) =>
        AddComponents(image, name, [channel], type);

    /// <summary>Adds a layer with two channels, <c>name.X</c> and <c>name.Y</c> by default; use "UV" for texture coordinates.</summary>
    public ExrLayers Add(string name, Image<Vector2> image, string letters = "XY", PixelType type = PixelType.Float) =>
        AddComponents(image, name, Letters(letters, 2), type);

    /// <summary>Adds a layer with three channels, <c>name.X</c>, <c>name.Y</c>, <c>name.Z</c> by default; use "RGB" for colours.</summary>
    public ExrLayers Add(string name, Image<Vector3> image, string letters = "XYZ", PixelType type = PixelType.Float) =>
        AddComponents(image, name, Letters(letters, 3), type);

    /// <summary>Adds a layer of ids, <c>name.id</c> by default, as 32-bit unsigned integers.</summary>
    public ExrLayers Add(string name, Image<uint> image, string channel = "id") => AddComponents(image, name, [channel], PixelType.UInt32);

    /// <summary>Adds a text attribute to the header.</summary>
    public ExrLayers Attribute(string name, string value) {
        attributes.Add((name, value));
        return this;
    }

    /// <summary>Writes the file (ZIP-compressed, lossless); it appears complete or not at all.</summary>
    public void Write(string path) {
        if (channels.Count == 0) throw new InvalidOperationException("an EXR needs at least one layer");
        var ordered = channels.OrderBy(c => c.Name, StringComparer.Ordinal).ToArray();
        ExrScanlines.Write(path, width, height, [.. ordered.Select(c => (c.Name, c.Type))], attributes, (y, channel, bytes) => {
            var (_, type, source, component) = ordered[channel];
            if (source is uint[] ids) {
                MemoryMarshal.AsBytes(ids.AsSpan(y * width, width)).CopyTo(bytes);
                return;
            }
            ReadOnlySpan<float> values = Floats(source);
            int step = values.Length / (width * height), at = y * width * step + component;
            Span<float> line = type == PixelType.Half ? new float[width] : MemoryMarshal.Cast<byte, float>(bytes);
            for (int x = 0; x < width; x++, at += step) line[x] = values[at];
            if (type == PixelType.Half) HalfFloats.Convert(line, MemoryMarshal.Cast<byte, Half>(bytes));
        }, Environment.ProcessorCount);
    }

    private ExrLayers AddComponents<T>(Image<T> image, string layer, ReadOnlySpan<string> names, PixelType type) where T : unmanaged {
        ArgumentNullException.ThrowIfNull(image);
        if (image.Width != width || image.Height != height)
            throw new ArgumentException($"layer {layer} is {image.Width}×{image.Height}, the file {width}×{height}", nameof(image));
        for (int c = 0; c < names.Length; c++) {
            string name = layer.Length == 0 ? names[c] : $"{layer}.{names[c]}";
            if (channels.Any(other => other.Name == name)) throw new ArgumentException($"channel {name} is added twice", nameof(layer));
            channels.Add((name, type, image.Pixels, c));
        }
        return this;
    }

    private static string[] Letters(string letters, int count) => letters.Length == count
        ? [.. letters.Select(c => c.ToString())]
        : throw new ArgumentException($"{count} letters needed, not \"{letters}\"", nameof(letters));

    private static Span<float> Floats(Array pixels) => pixels switch {
        float[] scalars => scalars,
        Vector2[] pairs => MemoryMarshal.Cast<Vector2, float>(pairs.AsSpan()),
        Vector3[] triples => MemoryMarshal.Cast<Vector3, float>(triples.AsSpan()),
        _ => throw new InvalidOperationException(pixels.GetType().Name),
    };
}
