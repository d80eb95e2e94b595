using Diorama.Validation.Statistics;

namespace Diorama.Validation.Lights;

/// <summary>Pearson's test for counts in cells whose expectation is known, where directions on the sphere would cut the cells.</summary>
internal static class CellCounts {
    /// <summary>
    /// Cells expecting fewer than ten samples are pooled. <paramref name="tests"/> is how many such tests the caller makes.
    /// </summary>
    public static void AssertFit(ReadOnlySpan<long> observed, ReadOnlySpan<double> expected, int tests) {
        double statistic = 0, rareObserved = 0, rareExpected = 0;
        int cells = 0;
        for (int i = 0; i < observed.Length; i++) {
            if (expected[i] < 10) {
                rareObserved += observed[i];
                rareExpected += expected[i];
                continue;
            }
            statistic += (observed[i] - expected[i]) * (observed[i] - expected[i]) / expected[i];
            cells++;
        }
        if (rareExpected >= 10) {
            statistic += (rareObserved - rareExpected) * (rareObserved - rareExpected) / rareExpected;
            cells++;
        } else {
            Assert.True(rareObserved < 60, $"{rareObserved} samples in cells that expect {rareExpected:f1}");
        }
        double p = IncompleteGamma.Upper((cells - 1) / 2.0, statistic / 2);
        Assert.True(p > ChiSquare.Threshold(tests), $"p = {p:g3}, chi² = {statistic:f1} over {cells} cells");
    }
}
