using Diorama.Core.Images;
using Diorama.Rendering.Textures;

namespace Diorama.Rendering.SceneFiles.Surfaces;

/// <summary>Alpha of colour images: tests for alpha, and joins a separate opacity image (map_d) to a colour image.</summary>
internal static class CutOutImage {
    public static bool HasAlpha(Texture texture) {
        using var reader = texture.Open();
        return reader.AlphaChannel >= 0;
    }

    /// <summary>
    /// Creates an RGBA image of the size of <paramref name="opacity"/>, 8-bit PNG: colour from <paramref name="color"/> (nearest texel;
    /// white if null), alpha from the opacity image's alpha if it has one, else from its first channel.
    /// </summary>
    public static Texture Join(Texture? color, Texture opacity) {
        using var mask = opacity.Open();
        byte[] alpha = mask.ReadBytes();
        int channel = Math.Max(mask.AlphaChannel, 0), width = mask.Width, height = mask.Height;
        using var colors = color?.Open();
        byte[] rgb = colors?.ReadBytes() ?? [];
        var (r, g, b) = colors?.ColorChannels() ?? default;

        var pixels = new byte[height * 4 * width];
        for (int y = 0, write = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (colors is null) {
                    pixels.AsSpan(write, 3).Fill(255);
                } else {
                    int at = (int)((long)y * colors.Height / height * colors.Width + (long)x * colors.Width / width) * colors.Channels;
                    (pixels[write], pixels[write + 1], pixels[write + 2]) = (rgb[at + r], rgb[at + g], rgb[at + b]);
                }
                pixels[write + 3] = alpha[(y * width + x) * mask.Channels + channel];
                write += 4;
            }
        }
        string name = $"{(color ?? opacity).Name}+{opacity.Name}";
        return new() {
            Name = name, Source = $"{opacity.Source}+alpha.png", Encoded = PngEncoder.Encode(width, height, 4, pixels),
            WrapU = (color ?? opacity).WrapU, WrapV = (color ?? opacity).WrapV,
        };
    }
}
