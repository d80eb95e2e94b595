namespace Diorama.Datasets.Verification;

/// <summary>
/// Results of one check on one frame or on many. Not thread-safe: each frame has its own instance, and they are joined in order.
/// </summary>
/// <param name="kept">Largest number of violations that are kept; the others are only counted.</param>
public sealed class Findings(int kept = Findings.Kept) {
    /// <summary>Number of violations of a check that are kept for display.</summary>
    public const int Kept = 20;

    private readonly List<Violation> first = [];

    /// <summary>Number of pixels, objects, files or lines that were checked.</summary>
    public long Checked { get; private set; }
    /// <summary>Number of violations; checks of pixels count at most one per image.</summary>
    public long Violations { get; private set; }
    /// <summary>Largest deviation found, allowed or not, in the unit of the check; 0 for checks without a measured deviation.</summary>
    public double Worst { get; private set; }
    public IReadOnlyList<Violation> First => first;
    /// <summary>Number of images that could not be checked, or not in full.</summary>
    public long Skipped { get; private set; }

    public void Skip(long images = 1) => Skipped += images;

    public void CountChecked(long count = 1) => Checked += count;

    public void Deviate(double deviation) => Worst = Math.Max(Worst, double.IsNaN(deviation) ? double.PositiveInfinity : deviation);

    public void Add(string file, string place, string expected, string found) {
        Violations++;
        if (first.Count < kept) first.Add(new(file, place, expected, found));
    }

    /// <summary>Counts one checked thing, and a violation if the condition does not hold.</summary>
    public void Expect(bool holds, string file, string place, string expected, string found) {
        CountChecked();
        if (!holds) Add(file, place, expected, found);
    }

    internal void Append(Findings next) {
        Checked += next.Checked;
        Violations += next.Violations;
        Worst = Math.Max(Worst, next.Worst);
        Skip(next.Skipped);
        first.AddRange(next.first.Take(kept - first.Count));
    }
}
