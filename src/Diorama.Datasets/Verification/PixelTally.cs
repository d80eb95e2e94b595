using System.Globalization;

namespace Diorama.Datasets.Verification;

/// <summary>
/// Counts of one check over the pixels of one image: how many were checked, how many deviate too much, and the worst of them.
/// </summary>
internal struct PixelTally {
    private long asked, outside;
    private double worst, worstExcess;
    private int worstAt;

    public readonly long Outside => outside;

    /// <summary>Adds a pixel with its deviation and the allowed one. NaN counts as too large.</summary>
    public void Add(int at, double deviation, double allowed) {
        asked++;
        if (deviation <= allowed) {
            if (deviation > worst) worst = deviation;
            return;
        }
        outside++;
        double excess = double.IsNaN(deviation) ? double.PositiveInfinity : deviation / Math.Max(allowed, 1e-30);
        worst = Math.Max(worst, double.IsNaN(deviation) ? double.PositiveInfinity : deviation);
        if (outside > 1 && excess <= worstExcess) return;
        (worstExcess, worstAt) = (excess, at);
    }

    /// <summary>Adds a pixel that is right or wrong.</summary>
    public void Add(int at, bool holds) => Add(at, holds ? 0 : 1, 0);

    /// <summary>
    /// Adds the counts to the findings, and one violation at the worst pixel if more than <paramref name="share"/> of the pixels deviate
    /// too much; returns true if there was a violation.
    /// </summary>
    public readonly bool Report(Findings findings, string file, int width, Func<int, (string Expected, string Found)> describe,
        bool measured = true, double share = 0) {
        findings.CountChecked(asked);
        bool broken = outside > share * asked;
        if (measured && (broken || share == 0)) findings.Deviate(worst);
        if (!broken) return false;
        (string expected, string found) = describe(worstAt);
        string others = outside > 1 ? string.Create(CultureInfo.InvariantCulture, $" (the worst of {outside:N0} pixels)") : "";
        findings.Add(file, $"pixel ({worstAt % width}, {worstAt / width}){others}", expected, found);
        return true;
    }
}
