using Diorama.Core.Colors;
using Diorama.Core.Randomness;

namespace Diorama.Gallery;

/// <summary>Textures computed from a function of (u, v) in [0, 1), v downwards, and encoded as PNG as if read from a file.</summary>
internal static class Paint {
    /// <summary>Linear colour, stored as sRGB.</summary>
    public static Texture Color(string name, int size, Func<float, float, Vector3> color) => Encode(name, size, size, (u, v) => {
        Vector3 c = color(u, v);
        return new(SRgb.ToByte(c.X), SRgb.ToByte(c.Y), SRgb.ToByte(c.Z), 255);
    });

    /// <summary>Linear colour and opacity.</summary>
    public static Texture ColorAlpha(string name, int width, int height, Func<float, float, Vector4> color) =>
        Encode(name, width, height, (u, v) => {
        Vector4 c = color(u, v);
        return new(SRgb.ToByte(c.X), SRgb.ToByte(c.Y), SRgb.ToByte(c.Z), Byte(c.W));
    });

    /// <summary>Numbers 0..1, stored as they are.</summary>
    public static Texture Data(string name, int size, Func<float, float, Vector3> data) => Encode(name, size, size, (u, v) => {
        Vector3 d = data(u, v);
        return new(Byte(d.X), Byte(d.Y), Byte(d.Z), 255);
    });

    /// <summary>
    /// The tangent-space normals of a relief: x along +u, y up the image; <paramref name="height"/> in units of the texture's width.
    /// </summary>
    public static Texture Normals(string name, int size, Func<float, float, float> height) => Data(name, size, (u, v) => {
        float step = 0.5f / size;
        float dx = (height(u + step, v) - height(u - step, v)) * size, dy = (height(u, v - step) - height(u, v + step)) * size;
        return (Vector3.Normalize(new(-dx, -dy, 1)) + Vector3.One) / 2;
    });

    private static Texture Encode(string name, int width, int height, Func<float, float, Rgba8> pixel) {
        var image = new Image<Rgba8>(width, height);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) image[x, y] = pixel((x + 0.5f) / width, (y + 0.5f) / height);
        }
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try {
            ImageFile.WritePng(path, image);
            return new() { Name = name, Source = name + ".png", Encoded = File.ReadAllBytes(path) };
        } finally {
            File.Delete(path);
        }
    }

    private static byte Byte(float value) => (byte)(Math.Clamp(value, 0, 1) * 255 + 0.5f);

    /// <summary>Smooth noise in [0, 1] that repeats after <paramref name="period"/> cells in both directions.</summary>
    public static float Noise(float u, float v, int period, uint seed) {
        float x = u * period, y = v * period, fx = x - MathF.Floor(x), fy = y - MathF.Floor(y);
        int ix = (int)MathF.Floor(x), iy = (int)MathF.Floor(y);
        float At(int dx, int dy) {
            int cx = ((ix + dx) % period + period) % period, cy = ((iy + dy) % period + period) % period;
            return Keyed.Start(seed).With((ulong)cx).With((ulong)cy).Generator().NextFloat();
        }
        (fx, fy) = (fx * fx * (3 - 2 * fx), fy * fy * (3 - 2 * fy));
        return float.Lerp(float.Lerp(At(0, 0), At(1, 0), fx), float.Lerp(At(0, 1), At(1, 1), fx), fy);
    }

    /// <summary>
    /// Squared distance to the nearest of points strewn one to a cell, in cells (Worley 1996); repeats like <see cref="Noise"/>.
    /// </summary>
    public static float Cells(float u, float v, int period, uint seed) {
        float x = u * period, y = v * period, nearest = float.PositiveInfinity;
        int ix = (int)MathF.Floor(x), iy = (int)MathF.Floor(y);
        for (int j = iy - 1; j <= iy + 1; j++) {
            for (int i = ix - 1; i <= ix + 1; i++) {
                var random = Keyed.Start(seed).With((ulong)((i % period + period) % period)).With((ulong)((j % period + period) % period))
                    .Generator();
                nearest = MathF.Min(nearest, Vector2.DistanceSquared(new(x, y), new(i + random.NextFloat(), j + random.NextFloat())));
            }
        }
        return nearest;
    }

    /// <summary>Four octaves of <see cref="Noise"/>.</summary>
    public static float Clouds(float u, float v, int period, uint seed) =>
        (8 * Noise(u, v, period, seed) + 4 * Noise(u, v, 2 * period, seed + 1) + 2 * Noise(u, v, 4 * period, seed + 2)
        + Noise(u, v, 8 * period, seed + 3)) / 15;
}
