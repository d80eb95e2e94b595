using System.Numerics;
using Diorama.Core;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Datasets.Layout;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Labels;

/// <summary>
/// The files of one image of a dataset in Diorama's layout, read on first use and then cached, so that several formats or checks can use a
/// label that is read once. Not thread-safe.
/// </summary>
/// <param name="folder">Folder of the dataset.</param>
/// <param name="record">The image's line in frames.jsonl.</param>
public sealed class FrameImages(DatasetFolder folder, FrameRecord record) {
    /// <summary>Key of the picture in <see cref="FrameRecord.Files"/>.</summary>
    public const string PictureName = "image";

    private readonly Dictionary<string, object> read = [];

    public FrameRecord Record { get; } = record;

    /// <summary>Stem of the image's file names, without extension: <c>000012</c>, <c>000012_left</c>. Unique in a dataset.</summary>
    public string Stem { get; } = Path.GetFileNameWithoutExtension(DatasetFolder.ImagePath(record.Frame, record.Camera.Name));

    /// <summary>Whether the image has a file: the name of a label, or <see cref="PictureName"/>.</summary>
    public bool Has(string name) => Record.Files.ContainsKey(name);

    /// <summary>Full path of a file by its name; null if the image has no such file.</summary>
    public string? PathOf(string name) => Record.Files.TryGetValue(name, out string? path) ? folder.Full(path) : null;

    /// <summary>Reads the picture as 8-bit sRGB, values as stored.</summary>
    public Image<Rgb8> Picture() => Read(PictureName, reader => {
        byte[] values = reader.ReadBytes();
        var (r, g, b) = reader.ColorChannels();
        return Pixels(reader, at => new Rgb8(values[at + r], values[at + g], values[at + b]));
    });

    /// <summary>Whether the image has a file of a label.</summary>
    public bool Has(Label label) => Has(label.Name);

    /// <summary>Reads a label image [H, W].</summary>
    /// <exception cref="BadInputException">
    /// The image has no such file, or it is damaged or of another size than the record says.
    /// </exception>
    public Image<T> Read<T>(ImageLabel<T> label) where T : unmanaged => (Image<T>)Read((ImageLabel)label);

    /// <summary>Reads a label image [H, W] of any type, as an <see cref="Image{T}"/> of its pixel type.</summary>
    public object Read(ImageLabel label) => label.Kind switch {
        LabelKind.Ids => Ids(label.Name),
        LabelKind.States => States(label.Name),
        LabelKind.Scalar => Scalar(label.Name),
        LabelKind.Pair => Pairs(label.Name),
        _ => Vectors(label.Name),
    };

    private Image<uint> Ids(string label) => Read(label, reader => {
        ushort[] values = reader.ReadUInt16();
        return Pixels(reader, at => (uint)values[at]);
    });

    private Image<byte> States(string label) => Read(label, reader => {
        byte[] values = reader.ReadBytes();
        return Pixels(reader, at => values[at]);
    });

    private Image<float> Scalar(string label) => Read(label, reader => {
        float[] values = reader.ReadFloats();
        return Pixels(reader, at => values[at]);
    }, exr => exr.Scalar());

    private Image<Vector2> Pairs(string label) => Read(label, reader => {
        float[] values = reader.ReadFloats();
        var (r, g, _) = reader.ColorChannels();
        return Pixels(reader, at => new Vector2(values[at + r], values[at + g]));
    }, exr => exr.Pairs());

    private Image<Vector3> Vectors(string label) => Read(label, reader => {
        float[] values = reader.ReadFloats();
        var (r, g, b) = reader.ColorChannels();
        return Pixels(reader, at => new Vector3(values[at + r], values[at + g], values[at + b]));
    }, exr => exr.Vectors());

    /// <exception cref="BadInputException">
    /// The image has no such file, or it is damaged or of another size than the record says.
    /// </exception>
    private Image<T> Read<T>(string name, Func<ImageReader, Image<T>> decode, Func<PlainExr, Image<T>?>? quickly = null)
        where T : unmanaged {
        if (read.TryGetValue(name, out object? known)) return (Image<T>)known;
        string path = PathOf(name) ?? throw new BadInputException(
            $"{folder.FramesFile}: image {Record.ImageId} has no '{name}'; it has "
                + $"{(Record.Files.Count == 0 ? "no files" : string.Join(", ", Record.Files.Keys))}.");
        if (quickly is not null && PlainExr.Read(path) is { } exr && (exr.Width, exr.Height) == (Record.Width, Record.Height)
            && quickly(exr) is { } quick) {
            read[name] = quick;
            return quick;
        }
        using var reader = ImageReader.Open(path);
        if (reader.Width != Record.Width || reader.Height != Record.Height) {
            throw new BadInputException($"{path} is {reader.Width}×{reader.Height} pixels; {Record.Width}×{Record.Height} were expected.");
        }
        Image<T> image = decode(reader);
        read[name] = image;
        return image;
    }

    /// <param name="reader">Reader of the file, which supplies the size and the number of channels.</param>
    /// <param name="pixel">Makes a pixel from the index of its first value.</param>
    private static Image<T> Pixels<T>(ImageReader reader, Func<int, T> pixel) where T : unmanaged {
        var image = new Image<T>(reader.Width, reader.Height);
        for (int i = 0; i < image.Pixels.Length; i++) image.Pixels[i] = pixel(i * reader.Channels);
        return image;
    }
}
