using Diorama.Datasets.Labels;

namespace Diorama.Datasets.Formats.Yolo;

/// <summary>
/// Several outlines as one ring, for formats that have no more: each is joined to what there is by a line that is walked there and back.
/// Filled by the even-odd rule, as OpenCV's fillPoly does, that is the mask with its parts and holes.
/// </summary>
internal static class JoinedPolygon {
    /// <summary>x, y of the corners in turn.</summary>
    public static IReadOnlyList<int> Of(IReadOnlyList<Outline> outlines) {
        var ring = new List<int>(outlines[0].Points);
        for (int o = 1; o < outlines.Count; o++) {
            IReadOnlyList<int> next = outlines[o].Points;
            // From the corner of the ring that is nearest to the outline's first.
            int nearest = 0;
            long least = long.MaxValue;
            for (int i = 0; i < ring.Count; i += 2) {
                long dx = ring[i] - next[0], dy = ring[i + 1] - next[1], distance = dx * dx + dy * dy;
                if (distance < least) (nearest, least) = (i, distance);
            }
            // … corner, outline from its first corner around to it again, corner …
            ring.InsertRange(nearest + 2, [.. next, next[0], next[1], ring[nearest], ring[nearest + 1]]);
        }
        return ring;
    }
}
