using System.Numerics;

namespace Diorama.Learning.Metrics;

/// <summary>How well points were found.</summary>
public static class Keypoints {
    /// <summary>
    /// Returns the percentage of correct keypoints (PCK; Yang and Ramanan 2013), 0 to 1: those found within a share of a length that
    /// belongs to their object, such as the longer side of its box, or of the head (PCKh).
    /// </summary>
    /// <param name="found">Points that were found, pixels.</param>
    /// <param name="truth">True points, as many.</param>
    /// <param name="counted">Which points count: those that can be seen.</param>
    /// <param name="lengths">Length for each point, pixels.</param>
    /// <param name="share">Share of it: 0.1 or 0.2; 0.5 for PCKh.</param>
    /// <returns>NaN if no point counts.</returns>
    public static double Pck(ReadOnlySpan<Vector2> found, ReadOnlySpan<Vector2> truth, ReadOnlySpan<bool> counted,
        ReadOnlySpan<float> lengths, double share) {
        if (found.Length != truth.Length || counted.Length != truth.Length || lengths.Length != truth.Length)
            throw new ArgumentException("As many points that were found, true points, flags and lengths were expected.");
        int right = 0, all = 0;
        for (int i = 0; i < truth.Length; i++) {
            if (!counted[i]) continue;
            all++;
            if (Vector2.Distance(found[i], truth[i]) <= share * lengths[i]) right++;
        }
        return all == 0 ? double.NaN : (double)right / all;
    }
}
