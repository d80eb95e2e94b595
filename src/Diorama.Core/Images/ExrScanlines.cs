using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using Diorama.Core.Files;

namespace Diorama.Core.Images;

/// <summary>
/// Writes plain EXR files: one part, scan lines, ZIP over blocks of 16 lines (openexr.com, "OpenEXR File Layout"). The pixels are the same
/// as those that the library writes, but compression at the fastest level is several times faster for files a few per cent larger: a frame
/// of a dataset has a dozen of them.
/// </summary>
internal static class ExrScanlines {
    private const int BlockLines = 16;
    private const byte ZipCompression = 3;

    /// <summary>Fills in the values of one channel of one line.</summary>
    internal delegate void ChannelOfLine(int y, int channel, Span<float> values);

    /// <summary>Fills in the bytes of one channel of one line, in the channel's own type.</summary>
    internal delegate void BytesOfLine(int y, int channel, Span<byte> bytes);

    /// <param name="path">Path of the file, which appears complete or not at all.</param>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="channels">Channel names, one letter each, in alphabetical order as the format requires; all have the same type.</param>
    /// <param name="type">Type of the channels, Half or Float.</param>
    /// <param name="line">Callback for the values; called once for each channel of each line.</param>
    internal static void Write(string path, int width, int height, string channels, PixelType type, ChannelOfLine line) {
        if (type is not (PixelType.Half or PixelType.Float)) throw new ArgumentException("EXR holds half or float", nameof(type));
        var values = new float[width];
        Write(path, width, height, [.. channels.Select(c => (c.ToString(), type))], [], (y, channel, bytes) => {
            line(y, channel, values);
            if (type == PixelType.Half) HalfFloats.Convert(values, MemoryMarshal.Cast<byte, Half>(bytes));
            else MemoryMarshal.AsBytes(values.AsSpan()).CopyTo(bytes);
        }, threads: 1);
    }

    /// <param name="path">Path of the file, which appears complete or not at all.</param>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="channels">Names and types of the channels, in ascending order of the names as the format requires.</param>
    /// <param name="attributes">Text attributes for the header.</param>
    /// <param name="line">
    /// Callback for the bytes; called once for each channel of each line, from several threads if <paramref name="threads"/> is above 1.
    /// </param>
    /// <param name="threads">Number of threads that compress blocks in parallel; does not change the bytes of the file.</param>
    internal static void Write(string path, int width, int height, IReadOnlyList<(string Name, PixelType Type)> channels,
        IReadOnlyList<(string Name, string Value)> attributes, BytesOfLine line, int threads) {
        int lineBytes = channels.Sum(c => width * SizeOf(c.Type)), blocks = (height + BlockLines - 1) / BlockLines;
        AtomicFile.WriteStream(path, stream => {
            Header(stream, width, height, channels, attributes);
            long table = stream.Position;
            var offsets = new byte[8 * blocks];
            // The table of offsets precedes the blocks, but is known only after they are compressed.
            stream.Write(offsets);
            Span<byte> numbers = stackalloc byte[8];
            var packed = new MemoryStream[threads];
            for (int first = 0; first < blocks; first += threads) {
                int count = Math.Min(threads, blocks - first);
                if (count == 1) packed[0] = Block(first);
                else Parallel.For(0, count, i => packed[i] = Block(first + i));
                for (int i = 0; i < count; i++) {
                    BinaryPrimitives.WriteInt64LittleEndian(offsets.AsSpan(8 * (first + i)), stream.Position);
                    BinaryPrimitives.WriteInt32LittleEndian(numbers, (first + i) * BlockLines);
                    BinaryPrimitives.WriteInt32LittleEndian(numbers[4..], (int)packed[i].Length);
                    stream.Write(numbers);
                    stream.Write(packed[i].GetBuffer().AsSpan(0, (int)packed[i].Length));
                }
            }
            stream.Position = table;
            stream.Write(offsets);
        });

        MemoryStream Block(int block) {
            int y0 = block * BlockLines, lines = Math.Min(BlockLines, height - y0), bytes = lines * lineBytes, at = 0;
            byte[] raw = ArrayPool<byte>.Shared.Rent(bytes), split = ArrayPool<byte>.Shared.Rent(bytes);
            for (int y = y0; y < y0 + lines; y++) {
                for (int c = 0; c < channels.Count; c++) {
                    int plane = width * SizeOf(channels[c].Type);
                    line(y, c, raw.AsSpan(at, plane));
                    at += plane;
                }
            }
            Split(raw.AsSpan(0, bytes), split);
            var packed = new MemoryStream(bytes / 2);
            using (var zip = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true)) zip.Write(split, 0, bytes);
            // A block that compression does not make smaller is stored uncompressed.
            if (packed.Length >= bytes) {
                packed.SetLength(0);
                packed.Write(raw, 0, bytes);
            }
            ArrayPool<byte>.Shared.Return(raw);
            ArrayPool<byte>.Shared.Return(split);
            return packed;
        }
    }

    /// <summary>
    /// Reorders even bytes before odd ones, then replaces each by its difference to the previous byte: the predictor of the EXR format,
    /// after which ZIP compresses better.
    /// </summary>
    private static void Split(ReadOnlySpan<byte> raw, Span<byte> split) {
        int half = (raw.Length + 1) / 2, i = 0;
        // 32 bytes at a time; the first byte and the last few one by one.
        for (; 2 * i <= raw.Length - 32; i += 16) {
            Vector128<ushort> a = Vector128.Create(raw.Slice(2 * i, 16)).AsUInt16(),
                b = Vector128.Create(raw.Slice(2 * i + 16, 16)).AsUInt16();
            Vector128.Narrow(a & Vector128.Create((ushort)0xFF), b & Vector128.Create((ushort)0xFF)).CopyTo(split[i..]);
            Vector128.Narrow(a >>> 8, b >>> 8).CopyTo(split[(half + i)..]);
        }
        for (i *= 2; i < raw.Length; i++) split[(i & 1) == 0 ? i / 2 : half + i / 2] = raw[i];
        // Backwards, so that the previous byte is still the original.
        for (i = raw.Length - 16; i >= 1; i -= 16) {
            (Vector128.Create(split.Slice(i, 16)) - Vector128.Create(split.Slice(i - 1, 16)) + Vector128.Create((byte)128)).CopyTo(
                split[i..]);
        }
        for (i += 15; i >= 1; i--) split[i] = (byte)(split[i] - split[i - 1] + 128);
    }

    private static void Header(Stream head, int width, int height, IReadOnlyList<(string Name, PixelType Type)> channels,
        IReadOnlyList<(string Name, string Value)> attributes) {
        // Magic number, version 2.
        head.Write([0x76, 0x2F, 0x31, 0x01, 2, 0, 0, 0]);
        using var list = new MemoryStream();
        foreach ((string name, PixelType type) in channels) {
            list.Write(Encoding.ASCII.GetBytes(name + '\0'));
            list.Write(Ints(type switch { PixelType.UInt32 => 0, PixelType.Half => 1, _ => 2 }, 0, 1, 1));
        }
        list.WriteByte(0);
        byte[] window = Ints(0, 0, width - 1, height - 1);
        Attribute("channels", "chlist", list.ToArray());
        Attribute("compression", "compression", [ZipCompression]);
        Attribute("dataWindow", "box2i", window);
        Attribute("displayWindow", "box2i", window);
        Attribute("lineOrder", "lineOrder", [0]);
        Attribute("pixelAspectRatio", "float", BitConverter.GetBytes(1f));
        Attribute("screenWindowCenter", "v2f", new byte[8]);
        Attribute("screenWindowWidth", "float", BitConverter.GetBytes(1f));
        foreach ((string name, string value) in attributes) Attribute(name, "string", Encoding.UTF8.GetBytes(value));
        head.WriteByte(0);

        void Attribute(string name, string kind, byte[] value) {
            head.Write(Encoding.ASCII.GetBytes($"{name}\0{kind}\0"));
            head.Write(Ints(value.Length));
            head.Write(value);
        }
    }

    private static byte[] Ints(params ReadOnlySpan<int> values) {
        var bytes = new byte[4 * values.Length];
        for (int i = 0; i < values.Length; i++) BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4 * i), values[i]);
        return bytes;
    }

    /// <summary>Returns the size of a component in bytes.</summary>
    internal static int SizeOf(PixelType type) => type switch {
        PixelType.UInt8 => 1,
        PixelType.UInt16 or PixelType.Half => 2,
        _ => 4,
    };
}
