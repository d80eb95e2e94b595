using System.Collections.Immutable;
using System.Numerics;
using Diorama.Learning.Metrics;

namespace Diorama.Learning.Detectors;

/// <summary>A face, a palm or a person, as a detector finds it: a box and a few points that say how it is turned.</summary>
/// <param name="Box">Corners (x0, y0, x1, y1), pixels of the picture; they may be outside of it.</param>
/// <param name="Score">Confidence, 0 to 1.</param>
/// <param name="Points">Points, pixels of the picture; the detector's page says which.</param>
public sealed record FoundRegion(Vector4 Box, float Score, ImmutableArray<Vector2> Points) {
    /// <summary>
    /// Joins regions whose boxes overlap to their mean, weighted by score (non-maximum suppression by blending; Bazarevsky et al.,
    /// "BlazeFace", 2019, section 3.5), and returns the joined ones, the surest first.
    /// </summary>
    /// <param name="found">Regions in any order.</param>
    /// <param name="overlap">Largest intersection over union that stays apart.</param>
    public static IReadOnlyList<FoundRegion> Blended(IEnumerable<FoundRegion> found, double overlap) {
        List<FoundRegion> left = [.. found.OrderByDescending(f => f.Score)];
        var blended = new List<FoundRegion>();
        while (left.Count > 0) {
            FoundRegion surest = left[0];
            FoundRegion[] same = [.. left.Where(f => f == surest || Overlap.OfBoxes(f.Box, surest.Box) > overlap)];
            left.RemoveAll(f => same.Contains(f));
            Vector4 box = Vector4.Zero;
            var points = new Vector2[surest.Points.Length];
            float scores = same.Sum(f => f.Score);
            foreach (FoundRegion f in same) {
                box += f.Box * (f.Score / scores);
                for (int i = 0; i < points.Length; i++) points[i] += f.Points[i] * (f.Score / scores);
            }
            blended.Add(new(box, surest.Score, [.. points]));
        }
        return blended;
    }
}
