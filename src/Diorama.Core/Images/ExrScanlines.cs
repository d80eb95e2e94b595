using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Diorama.Core.Images;

/// <summary>
/// Writes plain EXR files: one part, scan lines, ZIP over blocks of 16 lines (openexr.com, "OpenEXR File Layout"). It gives what the library gives
/// but compresses at its fastest level, a multiple faster for a few per cent of size: a frame of a dataset has a dozen of these.
/// </summary>
internal static class ExrScanlines {
    private const int BlockLines = 16;
    private const byte ZipCompression = 3;

    /// <param name="path">Where the file appears, whole.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="channels">In alphabetical order, as the format wants them; all of one type.</param>
    /// <param name="type">Half, Float or UInt32.</param>
    /// <param name="line">Writes the bytes of a line: each channel's values after the other's.</param>
    internal static void Write(string path, int width, int height, string channels, PixelType type, Action<int, Memory<byte>> line) {
        int lineBytes = width * channels.Length * ImageEncoder.SizeOf(type), blocks = (height + BlockLines - 1) / BlockLines;
        AtomicFile.WriteStream(path, stream => {
            using var head = new MemoryStream();
            Header(head, width, height, channels, type);
            long offset = head.Length + 8L * blocks;
            var offsets = new byte[8 * blocks];
            using var body = new MemoryStream();
            byte[] raw = new byte[BlockLines * lineBytes], split = new byte[raw.Length];
            Span<byte> numbers = stackalloc byte[8];
            for (int b = 0; b < blocks; b++) {
                int y0 = b * BlockLines, lines = Math.Min(BlockLines, height - y0), bytes = lines * lineBytes;
                for (int y = 0; y < lines; y++) line(y0 + y, raw.AsMemory(y * lineBytes, lineBytes));
                BinaryPrimitives.WriteInt64LittleEndian(offsets.AsSpan(8 * b), offset + body.Length);
                long start = body.Length;
                BinaryPrimitives.WriteInt32LittleEndian(numbers, y0);
                body.Write(numbers);
                Split(raw.AsSpan(0, bytes), split);
                using (var zip = new ZLibStream(body, CompressionLevel.Fastest, leaveOpen: true)) zip.Write(split, 0, bytes);
                int size = (int)(body.Length - start - 8);
                // What does not become smaller is stored as it is.
                if (size >= bytes) {
                    body.SetLength(start + 8);
                    body.Position = start + 8;
                    body.Write(raw, 0, bytes);
                    size = bytes;
                }
                body.Position = start + 4;
                BinaryPrimitives.WriteInt32LittleEndian(numbers, size);
                body.Write(numbers[..4]);
                body.Position = body.Length;
            }
            head.WriteTo(stream);
            stream.Write(offsets);
            body.WriteTo(stream);
        });
    }

    /// <summary>Even bytes first, then odd ones, each as the difference to the one before: what ZIP finds easier.</summary>
    private static void Split(ReadOnlySpan<byte> raw, Span<byte> split) {
        int half = (raw.Length + 1) / 2, previous = 0;
        for (int i = 0; i < raw.Length; i++) {
            int at = i < half ? 2 * i : 2 * (i - half) + 1;
            split[i] = (byte)(i == 0 ? raw[0] : raw[at] - previous + 128);
            previous = raw[at];
        }
    }

    private static void Header(MemoryStream head, int width, int height, string channels, PixelType type) {
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
