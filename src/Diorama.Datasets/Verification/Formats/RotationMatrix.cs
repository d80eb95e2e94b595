namespace Diorama.Datasets.Verification.Formats;

/// <summary>Tells how far nine numbers, row by row, are from a rotation.</summary>
internal static class RotationMatrix {
    /// <summary>Largest deviation that is allowed: files of other tools have four decimals.</summary>
    public const double Allowed = 2e-3;

    /// <summary>Returns how far the rows are from being unit, perpendicular and right-handed; NaN for anything but nine numbers.</summary>
    public static double Deviation(double[]? r) {
        if (r is not { Length: 9 }) return double.NaN;
        double off = 0;
        for (int i = 0; i < 3; i++) {
            for (int j = i; j < 3; j++) {
                double dot = r[3 * i] * r[3 * j] + r[3 * i + 1] * r[3 * j + 1] + r[3 * i + 2] * r[3 * j + 2];
                off = Math.Max(off, Math.Abs(dot - (i == j ? 1 : 0)));
            }
        }
        double determinant = r[0] * (r[4] * r[8] - r[5] * r[7]) - r[1] * (r[3] * r[8] - r[5] * r[6]) + r[2] * (r[3] * r[7] - r[4] * r[6]);
        return Math.Max(off, Math.Abs(determinant - 1));
    }
}
