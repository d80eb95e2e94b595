using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Diorama.Core.Images;

/// <summary>
/// Writes plain EXR files: one part, scan lines, ZIP over blocks of 16 lines (openexr.com, "OpenEXR File Layout"). It gives what the library gives
/// but compresses at its fastest level, a multiple faster for a few per cent of size: a frame of a dataset has a dozen of these.
/// </summary>
internal static class ExrScanlines {
    private const int BlockLines = 16;
    private const byte ZipCompression = 3;

    /// <summary>Values of one channel of one line.</summary>
    internal delegate void ChannelOfLine(int y, int channel, Span<float> values);

    /// <param name="path">Where the file appears, whole.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="channels">In alphabetical order, as the format wants them; all of one type.</param>
    /// <param name="type">Half or Float.</param>
    /// <param name="line">Asked for each channel of each line, once.</param>
    internal static void Write(string path, int width, int height, string channels, PixelType type, ChannelOfLine line) {
        if (type is not (PixelType.Half or PixelType.Float)) throw new ArgumentException("EXR holds half or float", nameof(type));
        int planeBytes = width * ImageEncoder.SizeOf(type), lineBytes = planeBytes * channels.Length, blocks = (height + BlockLines - 1) / BlockLines;
        byte[] raw = ArrayPool<byte>.Shared.Rent(BlockLines * lineBytes), split = ArrayPool<byte>.Shared.Rent(raw.Length);
        AtomicFile.WriteStream(path, stream => {
            Header(stream, width, height, channels, type);
            long table = stream.Position;
            var offsets = new byte[8 * blocks];
            // The table of offsets comes before the blocks, whose sizes are known after.
            stream.Write(offsets);
            using var packed = new MemoryStream();
            var values = new float[width];
            Span<byte> numbers = stackalloc byte[8];
            for (int b = 0; b < blocks; b++) {
                int y0 = b * BlockLines, lines = Math.Min(BlockLines, height - y0), bytes = lines * lineBytes;
                for (int plane = 0; plane < lines * channels.Length; plane++) {
                    line(y0 + plane / channels.Length, plane % channels.Length, values);
                    Span<byte> target = raw.AsSpan(plane * planeBytes, planeBytes);
                    if (type == PixelType.Half) HalfFloats.Convert(values, MemoryMarshal.Cast<byte, Half>(target));
                    else MemoryMarshal.AsBytes(values.AsSpan()).CopyTo(target);
                }
                Split(raw.AsSpan(0, bytes), split);
                packed.SetLength(0);
                using (var zip = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true)) zip.Write(split, 0, bytes);
                // What does not become smaller is stored as it is.
                ReadOnlySpan<byte> block = packed.Length < bytes ? packed.GetBuffer().AsSpan(0, (int)packed.Length) : raw.AsSpan(0, bytes);
                BinaryPrimitives.WriteInt64LittleEndian(offsets.AsSpan(8 * b), stream.Position);
                BinaryPrimitives.WriteInt32LittleEndian(numbers, y0);
                BinaryPrimitives.WriteInt32LittleEndian(numbers[4..], block.Length);
                stream.Write(numbers);
                stream.Write(block);
            }
            stream.Position = table;
            stream.Write(offsets);
        });
        ArrayPool<byte>.Shared.Return(raw);
        ArrayPool<byte>.Shared.Return(split);
    }

    /// <summary>Even bytes first, then odd ones, each as the difference to the one before: what ZIP finds easier.</summary>
    private static void Split(ReadOnlySpan<byte> raw, Span<byte> split) {
        int half = (raw.Length + 1) / 2, i = 0;
        // 32 bytes at a time; the first byte and the last few one by one.
        for (; 2 * i <= raw.Length - 32; i += 16) {
            Vector128<ushort> a = Vector128.Create(raw.Slice(2 * i, 16)).AsUInt16(), b = Vector128.Create(raw.Slice(2 * i + 16, 16)).AsUInt16();
            Vector128.Narrow(a & Vector128.Create((ushort)0xFF), b & Vector128.Create((ushort)0xFF)).CopyTo(split[i..]);
            Vector128.Narrow(a >>> 8, b >>> 8).CopyTo(split[(half + i)..]);
        }
        for (i *= 2; i < raw.Length; i++) split[(i & 1) == 0 ? i / 2 : half + i / 2] = raw[i];
        // From the end, so that the byte before is still the original.
        for (i = raw.Length - 16; i >= 1; i -= 16) {
            (Vector128.Create(split.Slice(i, 16)) - Vector128.Create(split.Slice(i - 1, 16)) + Vector128.Create((byte)128)).CopyTo(split[i..]);
        }
        for (i += 15; i >= 1; i--) split[i] = (byte)(split[i] - split[i - 1] + 128);
    }

    private static void Header(Stream head, int width, int height, string channels, PixelType type) {
        // Magic number, version 2.
        head.Write([0x76, 0x2F, 0x31, 0x01, 2, 0, 0, 0]);
        using var list = new MemoryStream();
        foreach (char channel in channels) {
            list.Write([(byte)channel, 0]);
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
