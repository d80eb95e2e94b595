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

    /// <summary>
    /// Returns outlines that have no holes: each hole is joined to the outline around it by a seam without width, straight up from its
    /// first corner. The area by the even-odd rule, and by winding, is that of the mask.
    /// </summary>
    /// <param name="outlines">All outlines of a mask, as <see cref="Of"/> gives them: from top to bottom.</param>
    public static IReadOnlyList<IReadOnlyList<int>> WithoutHoles(IReadOnlyList<Outline> outlines) {
        ArgumentNullException.ThrowIfNull(outlines);
        List<List<int>> rings = [.. outlines.Where(o => !o.IsHole).Select(o => o.Points.ToList())];
        // An edge above a hole belongs to an outline that begins above it, which has been joined before.
        foreach (Outline hole in outlines.Where(o => o.IsHole).OrderBy(Top)) {
            int first = 0;
            for (int i = 2; i < hole.Points.Count; i += 2) {
                if ((hole.Points[i + 1], hole.Points[i]).CompareTo((hole.Points[first + 1], hole.Points[first])) < 0) first = i;
            }
            (int x, int y) = (hole.Points[first], hole.Points[first + 1]);
            (List<int>? ring, int edge, int at) = (null, 0, int.MinValue);
            foreach (List<int> candidate in rings) {
                for (int i = 0; i < candidate.Count; i += 2) {
                    int next = (i + 2) % candidate.Count, level = candidate[i + 1];
                    bool crosses = level == candidate[next + 1] && level < y && level > at
                        && Math.Min(candidate[i], candidate[next]) <= x && Math.Max(candidate[i], candidate[next]) >= x;
                    if (crosses) (ring, edge, at) = (candidate, i, level);
                }
            }
            if (ring is null) continue;
            var seam = new List<int> { x, at };
            for (int i = 0; i <= hole.Points.Count; i += 2) {
                int k = (first + i) % hole.Points.Count;
                seam.AddRange([hole.Points[k], hole.Points[k + 1]]);
            }
            seam.AddRange([x, at]);
            ring.InsertRange(edge + 2, seam);
        }
        return rings;

        static int Top(Outline outline) => outline.Points.Where((_, i) => i % 2 == 1).Min();
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
