using System.Numerics;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Rendering.Textures;

namespace Diorama.Worlds.Surfaces;

/// <summary>Values of a pattern at one point.</summary>
/// <param name="Color">Colour in linear Rec.709; multiplied by a material's base colour.</param>
/// <param name="Roughness">Roughness, 0 to 1.</param>
/// <param name="Height">Displacement along the normal, metres.</param>
internal readonly record struct SurfacePoint(Vector3 Color, float Roughness, float Height);

/// <summary>
/// A pattern that repeats after <see cref="Size"/> metres, as a function of the position in metres (x to the right, y down the image).
/// </summary>
internal interface ISurfacePattern {
    /// <summary>Width and height of the repeating part, metres.</summary>
    Vector2 Size { get; }
    int Width { get; }
    int Height { get; }
    SurfacePoint At(Vector2 place);
}

/// <summary>Textures of a pattern: colour, roughness (in G) and tangent-space normals, shared by all materials that use them.</summary>
internal sealed class SurfaceMaps {
    /// <summary>Width and height after which the textures repeat, metres.</summary>
    public required Vector2 Size { get; init; }
    public required Texture Color { get; init; }
    public required Texture Roughness { get; init; }
    public required Texture Normal { get; init; }
    /// <summary>Mean colour, linear Rec.709.</summary>
    public required Vector3 Mean { get; init; }

    public static SurfaceMaps Paint(string name, ISurfacePattern pattern) {
        int width = pattern.Width, height = pattern.Height;
        Vector2 texel = pattern.Size / new Vector2(width, height);
        byte[] color = new byte[3 * width * height], roughness = new byte[3 * width * height], normal = new byte[3 * width * height];
        var relief = new float[width * height];
        var rows = new Vector3[height];
        Parallel.For(0, height, y => {
            Vector3 sum = Vector3.Zero;
            for (int x = 0; x < width; x++) {
                SurfacePoint point = pattern.At(new Vector2(x + 0.5f, y + 0.5f) * texel);
                int i = y * width + x;
                relief[i] = point.Height;
                Rgb(color, i, SRgb.ToByte(point.Color.X), SRgb.ToByte(point.Color.Y), SRgb.ToByte(point.Color.Z));
                Rgb(roughness, i, 255, Byte(point.Roughness), 0);
                sum += point.Color;
            }
            rows[y] = sum / width;
        });
        Parallel.For(0, height, y => {
            int above = (y + height - 1) % height * width, below = (y + 1) % height * width;
            for (int x = 0; x < width; x++) {
                float dx = relief[y * width + (x + 1) % width] - relief[y * width + (x + width - 1) % width],
                    dy = relief[above + x] - relief[below + x];
                Vector3 n = Vector3.Normalize(new(-dx / (2 * texel.X), -dy / (2 * texel.Y), 1)) * 0.5f + new Vector3(0.5f);
                Rgb(normal, y * width + x, Byte(n.X), Byte(n.Y), Byte(n.Z));
            }
        });
        Vector3 mean = Vector3.Zero;
        foreach (Vector3 row in rows) mean += row / height;
        return Of(name, pattern.Size, mean, Encode(color), Encode(roughness), Encode(normal));

        byte[] Encode(byte[] pixels) => PngEncoder.Encode(width, height, 3, pixels);
    }

    /// <summary>Creates the maps from textures that are already computed, as PNG files.</summary>
    public static SurfaceMaps Of(string name, Vector2 size, Vector3 mean, byte[] color, byte[] roughness, byte[] normal) {
        return new() { Size = size, Mean = mean, Color = Picture("color", color), Roughness = Picture("roughness", roughness),
            Normal = Picture("normal", normal) };

        Texture Picture(string what, byte[] png) => new() { Name = $"{name} {what}", Source = $"{name} {what}.png", Encoded = png };
    }

    private static void Rgb(byte[] into, int pixel, byte r, byte g, byte b) =>
        (into[3 * pixel], into[3 * pixel + 1], into[3 * pixel + 2]) = (r, g, b);

    private static byte Byte(float value) => (byte)(Math.Clamp(value, 0, 1) * 255 + 0.5f);
}
