using System.Numerics;
using Diorama.Core.Images;

namespace Diorama.Benchmarks.Pictures;

/// <summary>How far pictures of the same scene are apart.</summary>
public static class ImageError {
    /// <summary>
    /// Relative mean square error: mean over pixels and channels of (I − R)² / (R² + 0.01 · mean(R)²). <paramref name="trimmed"/>
    /// is the same without the worst thousandth of the pixels, which single bright samples cannot dominate.
    /// </summary>
    public static double RelativeMse(Image<Vector3> image, Image<Vector3> reference, out double trimmed) {
        double floor = Mean(reference);
        floor = 0.01 * floor * floor;
        var errors = new double[image.Pixels.Length];
        for (int k = 0; k < errors.Length; k++) {
            Vector3 i = image.Pixels[k], r = reference.Pixels[k];
            errors[k] = (Term(i.X, r.X) + Term(i.Y, r.Y) + Term(i.Z, r.Z)) / 3;
        }
        Array.Sort(errors);
        trimmed = errors.Take(errors.Length - errors.Length / 1000).Average();
        return errors.Average();

        double Term(double i, double r) => (i - r) * (i - r) / (r * r + floor);
    }

    /// <summary>Of all pixels and channels.</summary>
    public static double Mean(Image<Vector3> image) {
        double sum = 0;
        foreach (var v in image.Pixels) sum += (double)v.X + v.Y + v.Z;
        return sum / (3 * image.Pixels.Length);
    }

    /// <summary>
    /// Mean over 8×8 blocks and channels of |a − b|, relative to the mean of both pictures: noise averages out, bias does not.
    /// </summary>
    public static double BlockDifference(Image<Vector3> a, Image<Vector3> b) {
        const int size = 8;
        double sum = 0;
        int blocks = 0;
        for (int y = 0; y < a.Height; y += size) {
            for (int x = 0; x < a.Width; x += size, blocks++) {
                Vector3 d = Vector3.Abs(Block(a, x, y, size) - Block(b, x, y, size));
                sum += ((double)d.X + d.Y + d.Z) / 3;
            }
        }
        return sum / blocks / (0.5 * (Mean(a) + Mean(b)));
    }

    private static Vector3 Block(Image<Vector3> image, int x0, int y0, int size) {
        Vector3 sum = default;
        int x1 = Math.Min(x0 + size, image.Width), y1 = Math.Min(y0 + size, image.Height);
        for (int y = y0; y < y1; y++) {
            for (int x = x0; x < x1; x++) sum += image[x, y];
        }
        return sum / ((x1 - x0) * (y1 - y0));
    }

    /// <summary>
    /// Signed relative difference of 8×8 blocks for looking at: white where equal, red where <paramref name="a"/> is brighter, blue where
    /// darker; full at 20 %.
    /// </summary>
    public static Image<Vector3> DifferencePicture(Image<Vector3> a, Image<Vector3> b) {
        var picture = new Image<Vector3>(a.Width, a.Height);
        float floor = 0.05f * (float)Mean(b);
        for (int y = 0; y < a.Height; y++) {
            for (int x = 0; x < a.Width; x++) {
                Vector3 p = Block(a, x & ~7, y & ~7, 8), q = Block(b, x & ~7, y & ~7, 8);
                float d = Math.Clamp(5 * Vector3.Dot(p - q, Vector3.One) / (Vector3.Dot(q, Vector3.One) + 3 * floor), -1, 1);
                picture[x, y] = d > 0 ? new(1, 1 - d, 1 - d) : new(1 + d, 1 + d, 1);
            }
        }
        return picture;
    }
}
