namespace Diorama.Tensors.Layers;

/// <summary>
/// Multiresolution hash grid encoding (Müller et al. 2022, Instant Neural Graphics Primitives): points [n, dimensions] in 0 … 1 → features
/// [n, levels·features]. Each level is a grid of trained features, interpolated linearly in every dimension; the corners of a level with
/// more corners than the table has rows share rows by a hash.
/// </summary>
public sealed class HashGridEncoding : Layer {
    // The primes of the paper's equation 4.
    private static readonly long[] Primes = [1, 2654435761, 805459861];

    private readonly int dimensions, levels;
    private readonly long rows;
    private readonly long[] resolutions;

    /// <summary>Trained features [levels·rows, features]; initial values are uniform within ±10⁻⁴.</summary>
    public Tensor Table { get; }

    /// <summary>
    /// Number of cells along each side, for each level: from the coarsest to the finest with equal ratios (equations 2 and 3).
    /// </summary>
    public IReadOnlyList<long> Resolutions => resolutions;

    /// <summary>Number of features of a point, all levels together.</summary>
    public long Outputs => levels * Table.Size(1);

    /// <summary>Creates a table of 2^<paramref name="logRows"/> rows for each level; two or three dimensions.</summary>
    public HashGridEncoding(int dimensions = 3, int levels = 16, int features = 2, int logRows = 19, long coarsest = 16,
        long finest = 2048) {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dimensions, 3);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(levels);
        (this.dimensions, this.levels, rows) = (dimensions, levels, 1L << logRows);
        double growth = levels > 1 ? Math.Exp(Math.Log(finest / (double)coarsest) / (levels - 1)) : 1;
        resolutions = new long[levels];
        // A power that falls short of a whole number only by rounding counts as that number.
        for (int l = 0; l < levels; l++) resolutions[l] = (long)Math.Floor(coarsest * Math.Pow(growth, l) + 1e-6);
        Table = RegisterParameter("table", Tensor.Empty([levels * rows, features]).FillUniform(-1e-4, 1e-4));
    }

    public override Tensor Forward(Tensor input) {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Dim != 2 || input.Size(1) != dimensions)
            throw new ArgumentException($"Places are [n, {dimensions}], not [{string.Join(", ", input.Shape)}].");
        using var scope = new TensorScope();
        var cells = Tensor.From(resolutions).To(input.Device);
        // [n, levels, dimensions]: the cell of each point, and the position in it. A point at the far end lies in the last cell.
        var scaled = input.Unsqueeze(1) * cells.To(input.DType).Unsqueeze(1);
        var cell = scaled.Detach().Floor().Clamp(min: 0).Minimum(cells.To(input.DType).Unsqueeze(1) - 1);
        var inside = scaled - cell;
        var corner = cell.To(DType.Int64);
        int corners = 1 << dimensions;
        Tensor[] rowOf = new Tensor[corners], weightOf = new Tensor[corners];
        for (int which = 0; which < corners; which++) {
            Tensor? weight = null;
            var place = new Tensor[dimensions];
            for (int d = 0; d < dimensions; d++) {
                int up = which >> d & 1;
                var along = inside.Select(2, d);
                var share = up == 1 ? along : 1 - along;
                weight = weight is null ? share : weight * share;
                place[d] = corner.Select(2, d) + up;
            }
            (rowOf[which], weightOf[which]) = (Row(place, cells), weight!);
        }
        // All corners in one lookup, so that the derivative by the table, which is as large as the table, is made only once.
        var found = Functional.Embedding(Tensor.Stack(rowOf, 2), Table) * Tensor.Stack(weightOf, 2).Unsqueeze(3);
        return scope.MoveOut(found.Sum([2]).Flatten(1));
    }

    /// <summary>
    /// Returns the table row of grid corners, [n, levels]: the number of the corner where each corner of the level has its own row,
    /// otherwise its hash.
    /// </summary>
    private Tensor Row(Tensor[] place, Tensor cells) {
        var hash = place[0] * Primes[0];
        var number = place[^1];
        for (int d = 1; d < dimensions; d++) hash ^= place[d] * Primes[d];
        for (int d = dimensions - 2; d >= 0; d--) number = number * (cells + 1) + place[d];
        var isDense = new bool[levels];
        for (int l = 0; l < levels; l++) isDense[l] = Math.Pow(resolutions[l] + 1, dimensions) <= rows;
        var row = Tensor.Where(Tensor.From(isDense).To(cells.Device), number,
            hash.BitwiseAnd(Tensor.FromScalar(rows - 1).To(cells.Device)));
        return row + Tensor.Arange(0, levels, device: cells.Device) * rows;
    }
}
