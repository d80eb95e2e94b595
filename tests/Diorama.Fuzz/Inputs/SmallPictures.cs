using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using Diorama.Core.Colors;
using Diorama.Core.Images;

namespace Diorama.Fuzz.Inputs;

/// <summary>
/// One small picture in every format that textures come in: by the program's own writers, and by bytes where it has none.
/// </summary>
internal static class SmallPictures {
    private const int Width = 8, Height = 4;

    public static void WriteAll(string folder) {
        string At(string name) => Path.Combine(folder, name);
        var color = new Image<Rgb8>(Width, Height);
        var linear = new Image<Vector3>(Width, Height);
        var alpha = new Image<Rgba8>(Width, Height);
        var grey = new Image<ushort>(Width, Height);
        var deep = new Image<Rgb16>(Width, Height);
        var index = new Image<byte>(Width, Height);
        for (int i = 0; i < Width * Height; i++) {
            byte r = (byte)(i * 8), g = (byte)(255 - i * 7), b = (byte)(i % 5 * 50);
            color.Pixels[i] = new(r, g, b);
            alpha.Pixels[i] = new(r, g, b, (byte)(i % 2 * 255));
            linear.Pixels[i] = new Vector3(r, g, b) / 64f;
            grey.Pixels[i] = (ushort)(i * 2000);
            deep.Pixels[i] = new((ushort)(r << 8), (ushort)(g << 8), (ushort)(b << 8));
            index.Pixels[i] = (byte)(i % 4);
        }
        ImageFile.WritePng(At("color.png"), color);
        ImageFile.WritePng(At("alpha.png"), alpha);
        ImageFile.WritePng(At("grey16.png"), grey);
        ImageFile.WritePng(At("deep.png"), deep);
        ImageFile.WritePng(At("palette.png"), index, [new(255, 0, 0), new(0, 255, 0), new(0, 0, 255), new(9, 9, 9)]);
        ImageFile.WriteJpeg(At("color.jpg"), color);
        ImageFile.WriteExr(At("half.exr"), linear);
        ImageFile.WriteExr(At("float.exr"), linear, PixelType.Float);
        File.WriteAllBytes(At("color.tga"), Tga(color));
        File.WriteAllBytes(At("color.bmp"), Bmp(color));
        File.WriteAllBytes(At("color.tif"), Tiff(color));
        File.WriteAllBytes(At("color.gif"), Gif());
        File.WriteAllBytes(At("color.dds"), Dds());
        File.WriteAllBytes(At("color.hdr"), Hdr(linear));
        // One pixel without loss.
        File.WriteAllBytes(At("color.webp"), Convert.FromBase64String("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA=="));
    }

    private static byte[] Tga(Image<Rgb8> image) {
        byte[] bytes = new byte[18 + Width * Height * 3];
        bytes[2] = 2;
        (bytes[12], bytes[14], bytes[16]) = (Width, Height, 24);
        for (int i = 0; i < image.Pixels.Length; i++)
            (bytes[18 + i * 3], bytes[19 + i * 3], bytes[20 + i * 3]) = (image.Pixels[i].B, image.Pixels[i].G, image.Pixels[i].R);
        return bytes;
    }

    private static byte[] Bmp(Image<Rgb8> image) {
        byte[] bytes = new byte[54 + Width * Height * 3];
        "BM"u8.CopyTo(bytes);
        foreach (var (at, value) in (ReadOnlySpan<(int, int)>)[(2, bytes.Length), (10, 54), (14, 40), (18, Width), (22, Height),
            (26, 1 | 24 << 16), (34, Width * Height * 3)]) BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), value);
        for (int i = 0; i < image.Pixels.Length; i++)
            (bytes[54 + i * 3], bytes[55 + i * 3], bytes[56 + i * 3]) = (image.Pixels[i].B, image.Pixels[i].G, image.Pixels[i].R);
        return bytes;
    }

    /// <summary>Little-endian, one strip, not compressed.</summary>
    private static byte[] Tiff(Image<Rgb8> image) {
        (ushort Tag, ushort Type, int Count, int Value)[] tags = [
            (256, 3, 1, Width), (257, 3, 1, Height), (258, 3, 3, 134), (259, 3, 1, 1), (262, 3, 1, 2), (273, 4, 1, 140), (277, 3, 1, 3),
            (278, 3, 1, Height), (279, 4, 1, Width * Height * 3), (284, 3, 1, 1),
        ];
        byte[] bytes = new byte[140 + Width * Height * 3];
        "II*\0"u8.CopyTo(bytes);
        bytes[4] = 8;
        bytes[8] = (byte)tags.Length;
        for (int i = 0; i < tags.Length; i++) {
            Span<byte> entry = bytes.AsSpan(10 + i * 12);
            BinaryPrimitives.WriteUInt16LittleEndian(entry, tags[i].Tag);
            BinaryPrimitives.WriteUInt16LittleEndian(entry[2..], tags[i].Type);
            BinaryPrimitives.WriteInt32LittleEndian(entry[4..], tags[i].Count);
            BinaryPrimitives.WriteInt32LittleEndian(entry[8..], tags[i].Value);
        }
        (bytes[134], bytes[136], bytes[138]) = (8, 8, 8);
        for (int i = 0; i < image.Pixels.Length; i++)
            (bytes[140 + i * 3], bytes[141 + i * 3], bytes[142 + i * 3]) = (image.Pixels[i].R, image.Pixels[i].G, image.Pixels[i].B);
        return bytes;
    }

    /// <summary>Two by two pixels of four colours, codes of three bits and more.</summary>
    private static byte[] Gif() => [
        .. "GIF89a"u8, 2, 0, 2, 0, 0x91, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0, 255, 9, 9, 9, 0x2C, 0, 0, 0, 0, 2, 0, 2, 0, 0, 2, 3, 0x44, 0x34,
        0x05, 0, 0x3B,
    ];

    /// <summary>DXT1, four by four pixels.</summary>
    private static byte[] Dds() {
        byte[] bytes = new byte[128 + 8];
        "DDS "u8.CopyTo(bytes);
        foreach (var (at, value) in (ReadOnlySpan<(int, int)>)[(4, 124), (8, 0x81007), (12, 4), (16, 4), (20, 8), (76, 32), (80, 4),
            (108, 0x1000)]) BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), value);
        "DXT1"u8.CopyTo(bytes.AsSpan(84));
        new byte[] { 0x00, 0xF8, 0xE0, 0x07, 0x1B, 0x1B, 0x1B, 0x1B }.CopyTo(bytes, 128);
        return bytes;
    }

    /// <summary>Radiance's picture of shared exponents, flat.</summary>
    public static byte[] Hdr(Image<Vector3> image) {
        var bytes = new List<byte>(Encoding.ASCII.GetBytes(FormattableString.Invariant(
            $"#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y {image.Height} +X {image.Width}\n")));
        foreach (Vector3 v in image.Pixels) {
            float most = Math.Max(v.X, Math.Max(v.Y, v.Z));
            int exponent = most > 1e-32f ? Math.ILogB(most) + 1 : -128;
            Vector3 scaled = v * MathF.ScaleB(256, -exponent);
            bytes.AddRange([(byte)scaled.X, (byte)scaled.Y, (byte)scaled.Z, (byte)(exponent + 128)]);
        }
        return [.. bytes];
    }
}
