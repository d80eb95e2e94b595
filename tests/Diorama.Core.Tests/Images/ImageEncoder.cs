using System.Runtime.InteropServices;
using System.Text;
using Diorama.Core.Files;
using Diorama.Core.Images;
using Diorama.Core.Native;

namespace Diorama.Core.Tests.Images;

/// <summary>Writes files of formats that Diorama reads and does not write, with OpenImageIO.</summary>
internal static unsafe class ImageEncoder {
    /// <param name="path">Path of the file.</param>
    /// <param name="format">OpenImageIO's name of the format: "png", "openexr" …</param>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="channels">Names and types of the channels, in the order of a pixel's bytes.</param>
    /// <param name="pixels">Pixels row by row, channels interleaved, each in its own type, without padding.</param>
    /// <param name="attributes">Text attributes for the header.</param>
    internal static void Write(string path, string format, int width, int height, ReadOnlySpan<(string Name, PixelType Type)> channels,
                               ReadOnlySpan<byte> pixels, IReadOnlyList<(string Name, string Value)>? attributes = null) {
        var types = new int[channels.Length];
        var names = new StringBuilder();
        int pixelSize = 0;
        for (int c = 0; c < channels.Length; c++) {
            types[c] = (int)channels[c].Type;
            names.Append(channels[c].Name).Append('\0');
            pixelSize += ExrScanlines.SizeOf(channels[c].Type);
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
                // Creating the file first makes the runtime report the system's error, which the library does not pass on.
                File.Create(temporary).Dispose();
                byte* error = stackalloc byte[ImageReader.ErrorSize];
                error[0] = 0;
                fixed (byte* pathBytes = Encoding.UTF8.GetBytes(temporary + '\0'), formatBytes = Encoding.UTF8.GetBytes(format + '\0'))
                fixed (byte* n = nameBytes, h = headerBytes)
                fixed (int* t = types) {
                    int done = ImageShim.Write(pathBytes, formatBytes, width, height, types.Length, t, n, h, attributes?.Count ?? 0,
                        first, error, ImageReader.ErrorSize);
                    if (done == 0) throw new IOException(ImageReader.FirstSentence(Marshal.PtrToStringUTF8((nint)error) ?? "") + ".");
                }
            });
        }
    }
}
