namespace Diorama.Learning.Evaluation;

/// <summary>
/// An ordering that a publication claims, and whether the measured values have it. It holds if each of its steps does, beyond the spread of
/// the paired differences.
/// </summary>
/// <param name="Name">Name of the ordering.</param>
/// <param name="Holds">Whether every step holds.</param>
/// <param name="Rows">Rows with one value for each seed.</param>
/// <param name="Spread">
/// What the mean difference had to exceed, in the step with the least difference beyond it: over seeds the standard deviation of the paired
/// differences, over items twice its standard error.
/// </param>
/// <param name="Items">Number of values that were paired.</param>
public sealed record Ordering(string Name, bool Holds, IReadOnlyList<(string Row, double[] Values)> Rows, double Spread, int Items) {
    /// <summary>
    /// Compares rows over seeds, with the same test data for all: a step holds if the difference has the same sign for each seed and its
    /// mean exceeds the standard deviation of the differences.
    /// </summary>
    /// <param name="name">Name of the ordering.</param>
    /// <param name="steps">Claims that must all hold.</param>
    /// <param name="rows">Values of each row, one for each seed, in the same order of seeds; two or more.</param>
    public static Ordering OverSeeds(string name, IReadOnlyList<OrderingStep> steps,
        params IReadOnlyList<(string Row, double[] Values)> rows) =>
        Compare(name, steps, rows, overSeeds: true);

    /// <summary>
    /// Compares rows over items (images, rooms), with one seed: a step holds if the mean paired difference exceeds twice its standard
    /// error.
    /// </summary>
    /// <param name="name">Name of the ordering.</param>
    /// <param name="steps">Claims that must all hold.</param>
    /// <param name="rows">Values of each row, one for each item, in the same order of items; two or more.</param>
    public static Ordering OverItems(string name, IReadOnlyList<OrderingStep> steps,
        params IReadOnlyList<(string Row, double[] Values)> rows) =>
        Compare(name, steps, rows, overSeeds: false);

    private static Ordering Compare(string name, IReadOnlyList<OrderingStep> steps, IReadOnlyList<(string Row, double[] Values)> rows,
        bool overSeeds) {
        int count = rows[0].Values.Length;
        if (count < 2 || rows.Any(r => r.Values.Length != count))
            throw new ArgumentException($"{name}: rows of two or more values each were expected, all of one length.", nameof(rows));
        var known = rows.ToDictionary(r => r.Row, r => r.Values, StringComparer.Ordinal);
        (bool holds, double spread, double least) = (true, 0, double.PositiveInfinity);
        foreach (OrderingStep step in steps) {
            double[] below = known[step.Below], above = known[step.Above],
                differences = [.. below.Zip(above, (b, a) => step.Factor * a - b)];
            double mean = differences.Average();
            double deviation = Math.Sqrt(differences.Sum(d => (d - mean) * (d - mean)) / (count - 1)),
                needed = overSeeds ? deviation : 2 * deviation / Math.Sqrt(count);
            bool oneSign = !overSeeds || Array.TrueForAll(differences, d => d > 0);
            // NaN holds nowhere.
            holds &= step.AllowsEqual ? mean > -needed : oneSign && mean > needed;
            double margin = step.AllowsEqual ? mean + needed : mean - needed;
            if (!(margin >= least)) (least, spread) = (margin, needed);
        }
        return new(name, holds, overSeeds ? rows : [.. rows.Select(r => (r.Row, new[] { r.Values.Average() }))], spread, count);
    }
}
