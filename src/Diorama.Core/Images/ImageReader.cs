using System.Runtime.InteropServices;
using System.Text;
using Diorama.Core.Native;

namespace Diorama.Core.Images;

/// <summary>
/// An encoded image (PNG, JPEG, EXR, HDR, TIFF, WebP and what else OpenImageIO knows) opened for reading: what it holds, and
/// its numbers. Colour is not multiplied by alpha unless <see cref="AssociatedAlpha"/> says so. Not thread-safe.
/// </summary>
public sealed unsafe class ImageReader : IDisposable {
    private GCHandle bytes;
    private nint image;

    /// <summary>Path of the file, or the name given with the bytes; used in messages.</summary>
    public string Name { get; }
    public int Width { get; }
    public int Height { get; }
    public int Channels { get; }
    /// <summary>The type that holds every channel without loss.</summary>
    public PixelType PixelType { get; }
    public IReadOnlyList<string> ChannelNames { get; }
    public IReadOnlyList<PixelType> ChannelTypes { get; }
    /// <summary>Index of the alpha channel, or −1.</summary>
    public int AlphaChannel { get; }
    /// <summary>True when colour is already multiplied by alpha (EXR).</summary>
    public bool AssociatedAlpha { get; }

    /// <exception cref="BadInputException">The file is missing, unreadable or no image.</exception>
    public static ImageReader Open(string path) => new(path, ReadFile(path));

    /// <param name="name">For messages; its extension tells formats without a signature.</param>
    /// <param name="encoded">The whole file.</param>
    public static ImageReader Open(string name, byte[] encoded) => new(name, encoded);

    private ImageReader(string name, byte[] encoded) {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(encoded);
        Name = name;
        if (encoded.Length == 0) throw new BadInputException($"{name} cannot be read as an image: it is empty.");
        if (JpegStream.IsTruncated(encoded)) throw new BadInputException($"{name} cannot be read as an image: the JPEG data ends too early.");
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
        (PixelType, AlphaChannel, AssociatedAlpha) = ((PixelType)info.PixelType, info.AlphaChannel, info.AssociatedAlpha != 0);
        var names = new string[Channels];
        var types = new PixelType[Channels];
        for (int c = 0; c < Channels; c++) {
            types[c] = (PixelType)ImageShim.Channel(image, c, error, ErrorSize);
            names[c] = Marshal.PtrToStringUTF8((nint)error) ?? "";
        }
        (ChannelNames, ChannelTypes) = (names, types);
    }

    /// <summary>All pixels, row by row, channels interleaved; integer files give 0..1.</summary>
    public float[] ReadFloats() => Read<float>(PixelType.Float);

    /// <summary>The same as 8-bit numbers; wider types are rounded.</summary>
    public byte[] ReadBytes() => Read<byte>(PixelType.UInt8);

    public ushort[] ReadUInt16() => Read<ushort>(PixelType.UInt16);

    /// <summary>The same as 32-bit integers: exact for channels of that type.</summary>
    public uint[] ReadUInt32() => Read<uint>(PixelType.UInt32);

    /// <summary>
    /// Indices of red, green and blue: the channels of those names if there are such, the first three if not;
    /// one or two channels are grey, which is three times the first.
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
        ObjectDisposedException.ThrowIf(image == 0, this);
        long count = (long)Width * Height * Channels;
        if (count > Array.MaxLength) throw new BadInputException($"{Name} is too large: {Width}×{Height} pixels of {Channels} channels.");
        var pixels = GC.AllocateUninitializedArray<T>((int)count);
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
            return File.ReadAllBytes(path);
        } catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException) {
            throw new BadInputException($"{path} does not exist.", e);
        } catch (Exception e) when (e is IOException or UnauthorizedAccessException) {
            throw new BadInputException($"{path} cannot be read: {e.Message}", e);
        }
    }

    public void Dispose() {
        if (image == 0) return;
        ImageShim.Close(image);
        image = 0;
        bytes.Free();
    }
}
