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
}
