using System.Runtime.InteropServices;
using System.Text;
using Diorama.Core.Files;
using Diorama.Core.Native;

namespace Diorama.Core.Images;

/// <summary>Hands finished pixel bytes to OpenImageIO; the file appears atomically.</summary>
internal static unsafe class ImageEncoder {
    /// <param name="path">Where the file appears.</param>
    /// <param name="format">OpenImageIO's name: "png", "openexr" …</param>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="channels">Name and type, in the order in which a pixel's bytes hold them.</param>
    /// <param name="pixels">Row by row, channels interleaved, each in its own type, no padding.</param>
    /// <param name="attributes">Written into the header.</param>
    internal static void Write(string path, string format, int width, int height, ReadOnlySpan<(string Name, PixelType Type)> channels,
                               ReadOnlySpan<byte> pixels, IReadOnlyList<(string Name, string Value)>? attributes = null) {
        var types = new int[channels.Length];
        var names = new StringBuilder();
        int pixelSize = 0;
        for (int c = 0; c < channels.Length; c++) {
            types[c] = (int)channels[c].Type;
            names.Append(channels[c].Name).Append('\0');
            pixelSize += SizeOf(channels[c].Type);
        }
        if (pixels.Length != (long)width * height * pixelSize)
            throw new ArgumentException($"{pixels.Length} bytes given for {width}×{height} pixels of {pixelSize} bytes", nameof(pixels));
        var header = new StringBuilder();
        foreach (var (name, value) in attributes ?? []) header.Append(name).Append('\0').Append(value).Append('\0');
        byte[] nameBytes = Encoding.UTF8.GetBytes(names.Append('\0').ToString());
        byte[] headerBytes = Encoding.UTF8.GetBytes(header.Append('\0').ToString());
        fixed (byte* p = pixels) {
            byte* first = p;
            AtomicFile.Write(path, temporary => {
                // What the system has against the file is told in its own words, which the library keeps to itself.
                File.Create(temporary).Dispose();
                byte* error = stackalloc byte[ImageReader.ErrorSize];
                error[0] = 0;
                fixed (byte* pathBytes = Encoding.UTF8.GetBytes(temporary + '\0'), formatBytes = Encoding.UTF8.GetBytes(format + '\0'))
                fixed (byte* n = nameBytes, h = headerBytes)
                fixed (int* t = types) {
                    int done = ImageShim.Write(pathBytes, formatBytes, width, height, types.Length, t, n, h, attributes?.Count ?? 0,
                        first, error, ImageReader.ErrorSize);
                    if (done != 0 && format == "png" && !EndsAsPng(temporary)) throw new IOException("the file was cut off.");
                    if (done == 0) throw new IOException(ImageReader.FirstSentence(Marshal.PtrToStringUTF8((nint)error) ?? "") + ".");
                }
            });
        }
    }

    /// <summary>The library does not look whether the last bytes reached a disk that is full.</summary>
    private static bool EndsAsPng(string path) {
        ReadOnlySpan<byte> end = [0, 0, 0, 0, (byte)'I', (byte)'E', (byte)'N', (byte)'D', 0xAE, 0x42, 0x60, 0x82];
        using FileStream file = RegularFile.Open(path);
        Span<byte> found = stackalloc byte[end.Length];
        if (file.Length < end.Length) return false;
        file.Seek(-end.Length, SeekOrigin.End);
        file.ReadExactly(found);
        return found.SequenceEqual(end);
    }

    internal static int SizeOf(PixelType type) => type switch {
        PixelType.UInt8 => 1,
        PixelType.UInt16 or PixelType.Half => 2,
        _ => 4,
    };
}
