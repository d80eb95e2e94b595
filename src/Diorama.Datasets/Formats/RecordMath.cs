using Diorama.Core.Spaces;

namespace Diorama.Datasets.Formats;

/// <summary>Converts transforms of records to types for calculation.</summary>
public static class RecordMath {
    /// <param name="rows">Matrix of three rows of four numbers.</param>
    public static Affine3 Transform(float[][] rows) =>
        new(new(rows[0][0], rows[1][0], rows[2][0]), new(rows[0][1], rows[1][1], rows[2][1]), new(rows[0][2], rows[1][2], rows[2][2]),
        new(rows[0][3], rows[1][3], rows[2][3]));
}
