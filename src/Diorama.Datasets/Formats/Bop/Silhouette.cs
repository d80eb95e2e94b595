using System.Numerics;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Formats.Bop;

/// <summary>
/// Computes the part of an object's silhouette that lies outside the image, which BOP counts (calc_gt_info.py of bop_toolkit), on a canvas
/// three times as wide and high as the image, with the image in the middle.
/// </summary>
internal static class Silhouette {
    private const float Near = 0.01f;

    /// <param name="positions">Vertices of the model, metres.</param>
    /// <param name="indices">Vertex indices, three per triangle.</param>
    /// <param name="camera">Camera that supplies the focal lengths and the principal point.</param>
    /// <param name="cameraFromModel">Pose of the model relative to the camera: a 3×4 matrix as 12 numbers, row by row.</param>
    /// <param name="image">Record of the image, which supplies its size.</param>
    /// <returns>
    /// Number of covered pixels outside the image, and their extent [x0, y0, x1, y1) in pixels of the image; the extent is empty if there
    /// are none.
    /// </returns>
    public static (int Pixels, int[] Box) Outside(Vector3[] positions, int[] indices, PinholeCamera camera, double[] cameraFromModel,
        FrameRecord image) {
        int width = image.Width, height = image.Height, across = 3 * width;
        var covered = new bool[across * 3 * height];
        Span<Vector3> corners = stackalloc Vector3[3], clipped = stackalloc Vector3[4];
        for (int t = 0; t + 2 < indices.Length; t += 3) {
            for (int k = 0; k < 3; k++) {
                Vector3 p = positions[indices[t + k]];
                double[] c = PinholeCamera.Point(cameraFromModel, [p.X, p.Y, p.Z]);
                corners[k] = new((float)c[0], (float)c[1], (float)c[2]);
            }
            int count = Clip(corners, clipped);
            for (int k = 2; k < count; k++) Fill(Project(clipped[0]), Project(clipped[k - 1]), Project(clipped[k]));
        }
        int pixels = 0, x0 = int.MaxValue, y0 = int.MaxValue, x1 = int.MinValue, y1 = int.MinValue;
        for (int y = 0; y < 3 * height; y++) {
            for (int x = 0; x < across; x++) {
                if (!covered[y * across + x] || (x >= width && x < 2 * width && y >= height && y < 2 * height)) continue;
                pixels++;
                (x0, y0, x1, y1) = (Math.Min(x0, x), Math.Min(y0, y), Math.Max(x1, x + 1), Math.Max(y1, y + 1));
            }
        }
        return pixels == 0 ? (0, []) : (pixels, [x0 - width, y0 - height, x1 - width, y1 - height]);

        Vector2 Project(Vector3 p) => new((float)(camera.Fx * p.X / p.Z + camera.Cx) + width,
            (float)(camera.Fy * p.Y / p.Z + camera.Cy) + height);

        // Covers the pixels whose centre is inside the triangle.
        void Fill(Vector2 a, Vector2 b, Vector2 c) {
            float low = MathF.Min(a.Y, MathF.Min(b.Y, c.Y)), high = MathF.Max(a.Y, MathF.Max(b.Y, c.Y));
            for (int y = Math.Max(0, (int)MathF.Ceiling(low - 0.5f)); y < 3 * height && y + 0.5f < high; y++) {
                float left = float.PositiveInfinity, right = float.NegativeInfinity, at = y + 0.5f;
                Cross(a, b);
                Cross(b, c);
                Cross(c, a);
                for (int x = Math.Max(0, (int)MathF.Ceiling(left - 0.5f)); x < across && x + 0.5f < right; x++)
                    covered[y * across + x] = true;

                void Cross(Vector2 p, Vector2 q) {
                    if ((p.Y <= at) == (q.Y <= at)) return;
                    float x = p.X + (q.X - p.X) * (at - p.Y) / (q.Y - p.Y);
                    (left, right) = (MathF.Min(left, x), MathF.Max(right, x));
                }
            }
        }
    }

    /// <summary>
    /// Clips a triangle at the near plane (Sutherland and Hodgman 1974, one plane); returns the number of corners, 0, 3 or 4.
    /// </summary>
    private static int Clip(ReadOnlySpan<Vector3> triangle, Span<Vector3> result) {
        int count = 0;
        for (int k = 0; k < 3; k++) {
            Vector3 a = triangle[k], b = triangle[(k + 1) % 3];
            if (a.Z >= Near) result[count++] = a;
            if ((a.Z >= Near) != (b.Z >= Near)) result[count++] = Vector3.Lerp(a, b, (Near - a.Z) / (b.Z - a.Z));
        }
        return count;
    }
}
