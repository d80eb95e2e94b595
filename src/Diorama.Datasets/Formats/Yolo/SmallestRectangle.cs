using Diorama.Core.Images;

namespace Diorama.Datasets.Formats.Yolo;

/// <summary>
/// Computes the rectangle of smallest area around the pixels of a mask; one of its sides lies on a side of their convex hull (Freeman and
/// Shapira 1975).
/// </summary>
internal static class SmallestRectangle {
    /// <summary>Returns x, y of the four corners, clockwise in the image.</summary>
    /// <exception cref="ArgumentException">The mask is empty.</exception>
    public static double[] Around(Image<byte> mask) {
        (int X, int Y)[] hull = Hull(mask);
        double least = double.PositiveInfinity;
        double[] best = [];
        for (int i = 0; i < hull.Length; i++) {
            (int x, int y) = (hull[(i + 1) % hull.Length].X - hull[i].X, hull[(i + 1) % hull.Length].Y - hull[i].Y);
            double length = Math.Sqrt((double)x * x + (double)y * y), ux = x / length, uy = y / length;
            (double u0, double u1, double v0, double v1) = (double.PositiveInfinity, double.NegativeInfinity, double.PositiveInfinity,
                double.NegativeInfinity);
            foreach (var p in hull) {
                double u = p.X * ux + p.Y * uy, v = p.Y * ux - p.X * uy;
                (u0, u1, v0, v1) = (Math.Min(u0, u), Math.Max(u1, u), Math.Min(v0, v), Math.Max(v1, v));
            }
            double area = (u1 - u0) * (v1 - v0);
            // Rectangles of equal area differ only by rounding; the first is kept.
            if (area >= least * (1 - 1e-9)) continue;
            least = area;
            best = [u0 * ux - v0 * uy, u0 * uy + v0 * ux, u1 * ux - v0 * uy, u1 * uy + v0 * ux, u1 * ux - v1 * uy, u1 * uy + v1 * ux,
                u0 * ux - v1 * uy, u0 * uy + v1 * ux];
        }
        return best;
    }

    /// <summary>Convex hull of the corners of the mask's pixels, clockwise in the image (Andrew 1979).</summary>
    private static (int X, int Y)[] Hull(Image<byte> mask) {
        var left = new List<(int X, int Y)>();
        var right = new List<(int X, int Y)>();
        for (int y = 0; y < mask.Height; y++) {
            ReadOnlySpan<byte> row = mask.Row(y);
            int first = row.IndexOfAnyExcept((byte)0), last = row.LastIndexOfAnyExcept((byte)0);
            if (first < 0) continue;
            for (int edge = y; edge <= y + 1; edge++) {
                Extend(left, (first, edge), 1);
                Extend(right, (last + 1, edge), -1);
            }
        }
        if (left.Count == 0) throw new ArgumentException("the mask is empty", nameof(mask));
        left.Reverse();
        return [.. right, .. left];
    }

    /// <summary>Adds a point below the previous ones to one side of the hull.</summary>
    private static void Extend(List<(int X, int Y)> side, (int X, int Y) p, int sign) {
        if (side.Count > 0 && side[^1].Y == p.Y) {
            if (sign * (p.X - side[^1].X) >= 0) return;
            side.RemoveAt(side.Count - 1);
        }
        while (side.Count > 1) {
            (int ax, int ay) = (side[^1].X - side[^2].X, side[^1].Y - side[^2].Y);
            if (sign * ((long)ax * (p.Y - side[^1].Y) - (long)ay * (p.X - side[^1].X)) < 0) break;
            side.RemoveAt(side.Count - 1);
        }
        side.Add(p);
    }
}
