using Diorama.Datasets.Labels;

namespace Diorama.Datasets.Formats.Yolo;

/// <summary>
/// Joins several outlines to one ring, for formats with a single ring per object: each outline is connected to the ring by a line that is
/// traversed in both directions. Filled by the even-odd rule, as OpenCV's fillPoly does, the ring gives the mask with its parts and holes.
/// </summary>
internal static class JoinedPolygon {
    /// <summary>Returns x, y of the corners, going around the ring.</summary>
    public static IReadOnlyList<int> Of(IReadOnlyList<Outline> outlines) {
        var ring = new List<int>(outlines[0].Points);
        for (int o = 1; o < outlines.Count; o++) {
            IReadOnlyList<int> next = outlines[o].Points;
            // The connecting line starts at the ring's corner that is nearest to the first corner of the outline.
            int nearest = 0;
            long least = long.MaxValue;
            for (int i = 0; i < ring.Count; i += 2) {
                long dx = ring[i] - next[0], dy = ring[i + 1] - next[1], distance = dx * dx + dy * dy;
                if (distance < least) (nearest, least) = (i, distance);
            }
            // The inserted points: the outline from its first corner all the way round to it, then the ring's corner again.
            ring.InsertRange(nearest + 2, [.. next, next[0], next[1], ring[nearest], ring[nearest + 1]]);
        }
        return ring;
    }
}
