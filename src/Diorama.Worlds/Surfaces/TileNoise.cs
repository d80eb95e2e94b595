using System.Numerics;
using System.Runtime.CompilerServices;

namespace Diorama.Worlds.Surfaces;

/// <summary>
/// Periodic random functions of the plane: the lattice wraps around after a whole number of cells. Values are hashed from lattice points
/// (no tables), so that every pattern is a pure function of its seed.
/// </summary>
internal static class TileNoise {
    /// <summary>Returns a random number in [0, 1) for a lattice point.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Hash(int x, int y, uint seed) {
        // Bit mixing "lowbias32" by Wellons 2018.
        uint h = (uint)x * 0x8DA6B343u ^ (uint)y * 0xD8163841u ^ seed * 0xCB1AB31Fu;
        h = (h ^ h >> 16) * 0x7FEB352Du;
        h = (h ^ h >> 15) * 0x846CA68Bu;
        return ((h ^ h >> 16) >> 8) * (1f / (1 << 24));
    }

    /// <summary>Computes smooth noise in [0, 1), with one cell per unit.</summary>
    /// <param name="p">Position in cells.</param>
    /// <param name="periodX">Number of cells in x after which the noise repeats; at least 1.</param>
    /// <param name="periodY">Number of cells in y after which the noise repeats; at least 1.</param>
    /// <param name="seed">Seed of the pattern.</param>
    public static float Value(Vector2 p, int periodX, int periodY, uint seed) {
        float fx = MathF.Floor(p.X), fy = MathF.Floor(p.Y), u = Fade(p.X - fx), v = Fade(p.Y - fy);
        int x0 = Wrap((int)fx, periodX), y0 = Wrap((int)fy, periodY), x1 = x0 + 1 == periodX ? 0 : x0 + 1,
            y1 = y0 + 1 == periodY ? 0 : y0 + 1;
        float lower = float.Lerp(Hash(x0, y0, seed), Hash(x1, y0, seed), u), upper = float.Lerp(Hash(x0, y1, seed), Hash(x1, y1, seed), u);
        return float.Lerp(lower, upper, v);
    }

    /// <summary>Computes the sum of octaves of <see cref="Value"/>, each twice as fine and half as strong, in [0, 1) around 0.5.</summary>
    public static float Clouds(Vector2 p, int periodX, int periodY, int octaves, uint seed) {
        float sum = 0, weight = 0.5f, total = 0;
        for (int i = 0; i < octaves; i++) {
            sum += weight * Value(p, periodX, periodY, seed + (uint)i);
            total += weight;
            weight *= 0.5f;
            (p, periodX, periodY) = (p * 2, periodX * 2, periodY * 2);
        }
        return sum / total;
    }

    /// <summary>
    /// Computes the distances in cells to the nearest and second nearest of random points, one in each cell (Worley 1996), and a random
    /// number in [0, 1) of the nearest.
    /// </summary>
    public static (float Nearest, float Second, float Id) Cells(Vector2 p, int periodX, int periodY, uint seed) {
        int x = (int)MathF.Floor(p.X), y = (int)MathF.Floor(p.Y);
        float nearest = 9, second = 9, id = 0;
        for (int j = y - 1; j <= y + 1; j++) {
            for (int i = x - 1; i <= x + 1; i++) {
                int wx = Wrap(i, periodX), wy = Wrap(j, periodY);
                var point = new Vector2(i + Hash(wx, wy, seed), j + Hash(wx, wy, seed + 1));
                float d = Vector2.DistanceSquared(p, point);
                if (d < nearest) (nearest, second, id) = (d, nearest, Hash(wx, wy, seed + 2));
                else if (d < second) second = d;
            }
        }
        return (MathF.Sqrt(nearest), MathF.Sqrt(second), id);
    }

    /// <summary>Smooth step: 0 below a, 1 above b, smooth between.</summary>
    public static float Step(float a, float b, float x) => Fade3(Math.Clamp((x - a) / (b - a), 0, 1));

    public static int Wrap(int i, int period) {
        if ((uint)i < (uint)period) return i;
        int r = i % period;
        return r < 0 ? r + period : r;
    }

    private static float Fade(float t) => t * t * t * (t * (t * 6 - 15) + 10);

    private static float Fade3(float t) => t * t * (3 - 2 * t);
}
