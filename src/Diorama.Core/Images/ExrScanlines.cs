using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using Diorama.Core.Files;

namespace Diorama.Core.Images;

/// <summary>
/// Plain EXR files: one part, scan lines, ZIP over blocks of 16 lines (openexr.com, "OpenEXR File Layout"). It gives what the library gives
/// but compresses at its fastest level, a multiple faster for a few per cent of size: a frame of a dataset has a dozen of these.
/// </summary>
internal static class ExrScanlines {
    private const int BlockLines = 16;
    private const byte ZipCompression = 3;

    /// <summary>Values of one channel of one line.</summary>
    internal delegate void ChannelOfLine(int y, int channel, Span<float> values);

    /// <summary>The same as bytes, in the channel's own type.</summary>
    internal delegate void BytesOfLine(int y, int channel, Span<byte> bytes);

    /// <param name="path">Where the file appears, whole.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="channels">In alphabetical order, as the format wants them; all of one type.</param>
    /// <param name="type">Half or Float.</param>
    /// <param name="line">Asked for each channel of each line, once.</param>
    internal static void Write(string path, int width, int height, string channels, PixelType type, ChannelOfLine line) {
        if (type is not (PixelType.Half or PixelType.Float)) throw new ArgumentException("EXR holds half or float", nameof(type));
        var values = new float[width];
        Write(path, width, height, [.. channels.Select(c => (c.ToString(), type))], [], (y, channel, bytes) => {
            line(y, channel, values);
            if (type == PixelType.Half) HalfFloats.Convert(values, MemoryMarshal.Cast<byte, Half>(bytes));
            else MemoryMarshal.AsBytes(values.AsSpan()).CopyTo(bytes);
        }, threads: 1);
    }

    /// <param name="path">Where the file appears, whole.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="channels">In ascending order of their names, as the format wants them.</param>
    /// <param name="attributes">Texts for the header.</param>
    /// <param name="line">Asked for each channel of each line, once; from several threads when there are some.</param>
    /// <param name="threads">Compress blocks side by side, which gives the same bytes.</param>
    internal static void Write(string path, int width, int height, IReadOnlyList<(string Name, PixelType Type)> channels,
        IReadOnlyList<(string Name, string Value)> attributes, BytesOfLine line, int threads) {
        int lineBytes = channels.Sum(c => width * ImageEncoder.SizeOf(c.Type)), blocks = (height + BlockLines - 1) / BlockLines;
        AtomicFile.WriteStream(path, stream => {
            Header(stream, width, height, channels, attributes);
            long table = stream.Position;
            var offsets = new byte[8 * blocks];
            // The table of offsets comes before the blocks, whose sizes are known after.
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
                    int plane = width * ImageEncoder.SizeOf(channels[c].Type);
                    line(y, c, raw.AsSpan(at, plane));
                    at += plane;
                }
            }
            Split(raw.AsSpan(0, bytes), split);
            var packed = new MemoryStream(bytes / 2);
            using (var zip = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true)) zip.Write(split, 0, bytes);
            // What does not become smaller is stored as it is.
            if (packed.Length >= bytes) {
                packed.SetLength(0);
                packed.Write(raw, 0, bytes);
            }
            ArrayPool<byte>.Shared.Return(raw);
            ArrayPool<byte>.Shared.Return(split);
            return packed;
        }
    }

    /// <summary>Even bytes first, then odd ones, each as the difference to the one before: what ZIP finds easier.</summary>
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
        // From the end, so that the byte before is still the original.
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
}
