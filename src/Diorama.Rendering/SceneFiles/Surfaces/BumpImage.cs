using System.Numerics;
using Diorama.Core.Images;
using Diorama.Rendering.Textures;

namespace Diorama.Rendering.SceneFiles.Surfaces;

/// <summary>Converts bump maps: some are normal maps under another name, the others are heights, from which normals are computed.</summary>
internal static class BumpImage {
    /// <summary>
    /// Height of white above black with a multiplier of 1, as a fraction of the image's width: the formats do not define it.
    /// </summary>
    private const float Relief = 0.01f;

    /// <summary>
    /// Whether nearly all texels are unit vectors that point out of the surface; many exporters write normal maps as map_Bump.
    /// </summary>
    public static bool IsNormalMap(Texture texture) {
        using var reader = texture.Open();
        if (reader.Channels < 3) return false;
        var (r, g, b) = reader.ColorChannels();
        byte[] texels = reader.ReadBytes();
        int units = 0, count = reader.Width * reader.Height;
        for (int at = 0; at < texels.Length; at += reader.Channels) {
            var n = new Vector3(texels[at + r], texels[at + g], texels[at + b]) * (2 / 255f) - Vector3.One;
            if (n.Z > 0 && MathF.Abs(n.Length() - 1) < 0.15f) units++;
        }
        return units > 0.9 * count;
    }

    /// <summary>
    /// Computes tangent-space normals (glTF 2.0 section 3.9.3: green up the image) from heights, which are the mean of the colour channels.
    /// </summary>
    public static Texture Normals(Texture heights, float multiplier) {
        using var reader = heights.Open();
        int width = reader.Width, height = reader.Height, channels = reader.Channels;
        var (r, g, b) = reader.ColorChannels();
        ushort[] texels = reader.ReadUInt16();
        int Texel(int x, int y) {
            int at = (y * width + x) * channels;
            return texels[at + r] + texels[at + g] + texels[at + b];
        }
        static int Within(int i, int size, TextureWrap wrap) =>
            i >= 0 && i < size ? i : wrap == TextureWrap.Repeat ? (i + size) % size : Math.Clamp(i, 0, size - 1);

        // Factor from a difference over two texels to a slope; height and length are both measured in widths of the image.
        float slope = multiplier * Relief * width / (2 * 3 * ushort.MaxValue);
        var pixels = new byte[3 * width * height];
        for (int y = 0, write = 0; y < height; y++) {
            int above = Within(y - 1, height, heights.WrapV), below = Within(y + 1, height, heights.WrapV);
            for (int x = 0; x < width; x++, write += 3) {
                int left = Within(x - 1, width, heights.WrapU), right = Within(x + 1, width, heights.WrapU);
                var n = Vector3.Normalize(new(slope * (Texel(left, y) - Texel(right, y)), slope * (Texel(x, below) - Texel(x, above)), 1));
                for (int c = 0; c < 3; c++) pixels[write + c] = (byte)MathF.Round((n[c] + 1) * 127.5f);
            }
        }
        return new() {
            Name = heights.Name, Source = $"{heights.Source}+normals.png", Encoded = PngEncoder.Encode(width, height, 3, pixels),
            WrapU = heights.WrapU, WrapV = heights.WrapV,
        };
    }
}
