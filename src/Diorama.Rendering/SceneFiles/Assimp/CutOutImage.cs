using System.Buffers.Binary;
using System.IO.Compression;
using Diorama.Core.Images;
using Diorama.Rendering.Textures;

namespace Diorama.Rendering.SceneFiles.Assimp;

/// <summary>Alpha of colour images: whether there is any, and joining a separate opacity image (map_d) to a colour image.</summary>
internal static class CutOutImage {
    public static bool HasAlpha(Texture texture) {
        using var reader = Open(texture);
        return reader.AlphaChannel >= 0;
    }

    /// <summary>
    /// An RGBA image of <paramref name="opacity"/>'s size, 8 bits, PNG: colour from <paramref name="color"/> (nearest texel; white when
    /// null), alpha from the opacity image's alpha if it has one, else from its first channel.
    /// </summary>
    public static Texture Join(Texture? color, Texture opacity) {
        using var mask = Open(opacity);
        byte[] alpha = mask.ReadBytes();
        int channel = Math.Max(mask.AlphaChannel, 0), width = mask.Width, height = mask.Height;
        using var colors = color is null ? null : Open(color);
        byte[] rgb = colors?.ReadBytes() ?? [];
        var (r, g, b) = colors?.ColorChannels() ?? default;

        var rows = new byte[height * (1 + 4 * width)];
        for (int y = 0, write = 0; y < height; y++) {
            rows[write++] = 0;
            for (int x = 0; x < width; x++) {
                if (colors is null) {
                    rows.AsSpan(write, 3).Fill(255);
                } else {
                    int at = (int)((long)y * colors.Height / height * colors.Width + (long)x * colors.Width / width) * colors.Channels;
                    (rows[write], rows[write + 1], rows[write + 2]) = (rgb[at + r], rgb[at + g], rgb[at + b]);
                }
                rows[write + 3] = alpha[(y * width + x) * mask.Channels + channel];
                write += 4;
            }
        }
        string name = $"{(color ?? opacity).Name}+{opacity.Name}";
        return new() {
            Name = name, Source = $"{opacity.Source}+alpha.png", Encoded = Png(width, height, rows),
            WrapU = (color ?? opacity).WrapU, WrapV = (color ?? opacity).WrapV,
        };
    }

    private static ImageReader Open(Texture texture) =>
        texture.Encoded is { } bytes ? ImageReader.Open(texture.Source, bytes) : ImageReader.Open(texture.Source);

    /// <summary>PNG (ISO/IEC 15948), RGBA of 8 bits, rows each led by filter type 0.</summary>
    private static byte[] Png(int width, int height, byte[] rows) {
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 6);
        Chunk(file, "IHDR"u8, header);
        using (var data = new MemoryStream()) {
            using (var zlib = new ZLibStream(data, CompressionLevel.Fastest, leaveOpen: true)) zlib.Write(rows);
            Chunk(file, "IDAT"u8, data.ToArray());
        }
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static void Chunk(MemoryStream file, ReadOnlySpan<byte> kind, ReadOnlySpan<byte> data) {
        byte[] body = [.. kind, .. data];
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(body));
        file.Write(number);
    }

    private static uint Crc(ReadOnlySpan<byte> bytes) {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes) {
            crc ^= value;
            for (int k = 0; k < 8; k++) crc = (crc >> 1) ^ (0xEDB88320 & (0 - (crc & 1)));
        }
        return ~crc;
    }
}
