using System.Numerics;
using Diorama.Core.Colors;
using Diorama.Core.Images;

namespace Diorama.Rendering.Textures;

/// <summary>Decodes image files to a <see cref="MipPyramid"/>.</summary>
public static class TextureDecoder {
    /// <param name="texture">Image file, or embedded bytes.</param>
    /// <param name="meaning">
    /// Meaning of the texels: SRgb means that integer files hold encoded colour; float files are always linear.
    /// </param>
    /// <exception cref="Core.BadInputException">The image is missing, unreadable or not an image.</exception>
    public static MipPyramid Decode(Texture texture, TexelMeaning meaning) {
        ArgumentNullException.ThrowIfNull(texture);
        using var reader = texture.Encoded == null ? ImageReader.Open(texture.Source) : ImageReader.Open(texture.Source, texture.Encoded);
        // Without an alpha channel there is nothing to weight by.
        if (reader.AlphaChannel < 0) meaning &= ~TexelMeaning.Coverage;
        return reader.PixelType == PixelType.UInt8 ? Bytes(reader, meaning) : Floats(reader, meaning);
    }

    private static MipPyramid Bytes(ImageReader reader, TexelMeaning meaning) {
        byte[] source = reader.ReadBytes();
        var (r, g, b) = reader.ColorChannels();
        int alpha = reader.AlphaChannel, stride = reader.Channels;
        var texels = new uint[reader.Width * reader.Height];
        for (int i = 0, at = 0; i < texels.Length; i++, at += stride) {
            uint a = alpha < 0 ? 255u : source[at + alpha];
            texels[i] = source[at + r] | (uint)source[at + g] << 8 | (uint)source[at + b] << 16 | a << 24;
        }
        return new(reader.Width, reader.Height, texels, meaning);
    }

    private static MipPyramid Floats(ImageReader reader, TexelMeaning meaning) {
        float[] source = reader.ReadFloats();
        var (r, g, b) = reader.ColorChannels();
        int alpha = reader.AlphaChannel, stride = reader.Channels;
        bool encoded = meaning.HasFlag(TexelMeaning.SRgb) && reader.PixelType is PixelType.UInt16 or PixelType.UInt32;
        var texels = new Vector4[reader.Width * reader.Height];
        for (int i = 0, at = 0; i < texels.Length; i++, at += stride) {
            float a = alpha < 0 ? 1 : source[at + alpha];
            var color = new Vector3(source[at + r], source[at + g], source[at + b]);
            if (reader.AssociatedAlpha && a > 0) color /= a;
            if (encoded) color = SRgb.ToLinear(color);
            // One texel that is not finite would spoil every coarser level.
            texels[i] = float.IsFinite(color.X + color.Y + color.Z + a) ? new(color, a) : Vector4.Zero;
        }
        return new(reader.Width, reader.Height, texels, meaning);
    }
}
