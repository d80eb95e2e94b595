using Diorama.Core.Images;

namespace Diorama.Datasets.Formats.Coco;

/// <summary>
/// Rasterizes polygons as COCO's clients do (rleFrPoly in maskApi.c of cocoapi): the outline is drawn on a grid five times finer, and its
/// crossings with the centre line of each column decide. For corners on pixel edges the result is exactly the pixels inside.
/// </summary>
public static class CocoPolygon {
    private const int Scale = 5;

    /// <summary>Sets the pixels inside one ring to 1 and leaves the others unchanged.</summary>
    /// <param name="ring">x, y of the corners, going around the ring.</param>
    /// <param name="mask">Mask to fill; it is modified.</param>
    public static void Fill(ReadOnlySpan<double> ring, Image<byte> mask) {
        int width = mask.Width, height = mask.Height, corners = ring.Length / 2;
        // In column-major order; the mask changes between outside and inside at every crossing.
        var crossings = new bool[width * height];
        int lastU = 0, lastV = 0;
        bool first = true;
        for (int i = 0; i < corners; i++) {
            int j = (i + 1) % corners;
            int x0 = (int)(Scale * ring[2 * i] + 0.5), y0 = (int)(Scale * ring[2 * i + 1] + 0.5), x1 = (int)(Scale * ring[2 * j] + 0.5),
                y1 = (int)(Scale * ring[2 * j + 1] + 0.5);
            int dx = Math.Abs(x1 - x0), dy = Math.Abs(y1 - y0);
            // Edges are always drawn in the same direction, so that two polygons with a common edge agree.
            bool flip = dx >= dy ? x0 > x1 : y0 > y1;
            if (flip) (x0, y0, x1, y1) = (x1, y1, x0, y0);
            int length = Math.Max(dx, dy);
            double slope = length == 0 ? 0 : dx >= dy ? (double)(y1 - y0) / dx : (double)(x1 - x0) / dy;
            for (int d = 0; d <= length; d++) {
                int t = flip ? length - d : d;
                (int u, int v) = dx >= dy ? (x0 + t, (int)(y0 + slope * t + 0.5)) : ((int)(x0 + slope * t + 0.5), y0 + t);
                if (!first && u != lastU) Cross(u, v);
                (lastU, lastV, first) = (u, v, false);
            }
        }
        bool inside = false;
        for (int at = 0; at < crossings.Length; at++) {
            inside ^= crossings[at];
            if (inside) mask[at / height, at % height] = 1;
        }

        void Cross(int u, int v) {
            double x = ((u < lastU ? u : u - 1) + 0.5) / Scale - 0.5;
            if (Math.Floor(x) != x || x < 0 || x > width - 1) return;
            double y = Math.Ceiling(Math.Clamp((Math.Min(v, lastV) + 0.5) / Scale - 0.5, 0, height));
            long at = (long)x * height + (long)y;
            if (at < crossings.Length) crossings[at] ^= true;
        }
    }
}
