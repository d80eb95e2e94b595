using System.Numerics;

namespace Diorama.Rendering.Cameras;

/// <summary>
/// Distance between the rays of neighbouring pixels over the image of any lens: measured once on a grid, interpolated per ray. Horizontal
/// and vertical distance differ; their root mean square is stored, which stays meaningful at the poles of a panorama.
/// </summary>
internal sealed class PixelFootprint {
    private const int Cells = 32;
    private const float Reach = 2;

    private readonly Vector2[] nodes = new Vector2[(Cells + 1) * (Cells + 1)];
    private readonly Vector2 cellsPerPixel;

    public PixelFootprint(Lens lens, int width, int height) {
        cellsPerPixel = new((float)Cells / width, (float)Cells / height);
        Vector2 sum = default;
        int measured = 0;
        for (int i = 0; i < nodes.Length; i++) {
            var pixel = new Vector2(i % (Cells + 1), i / (Cells + 1)) / cellsPerPixel;
            if (Measure(lens, pixel, out nodes[i])) {
                sum += nodes[i];
                measured++;
            }
        }
        for (int i = 0; i < nodes.Length; i++) {
            // Nodes outside the image circle get the mean; it affects only cells at the edge of the circle.
            if (float.IsNaN(nodes[i].X)) nodes[i] = sum / Math.Max(measured, 1);
        }
    }

    /// <summary>
    /// Returns the angle between the rays of neighbouring pixels in radians (X), and the distance between their origins in metres (Y).
    /// </summary>
    public Vector2 At(Vector2 pixel) {
        var position = Vector2.Clamp(pixel * cellsPerPixel, Vector2.Zero, new Vector2(Cells));
        int column = Math.Min((int)position.X, Cells - 1), row = Math.Min((int)position.Y, Cells - 1);
        int first = row * (Cells + 1) + column;
        float across = position.X - column;
        var upper = Vector2.Lerp(nodes[first], nodes[first + 1], across);
        var lower = Vector2.Lerp(nodes[first + Cells + 1], nodes[first + Cells + 2], across);
        return Vector2.Lerp(upper, lower, position.Y - row);
    }

    private static bool Measure(Lens lens, Vector2 pixel, out Vector2 footprint) {
        bool measured = Step(lens, pixel, Vector2.UnitX, out var across) & Step(lens, pixel, Vector2.UnitY, out var down);
        footprint = measured ? Vector2.SquareRoot(0.5f * (across * across + down * down)) : new(float.NaN);
        return measured;
    }

    /// <summary>
    /// Computes the footprint in one direction by a central difference, or a one-sided one at the edge of the image circle.
    /// </summary>
    private static bool Step(Lens lens, Vector2 pixel, Vector2 along, out Vector2 footprint) {
        Vector2 from = pixel - Reach * along, to = pixel + Reach * along;
        float pixels = 2 * Reach;
        footprint = default;
        if (!lens.Unproject(from, out var originA, out var a)) {
            pixels = Reach;
            if (!lens.Unproject(pixel, out originA, out a)) return false;
        }
        if (!lens.Unproject(to, out var originB, out var b)) {
            if (pixels == Reach || !lens.Unproject(pixel, out originB, out b)) return false;
            pixels = Reach;
        }
        float chord = Vector3.Distance(a, b);
        footprint = new Vector2(2 * MathF.Asin(MathF.Min(0.5f * chord, 1)), Vector3.Distance(originA, originB)) / pixels;
        return true;
    }
}
