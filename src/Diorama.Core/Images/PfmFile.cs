using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using Diorama.Core.Files;

namespace Diorama.Core.Images;

/// <summary>
/// Reads and writes portable float maps (Debevec 2001), as FlyingThings3D uses them: "Pf" for one channel or "PF" for three, width and
/// height, a scale whose negative sign means little-endian, then float32 row by row <b>from the bottom up</b>.
/// </summary>
public static class PfmFile {
    private const long MaxPixels = ImageReader.MaxPixels;

    public static void Write(string path, Image<float> image) => Write(path, "Pf", image);

    public static void Write(string path, Image<Vector3> image) => Write(path, "PF", image);

    /// <summary>Writes three channels, x, y and 0, the form in which readers expect optical flow.</summary>
    public static void Write(string path, Image<Vector2> image) =>
        Write(path, new Image<Vector3>(image.Width, image.Height, Array.ConvertAll(image.Pixels, v => new Vector3(v, 0))));

    public static Image<float> ReadScalar(string path) => Read<float>(path, "Pf");

    public static Image<Vector3> ReadVector3(string path) => Read<Vector3>(path, "PF");

    private static void Write<T>(string path, string kind, Image<T> image) where T : unmanaged => AtomicFile.WriteStream(path, stream => {
        stream.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{kind}\n{image.Width} {image.Height}\n-1\n")));
        for (int y = image.Height - 1; y >= 0; y--) stream.Write(MemoryMarshal.AsBytes(image.Row(y)));
    });

    private static Image<T> Read<T>(string path, string kind) where T : unmanaged {
        byte[] file = ImageReader.ReadFile(path);
        int at = 0;
        if (Word() != kind) throw new BadInputException($"{path} is no PFM file of the kind {kind}: it does not begin with that.");
        if (!int.TryParse(Word(), CultureInfo.InvariantCulture, out int width)
            || !int.TryParse(Word(), CultureInfo.InvariantCulture, out int height) || width <= 0 || height <= 0
            || (long)width * height > MaxPixels)
            throw new BadInputException($"{path} is damaged: width and height were expected in its second line.");
        if (!float.TryParse(Word(), CultureInfo.InvariantCulture, out float scale) || scale == 0)
            throw new BadInputException($"{path} is damaged: a scale other than 0 was expected in its third line.");
        int pixel = Marshal.SizeOf<T>();
        if (file.Length - at != (long)width * height * pixel)
            throw new BadInputException(
                $"{path} is damaged: its header says {width}×{height} pixels, but {Math.Max(0, file.Length - at)} bytes follow.");
        if (scale > 0) for (int i = at; i < file.Length; i += 4) Array.Reverse(file, i, 4);
        var image = new Image<T>(width, height);
        for (int y = 0; y < height; y++)
            MemoryMarshal.Cast<byte, T>(file.AsSpan(at + (height - 1 - y) * width * pixel, width * pixel)).CopyTo(image.Row(y));
        return image;

        // Reads a word and the one white-space character after it: the pixels may begin with bytes that look like white space.
        string Word() {
            int start = at;
            while (at < file.Length && at - start < 32 && !char.IsWhiteSpace((char)file[at])) at++;
            return Encoding.ASCII.GetString(file, start, Math.Min(at++, file.Length) - start);
        }
    }
}
