using System.Runtime.InteropServices;
using Diorama.Core.Colors;

namespace Diorama.Core.Images;

/// <summary>
/// Chroma subsampling of a JPEG: every pixel has its own chroma (4:4:4), two pixels side by side share it (4:2:2), or four do (4:2:0).
/// </summary>
public enum ChromaSampling { Full, Half, Quarter }

/// <summary>Encodes and decodes JPEG in memory with libjpeg-turbo's TurboJPEG interface (version 2.1).</summary>
public static unsafe partial class Jpeg {
    private const int PixelsAreRgb = 0;

    /// <param name="image">Image to encode, sRGB-encoded.</param>
    /// <param name="quality">JPEG quality, 1 to 100, on the scale of libjpeg.</param>
    /// <param name="sampling">
    /// Chroma subsampling; cameras use <see cref="ChromaSampling.Half"/> or <see cref="ChromaSampling.Quarter"/>.
    /// </param>
    public static byte[] Encode(Image<Rgb8> image, int quality, ChromaSampling sampling = ChromaSampling.Half) {
        ArgumentOutOfRangeException.ThrowIfLessThan(quality, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 100);
        nint codec = tjInitCompress();
        byte* file = null;
        try {
            nuint length = 0;
            fixed (Rgb8* pixels = image.Pixels) {
                if (tjCompress2(codec, (byte*)pixels, image.Width, image.Width * 3, image.Height, PixelsAreRgb, &file, &length,
                    (int)sampling, quality, 0) != 0) throw Failure(codec);
            }
            return new ReadOnlySpan<byte>(file, (int)length).ToArray();
        } finally {
            if (file != null) tjFree(file);
            _ = tjDestroy(codec);
        }
    }

    /// <exception cref="BadInputException">The data is not a complete JPEG.</exception>
    public static Image<Rgb8> Decode(ReadOnlySpan<byte> jpeg) {
        nint codec = tjInitDecompress();
        try {
            fixed (byte* data = jpeg) {
                int width, height, sampling, space;
                if (tjDecompressHeader3(codec, data, (nuint)jpeg.Length, &width, &height, &sampling, &space) != 0 || width <= 0
                    || height <= 0) throw Damaged(codec);
                var image = new Image<Rgb8>(width, height);
                fixed (Rgb8* pixels = image.Pixels) {
                    if (tjDecompress2(codec, data, (nuint)jpeg.Length, (byte*)pixels, width, width * 3, height, PixelsAreRgb, 0) != 0)
                        throw Damaged(codec);
                }
                return image;
            }
        } finally {
            _ = tjDestroy(codec);
        }
    }

    private static string Sentence(nint codec) => Marshal.PtrToStringUTF8((nint)tjGetErrorStr2(codec)) ?? "unknown error";

    private static InvalidOperationException Failure(nint codec) => new($"libjpeg-turbo cannot write this image: {Sentence(codec)}");

    private static BadInputException Damaged(nint codec) => new($"the JPEG data is damaged: {Sentence(codec)}");

    private const string Library = "libturbojpeg.so.0";

    [LibraryImport(Library)]
    private static partial nint tjInitCompress();

    [LibraryImport(Library)]
    private static partial nint tjInitDecompress();

    [LibraryImport(Library)]
    private static partial int tjDestroy(nint codec);

    [LibraryImport(Library)]
    private static partial void tjFree(byte* file);

    [LibraryImport(Library)]
    private static partial byte* tjGetErrorStr2(nint codec);

    [LibraryImport(Library)]
    private static partial int tjCompress2(nint codec, byte* pixels, int width, int pitch, int height, int format, byte** file,
    nuint* length, int sampling, int quality, int flags);

    [LibraryImport(Library)]
    private static partial int tjDecompressHeader3(nint codec, byte* file, nuint length, int* width, int* height, int* sampling,
    int* space);

    [LibraryImport(Library)]
    private static partial int tjDecompress2(nint codec, byte* file, nuint length, byte* pixels, int width, int pitch, int height,
    int format, int flags);
}
