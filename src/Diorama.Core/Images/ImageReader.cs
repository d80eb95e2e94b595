using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Diorama.Core.Files;
using Diorama.Core.Isolation;
using Diorama.Core.Native;

namespace Diorama.Core.Images;

/// <summary>
/// An encoded image (PNG, JPEG, EXR, HDR, TIFF, WebP and the other formats of OpenImageIO) opened for reading: its properties and its pixel
/// values. Colour is not multiplied by alpha unless <see cref="AssociatedAlpha"/> is true. Not thread-safe.
/// </summary>
public sealed unsafe class ImageReader : IDisposable {
    /// <summary>Largest number of pixels of an image that is read: 16384 × 8192, the largest panorama in use.</summary>
    public const long MaxPixels = 1L << 27;
    /// <summary>Largest number of values, pixels times channels, of an image that is read.</summary>
    public const long MaxValues = 1L << 29;

    private readonly ForeignImage? foreign;
    private GCHandle bytes;
    private nint image;

    /// <summary>Path of the file, or the name given with the bytes; used in messages.</summary>
    public string Name { get; }
    public int Width { get; }
    public int Height { get; }
    public int Channels { get; }
    /// <summary>Type that holds the values of every channel without loss.</summary>
    public PixelType PixelType { get; }
    public IReadOnlyList<string> ChannelNames { get; }
    public IReadOnlyList<PixelType> ChannelTypes { get; }
    /// <summary>Index of the alpha channel, or −1.</summary>
    public int AlphaChannel { get; }
    /// <summary>True if colour is already multiplied by alpha (EXR).</summary>
    public bool AssociatedAlpha { get; }
    /// <summary>Orientation, 1 to 8, as Exif's tag 274 counts (JEITA CP-3451 4.6.4): 1 is as stored, 6 is to be turned clockwise.</summary>
    public int Orientation { get; }

    /// <exception cref="BadInputException">The file is missing, unreadable or not an image.</exception>
    public static ImageReader Open(string path) => new(path, ReadFile(path), ParserProcess.IsUsed);

    /// <param name="name">Name for messages; its extension identifies formats without a signature.</param>
    /// <param name="encoded">Content of the whole file.</param>
    public static ImageReader Open(string name, byte[] encoded) => new(name, encoded, ParserProcess.IsUsed);

    /// <summary>Decodes in this process, whatever the format is.</summary>
    internal static ImageReader OpenHere(string path) => new(path, ReadFile(path), elsewhere: false);

    private ImageReader(string name, byte[] encoded, bool elsewhere) {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(encoded);
        Name = name;
        if (encoded.Length == 0) throw new BadInputException($"{name} cannot be read as an image: it is empty.");
        if (JpegStream.IsTruncated(encoded))
            throw new BadInputException($"{name} cannot be read as an image: the JPEG data ends too early.");
        // Checked first because the decoder prints its own messages about damage.
        if (PngChunks.Is(encoded) && PngChunks.Damage(encoded) is { } damage)
            throw new BadInputException($"{name} cannot be read as an image: {damage}.");
        if (ForeignImage.IsExr(encoded) && ExrHeader.Damage(encoded) is { } wrong)
            throw new BadInputException($"{name} cannot be read as an image: {wrong}.");
        if (elsewhere && ForeignImage.Is(encoded)) {
            foreign = ForeignImage.Read(name, encoded);
            (Width, Height, Channels) = (foreign.Width, foreign.Height, foreign.ChannelNames.Length);
            (PixelType, AlphaChannel, AssociatedAlpha, Orientation) =
                (foreign.Type, foreign.AlphaChannel, foreign.AssociatedAlpha, foreign.Orientation);
            (ChannelNames, ChannelTypes) = (foreign.ChannelNames, foreign.ChannelTypes);
            return;
        }
        bytes = GCHandle.Alloc(encoded, GCHandleType.Pinned);
        ImageShim.Info info;
        byte* error = stackalloc byte[ErrorSize];
        fixed (byte* nameBytes = Encoding.UTF8.GetBytes(name + '\0')) {
            image = ImageShim.Open(nameBytes, (byte*)bytes.AddrOfPinnedObject(), encoded.LongLength, &info, error, ErrorSize);
        }
        if (image == 0) {
            bytes.Free();
            throw Unreadable(error);
        }
        (Width, Height, Channels) = (info.Width, info.Height, info.Channels);
        if (Width < 1 || Height < 1 || Channels < 1 || (long)Width * Height > MaxPixels || (long)Width * Height * Channels > MaxValues) {
            Dispose();
            throw new BadInputException(string.Create(CultureInfo.InvariantCulture,
                $"{name} cannot be read as an image: it has {Width}×{Height} pixels of {Channels} channels, expected 1 to {MaxPixels} "
                    + $"pixels and at most {MaxValues} numbers."));
        }
        (PixelType, AlphaChannel, AssociatedAlpha, Orientation) =
            ((PixelType)info.PixelType, info.AlphaChannel, info.AssociatedAlpha != 0, info.Orientation);
        var names = new string[Channels];
        var types = new PixelType[Channels];
        for (int c = 0; c < Channels; c++) {
            types[c] = (PixelType)ImageShim.Channel(image, c, error, ErrorSize);
            names[c] = Marshal.PtrToStringUTF8((nint)error) ?? "";
        }
        (ChannelNames, ChannelTypes) = (names, types);
    }

    /// <summary>Reads all pixels, row by row, channels interleaved; integers map to 0..1.</summary>
    public float[] ReadFloats() => Read<float>(PixelType.Float);

    /// <summary>Reads all pixels as 8-bit values, row by row, channels interleaved; wider types are rounded.</summary>
    public byte[] ReadBytes() => Read<byte>(PixelType.UInt8);

    public ushort[] ReadUInt16() => Read<ushort>(PixelType.UInt16);

    /// <summary>Reads all pixels as 32-bit integers, row by row, channels interleaved; exact for channels of that type.</summary>
    public uint[] ReadUInt32() => Read<uint>(PixelType.UInt32);

    /// <summary>
    /// Returns the indices of red, green and blue: the channels R, G, B if they exist, else three times Y if it exists, else the first
    /// three channels; one or two channels are grey, which is three times the first.
    /// </summary>
    public (int R, int G, int B) ColorChannels() {
        int Find(string channel) {
            for (int i = 0; i < Channels; i++) if (ChannelNames[i] == channel) return i;
            return -1;
        }
        (int r, int g, int b) = (Find("R"), Find("G"), Find("B"));
        if (r >= 0 && g >= 0 && b >= 0) return (r, g, b);
        int y = Find("Y");
        if (y >= 0) return (y, y, y);
        return Channels < 3 ? (0, 0, 0) : (0, 1, 2);
    }

    private T[] Read<T>(PixelType type) where T : unmanaged {
        if (foreign is not null) return foreign.As<T>(type);
        ObjectDisposedException.ThrowIf(image == 0, this);
        var pixels = GC.AllocateUninitializedArray<T>(Width * Height * Channels);
        byte* error = stackalloc byte[ErrorSize];
        fixed (T* p = pixels) {
            if (ImageShim.Read(image, (int)type, p, error, ErrorSize) == 0) throw Unreadable(error);
        }
        return pixels;
    }

    internal const int ErrorSize = 1024;

    private BadInputException Unreadable(byte* error) {
        string text = Marshal.PtrToStringUTF8((nint)error) ?? "";
        return new($"{Name} cannot be read as an image: {FirstSentence(text)}.");
    }

    internal static string FirstSentence(string text) {
        string line = text.Split('\n', 2)[0].Trim().TrimEnd('.');
        return line.Length == 0 ? "its data is damaged" : line;
    }

    internal static byte[] ReadFile(string path) {
        try {
            return WholeFile.Read(path);
        } catch (Exception e) when (e is IOException or UnauthorizedAccessException) {
            throw new BadInputException($"{path} {FileException.Reading(path, e)}", e);
        }
    }

    public void Dispose() {
        if (image == 0) return;
        ImageShim.Close(image);
        image = 0;
        bytes.Free();
    }
}
