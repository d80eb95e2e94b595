using Diorama.Core.Images;
using Diorama.Rendering.Textures;

namespace Diorama.Rendering.SceneFiles.Surfaces;

/// <summary>
/// Joins metallic and roughness images: a material has one image, roughness in G and metallic in B; other formats have a grey image for
/// each.
/// </summary>
internal static class MetallicRoughnessImage {
    /// <summary>
    /// Joins two images (their first channels) in the size of the larger one, nearest texel; an image that is null counts as white.
    /// </summary>
    /// <param name="roughness">Roughness image, or null.</param>
    /// <param name="metallic">Metallic image, or null.</param>
    /// <param name="curve">Table of 256 entries: the roughness for each value of the first image; null uses the values as they are.</param>
    public static Texture Join(Texture? roughness, Texture? metallic, byte[]? curve = null) {
        Texture named = roughness ?? metallic ?? throw new ArgumentNullException(nameof(roughness));
        using var first = roughness?.Open();
        using var second = metallic?.Open();
        byte[] rough = first?.ReadBytes() ?? [], metal = second?.ReadBytes() ?? [];
        int width = Math.Max(first?.Width ?? 0, second?.Width ?? 0), height = Math.Max(first?.Height ?? 0, second?.Height ?? 0);
        byte At(ImageReader? image, byte[] texels, int x, int y) =>
            image is null ? byte.MaxValue
            : texels[((int)((long)y * image.Height / height) * image.Width + (int)((long)x * image.Width / width)) * image.Channels];

        var pixels = new byte[3 * width * height];
        for (int y = 0, write = 0; y < height; y++) {
            for (int x = 0; x < width; x++, write += 3) {
                byte value = At(first, rough, x, y);
                (pixels[write], pixels[write + 1], pixels[write + 2]) = (byte.MaxValue, curve?[value] ?? value, At(second, metal, x, y));
            }
        }
        return new() {
            Name = named.Name, Source = $"{named.Source}+roughness.png", Encoded = PngEncoder.Encode(width, height, 3, pixels),
            WrapU = named.WrapU, WrapV = named.WrapV,
        };
    }
}
