using Diorama.Core.Images;

namespace Diorama.Datasets.Labels;

/// <summary>A closed polygon along the edges of pixels.</summary>
/// <param name="Points">x, y of the corners, going around the outline, on the continuous image plane; whole numbers.</param>
/// <param name="IsHole">Whether the outline encloses pixels that are not in the mask.</param>
public sealed record Outline(IReadOnlyList<int> Points, bool IsHole);

/// <summary>
/// Traces the outlines of a mask. Pixels that touch only at a corner are not connected, so an outer outline never crosses itself; the area
/// of the outer outlines minus the holes is exactly the mask.
/// </summary>
public static class MaskOutline {
    private static readonly (int X, int Y)[] Steps = [(1, 0), (0, 1), (-1, 0), (0, -1)];

    /// <summary>
    /// Traces all outlines, in the order of their topmost, then leftmost edges; the mask is to the right of the outline's direction.
    /// </summary>
    public static IReadOnlyList<Outline> Of(Image<byte> mask) {
        var outlines = new List<Outline>();
        var seen = new Image<byte>(mask.Width, mask.Height);
        for (int y = 0; y < mask.Height; y++) {
            for (int x = 0; x < mask.Width; x++) {
                // Every outline has an upper edge that runs to the right.
                if (Inside(mask, x, y) && !Inside(mask, x, y - 1) && seen[x, y] == 0) outlines.Add(Follow(mask, seen, x, y));
            }
        }
        return outlines;
    }

    private static Outline Follow(Image<byte> mask, Image<byte> seen, int startX, int startY) {
        var points = new List<int>();
        int x = startX, y = startY, direction = 0;
        long area = 0;
        do {
            if (direction == 0) seen[x, y] = 1;
            (int dx, int dy) = Steps[direction];
            area += (long)x * dy - (long)y * dx;
            (x, y) = (x + dx, y + dy);
            // The next pixels ahead, to the right and to the left of the outline.
            (int rx, int ry) = Steps[(direction + 1) % 4];
            bool right = Inside(mask, x + (dx + rx - 1) / 2, y + (dy + ry - 1) / 2),
                left = Inside(mask, x + (dx - rx - 1) / 2, y + (dy - ry - 1) / 2);
            int turn = !right ? 1 : left ? 3 : 0;
            if (turn == 0) continue;
            points.Add(x);
            points.Add(y);
            direction = (direction + turn) % 4;
        } while (x != startX || y != startY || direction != 0);
        return new(points, area < 0);
    }

    private static bool Inside(Image<byte> mask, int x, int y) =>
        (uint)x < (uint)mask.Width && (uint)y < (uint)mask.Height && mask[x, y] != 0;
}
