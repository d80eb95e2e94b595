namespace Diorama.Datasets.Verification;

/// <summary>What checking one check came to, of one frame or of many. Not thread-safe: each frame has its own, joined in order.</summary>
public sealed class Findings {
    /// <summary>Violations that are kept to be shown; the others are counted.</summary>
    public const int Kept = 20;

    private readonly List<Violation> first = [];

    /// <summary>Pixels, objects, files or lines that the check was asked of.</summary>
    public long Checked { get; private set; }
    /// <summary>All violations: of images at most one per image.</summary>
    public long Violations { get; private set; }
    /// <summary>The largest deviation met, allowed or not, in the unit of the check; 0 for checks that hold or do not.</summary>
    public double Worst { get; private set; }
    public IReadOnlyList<Violation> First => first;
    /// <summary>Images of which the check could not be asked, or not in full.</summary>
    public long Skipped { get; private set; }

    public void Skip(long images = 1) => Skipped += images;

    public void Ask(long count = 1) => Checked += count;

    public void Deviate(double deviation) => Worst = Math.Max(Worst, double.IsNaN(deviation) ? double.PositiveInfinity : deviation);

    public void Add(string file, string place, string expected, string found) {
        Violations++;
        if (first.Count < Kept) first.Add(new(file, place, expected, found));
    }

    /// <summary>Counts one thing, and an violation when it does not hold.</summary>
    public void Expect(bool holds, string file, string place, string expected, string found) {
        Ask();
        if (!holds) Add(file, place, expected, found);
    }

    internal void Append(Findings next) {
        Checked += next.Checked;
        Violations += next.Violations;
        Worst = Math.Max(Worst, next.Worst);
        Skip(next.Skipped);
        first.AddRange(next.first.Take(Kept - first.Count));
    }
}
