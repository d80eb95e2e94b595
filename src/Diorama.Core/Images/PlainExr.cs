using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Diorama.Core.Images;

/// <summary>
/// Reads the EXR files that <see cref="ImageFile"/> writes (scan lines, ZIP, half or float), several times faster than the library, which
/// reads all others: a frame of a dataset has a dozen of them.
/// </summary>
public sealed class PlainExr {
    private const int BlockLines = 16;
    private const byte ZipCompression = 3;
    private const long MaxPixels = ImageReader.MaxPixels;
    /// <summary>Upper limit of the compression ratio of deflate, with a margin for tables.</summary>
    private const long MaxRatio = 1100;

    private readonly byte[] file;
    private readonly List<(string Name, int Size)> channels = [];
    private readonly int table;

    public int Width { get; }
    public int Height { get; }

    private PlainExr(byte[] file) {
        this.file = file;
        int at = 8;
        bool plain = false;
        for (string name; (name = Word(file, ref at)).Length > 0;) {
            // Skips the type of the attribute, which its name implies.
            Word(file, ref at);
            ReadOnlySpan<byte> value = file.AsSpan(at + 4, Int(file, at));
            at += 4 + value.Length;
            switch (name) {
                case "compression": plain = value[0] == ZipCompression; break;
                case "dataWindow" when Int(value, 0) == 0 && Int(value, 4) == 0: (Width, Height) = (Int(value, 8) + 1, Int(value, 12) + 1);
                    break;
                case "lineOrder" when value[0] == 0: break;
                case "channels":
                    for (int c = 0; value[c] != 0; c += 16) {
                        string channel = Word(value, ref c);
                        // 1 is half, 2 is float; channels must not be subsampled.
                        if (Int(value, c) is not (1 or 2) || Int(value, c + 8) != 1 || Int(value, c + 12) != 1)
                            throw new InvalidDataException();
                        channels.Add((channel, 2 * Int(value, c)));
                    }
                    break;
                case "dataWindow" or "lineOrder" or "tiles" or "type" or "chunkCount": throw new InvalidDataException();
            }
        }
        if (!plain || Width <= 0 || Height <= 0 || (long)Width * Height > MaxPixels
            || 8L * ((Height + BlockLines - 1) / BlockLines) > file.Length - at) throw new InvalidDataException();
        if ((long)Width * Height * channels.Sum(c => c.Size) > MaxRatio * file.Length) throw new InvalidDataException();
        table = at;
    }

    /// <summary>Reads a file; null if it is of another kind or damaged, in which case the library's reader reports the reason.</summary>
    public static PlainExr? Read(string path) {
        byte[] file = ImageReader.ReadFile(path);
        // Magic number, version 2 without flags: one part, scan lines, short names.
        if (file.Length < 8 || !file.AsSpan(0, 8).SequenceEqual<byte>([0x76, 0x2F, 0x31, 0x01, 2, 0, 0, 0])) return null;
        return Try(() => new PlainExr(file));
    }

    /// <summary>Returns the pixels of a file whose only channel is Y; null if there are other channels, or the file is damaged.</summary>
    public Image<float>? Scalar() => Pixels<float>(["Y"]);

    /// <summary>Returns R and G; null if the channels are not exactly R, G, B, or the file is damaged.</summary>
    public Image<Vector2>? Pairs() => Pixels<Vector2>(["B", "G", "R"]);

    /// <summary>Returns R, G, B; null if the channels are not exactly these, or the file is damaged.</summary>
    public Image<Vector3>? Vectors() => Pixels<Vector3>(["B", "G", "R"]);

    private static T? Try<T>(Func<T> read) where T : class {
        try {
            return read();
        } catch (Exception e) when (e is ArgumentException or InvalidDataException or IndexOutOfRangeException or OverflowException
            or EndOfStreamException) {
            return null;
        } catch (AggregateException) {
            return null;
        }
    }

    private Image<T>? Pixels<T>(string[] names) where T : unmanaged =>
        !channels.Select(c => c.Name).SequenceEqual(names) ? null : Try(() => {
        var image = new Image<T>(Width, Height);
        Parallel.For(0, (Height + BlockLines - 1) / BlockLines, block => Block(block, image));
        return image;
    });

    private void Block<T>(int block, Image<T> image) where T : unmanaged {
        int start = checked((int)BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(table + 8 * block))), y0 = block * BlockLines,
            stored = Int(file, start + 4);
        int lines = Math.Min(BlockLines, Height - y0), bytes = lines * Width * channels.Sum(c => c.Size);
        if (Int(file, start) != y0 || stored < 0) throw new InvalidDataException();
        byte[] split = ArrayPool<byte>.Shared.Rent(bytes), joined = ArrayPool<byte>.Shared.Rent(bytes);
        float[] values = ArrayPool<float>.Shared.Rent(Width);
        try {
            ReadOnlySpan<byte> raw = file.AsSpan(start + 8, stored);
            if (stored != bytes) {
                using (var zip = new ZLibStream(new MemoryStream(file, start + 8, stored), CompressionMode.Decompress)) {
                    zip.ReadExactly(split, 0, bytes);
                    // Reading to the end of the stream checks its checksum.
                    if (zip.ReadByte() >= 0) throw new InvalidDataException();
                }
                Join(split.AsSpan(0, bytes), joined);
                raw = joined.AsSpan(0, bytes);
            }
            for (int line = 0, at = 0; line < lines; line++) {
                Span<float> row = MemoryMarshal.Cast<T, float>(image.Row(y0 + line));
                int step = row.Length / Width;
                for (int c = 0; c < channels.Count; c++) {
                    ReadOnlySpan<byte> source = raw.Slice(at, Width * channels[c].Size);
                    at += source.Length;
                    // Channels are stored in the order of their names, B, G, R; pairs leave out B.
                    int place = channels.Count - 1 - c;
                    if (place >= step) continue;
                    if (channels[c].Size == 2) HalfFloats.Convert(MemoryMarshal.Cast<byte, Half>(source), values.AsSpan(0, Width));
                    else MemoryMarshal.Cast<byte, float>(source).CopyTo(values);
                    for (int x = 0, to = place; x < Width; x++, to += step) row[to] = values[x];
                }
            }
        } finally {
            ArrayPool<byte>.Shared.Return(split);
            ArrayPool<byte>.Shared.Return(joined);
            ArrayPool<float>.Shared.Return(values);
        }
    }

    /// <summary>Undoes the predictor and the reordering of bytes that <see cref="ExrScanlines"/> applies before compression.</summary>
    private static void Join(Span<byte> split, Span<byte> raw) {
        byte last = split[0];
        for (int k = 1; k < split.Length; k++) split[k] = last = (byte)(last + split[k] - 128);
        int half = (split.Length + 1) / 2, i = 0;
        for (; i <= split.Length - half - 16; i += 16) {
            Vector128<byte> even = Vector128.Create(split.Slice(i, 16)), odd = Vector128.Create(split.Slice(half + i, 16));
            (Vector128.WidenLower(even) | Vector128.WidenLower(odd) << 8).AsByte().CopyTo(raw[(2 * i)..]);
            (Vector128.WidenUpper(even) | Vector128.WidenUpper(odd) << 8).AsByte().CopyTo(raw[(2 * i + 16)..]);
        }
        for (; 2 * i < split.Length; i++) {
            raw[2 * i] = split[i];
            if (2 * i + 1 < split.Length) raw[2 * i + 1] = split[half + i];
        }
    }

    private static int Int(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]);

    private static string Word(ReadOnlySpan<byte> bytes, ref int at) {
        int length = bytes[at..].IndexOf((byte)0);
        if (length < 0) throw new InvalidDataException();
        string word = Encoding.ASCII.GetString(bytes.Slice(at, length));
        at += length + 1;
        return word;
    }
}
