using System.Numerics;
using Diorama.Learning.Metrics;

namespace Diorama.Learning.Detectors;

/// <summary>An object that a network has found in a picture.</summary>
/// <param name="Class">Number of its class in <see cref="CocoClasses.Names"/>.</param>
/// <param name="Box">Corners (x0, y0, x1, y1), pixels of the picture.</param>
/// <param name="Score">Confidence, 0 to 1.</param>
public readonly record struct FoundObject(int Class, Vector4 Box, float Score) {
    /// <summary>
    /// Leaves out boxes that overlap a surer one of their class (non-maximum suppression), and returns the others, the surest first.
    /// </summary>
    /// <param name="found">Boxes in any order.</param>
    /// <param name="overlap">Largest intersection over union that stays.</param>
    public static IReadOnlyList<FoundObject> WithoutDoubles(IEnumerable<FoundObject> found, double overlap) {
        var kept = new List<FoundObject>();
        foreach (FoundObject candidate in found.OrderByDescending(f => f.Score).ThenBy(f => f.Class)) {
            if (!kept.Exists(k => k.Class == candidate.Class && Overlap.OfBoxes(k.Box, candidate.Box) > overlap)) kept.Add(candidate);
        }
        return kept;
    }

    /// <summary>
    /// Joins what several detectors find: boxes of one class that overlap are one object, whose score is the mean of theirs, where a
    /// detector that does not see it counts 0; its box is the surest one's. Detectors are wrong about different things, so that they find
    /// more together than the best of them.
    /// </summary>
    /// <param name="found">Boxes of each detector, without doubles.</param>
    /// <param name="overlap">Largest intersection over union that stays apart.</param>
    public static IReadOnlyList<FoundObject> Joined(IReadOnlyList<IReadOnlyList<FoundObject>> found, double overlap) {
        ArgumentNullException.ThrowIfNull(found);
        var joined = new List<(FoundObject Surest, float Sum, int Last)>();
        for (int d = 0; d < found.Count; d++) {
            foreach (FoundObject candidate in found[d]) {
                int best = -1;
                double most = overlap;
                for (int i = 0; i < joined.Count; i++) {
                    if (joined[i].Last == d || joined[i].Surest.Class != candidate.Class) continue;
                    double shared = Overlap.OfBoxes(joined[i].Surest.Box, candidate.Box);
                    if (shared > most) (most, best) = (shared, i);
                }
                if (best < 0) {
                    joined.Add((candidate, candidate.Score, d));
                } else {
                    (FoundObject surest, float sum, _) = joined[best];
                    joined[best] = (candidate.Score > surest.Score ? candidate : surest, sum + candidate.Score, d);
                }
            }
        }
        return WithoutDoubles(joined.Select(j => j.Surest with { Score = j.Sum / found.Count }), overlap);
    }
}
