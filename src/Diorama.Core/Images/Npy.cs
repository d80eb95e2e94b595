using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Diorama.Core.Colors;
using Diorama.Core.Files;


namespace Diorama.Core.Images;

/// <summary>
/// Reads and writes NumPy arrays (.npy, format 1.0 of NEP 1): little-endian, C order, data at a multiple of 64 bytes. Images have the shape
/// (height, width), or (height, width, components) when the pixel is a vector.
/// </summary>
public static class Npy {
    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0];

    public static void Write<T>(string path, Image<T> image) where T : unmanaged =>
        AtomicFile.WriteStream(path, stream => Write(stream, image));

    public static void Write<T>(Stream stream, Image<T> image) where T : unmanaged =>
        Write<T>(stream, image.Pixels, [image.Height, image.Width]);

    /// <summary>Writes an array of any shape; a vector type adds its components as the last dimension.</summary>
    public static void Write<T>(string path, T[] values, int[] shape) where T : unmanaged =>
        AtomicFile.WriteStream(path, stream => Write<T>(stream, values, shape));

    public static void Write<T>(Stream stream, ReadOnlySpan<T> values, ReadOnlySpan<int> shape) where T : unmanaged {
        long count = 1;
        foreach (int n in shape) count *= n;
        if (count != values.Length) throw new ArgumentException($"{values.Length} values given for a shape of {count}", nameof(shape));
        var (description, components) = Describe(typeof(T));
        var text = new StringBuilder($"{{'descr': '{description}', 'fortran_order': False, 'shape': (");
        foreach (int n in shape) text.Append(CultureInfo.InvariantCulture, $"{n}, ");
        if (components > 1) text.Append(CultureInfo.InvariantCulture, $"{components}, ");
        // Python writes (2, 3) without, but (2,) with a comma at the end.
        if (shape.Length + (components > 1 ? 1 : 0) == 1) text.Length -= 1;
        else if (shape.Length > 0) text.Length -= 2;
        text.Append("), }");
        int length = text.Length + 1;
        text.Append(' ', (64 - (Magic.Length + 2 + length) % 64) % 64).Append('\n');
        stream.Write(Magic);
        stream.Write([(byte)text.Length, (byte)(text.Length >> 8)]);
        stream.Write(Encoding.Latin1.GetBytes(text.ToString()));
        stream.Write(MemoryMarshal.AsBytes(values));
    }

    /// <summary>Reads an array whose element type is exactly that of <typeparamref name="T"/>.</summary>
    /// <returns>The values, and the shape without the dimension for the components of <typeparamref name="T"/>.</returns>
    public static (T[] Values, int[] Shape) ReadArray<T>(string path) where T : unmanaged => ReadArray<T>(path, ImageReader.ReadFile(path));

    /// <summary>Reads an array from the content of a file; the element type must be exactly that of <typeparamref name="T"/>.</summary>
    /// <param name="path">Name for messages.</param>
    /// <param name="file">Content of the whole file.</param>
    public static (T[] Values, int[] Shape) ReadArray<T>(string path, byte[] file) where T : unmanaged {
        if (file.Length < 10 || !file.AsSpan(0, 6).SequenceEqual(Magic[..6])) throw new BadInputException($"{path} is not a .npy file.");
        int start = 10 + (file[8] | file[9] << 8);
        if (file[6] != 1 || start > file.Length) throw new BadInputException($"{path} is damaged or not of .npy version 1.");
        string header = Encoding.Latin1.GetString(file, 10, start - 10);
        var (description, components) = Describe(typeof(T));
        string found = Value(header, "'descr':").Trim('\'');
        if (found != description) throw new BadInputException($"{path} holds {found}; {description} was expected.");
        if (Value(header, "'fortran_order':") != "False") throw new BadInputException($"{path} is in Fortran order; C order was expected.");
        int open = header.IndexOf('(', StringComparison.Ordinal), close = header.IndexOf(')', StringComparison.Ordinal);
        var shape = new List<int>();
        if (open >= 0 && close > open) {
            foreach (string n in header[(open + 1)..close].Split(',',
                StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                shape.Add(int.TryParse(n, CultureInfo.InvariantCulture, out int v) && v >= 0 ? v
                    : throw new BadInputException($"{path} has a damaged shape."));
        }
        if (components > 1) {
            if (shape.Count == 0 || shape[^1] != components) throw new BadInputException($"{path} has no last dimension of {components}.");
            shape.RemoveAt(shape.Count - 1);
        }
        long count = 1, size = (file.Length - start) / Unsafe.SizeOf<T>();
        foreach (int n in shape) count = n > 0 && count > size / n ? -1 : count * n;
        var values = MemoryMarshal.Cast<byte, T>(file.AsSpan(start)).ToArray();
        if (values.Length != count) throw new BadInputException($"{path} is damaged: its size does not match its shape.");
        return (values, [.. shape]);
    }

    /// <summary>Reads an image of shape (height, width), or (height, width, components) if the pixel is a vector.</summary>
    public static Image<T> Read<T>(string path) where T : unmanaged {
        var (values, shape) = ReadArray<T>(path);
        return shape.Length == 2 && values.Length > 0
            ? new(shape[1], shape[0], values)
            : throw new BadInputException($"{path} has shape ({string.Join(", ", shape)}); an image of height and width was expected.");
    }

    private static string Value(string header, string key) {
        int at = header.IndexOf(key, StringComparison.Ordinal);
        if (at < 0) return "nothing";
        at += key.Length;
        int end = header.IndexOfAny([',', '}'], at);
        return (end < 0 ? header[at..] : header[at..end]).Trim();
    }

    private static (string Description, int Components) Describe(Type type) => type switch {
        _ when type == typeof(float) => ("<f4", 1),
        _ when type == typeof(double) => ("<f8", 1),
        _ when type == typeof(Half) => ("<f2", 1),
        _ when type == typeof(byte) => ("|u1", 1),
        _ when type == typeof(bool) => ("|b1", 1),
        _ when type == typeof(ushort) => ("<u2", 1),
        _ when type == typeof(uint) => ("<u4", 1),
        _ when type == typeof(int) => ("<i4", 1),
        _ when type == typeof(long) => ("<i8", 1),
        _ when type == typeof(Rgb8) => ("|u1", 3),
        _ when type == typeof(Vector2) => ("<f4", 2),
        _ when type == typeof(Vector3) => ("<f4", 3),
        _ when type == typeof(Vector4) => ("<f4", 4),
        _ => throw new NotSupportedException($".npy has no type for {type.Name}"),
    };
}
