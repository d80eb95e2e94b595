namespace Diorama.Rendering.Cameras;

/// <summary>
/// The odd rational function r ↦ r·N(r²)/D(r²) of a lens, restricted to the interval [0, <see cref="Limit"/>) on which it increases.
/// Beyond it a calibration polynomial folds the image onto itself, and has no physical meaning.
/// </summary>
internal sealed class RadialMap {
    /// <summary>Largest squared argument that is searched: a tangent of 10⁴ is 0.006° less than a right angle.</summary>
    private const double UnboundedSquare = 1e8;

    private readonly double n1, n2, n3, n4, d1, d2, d3;

    /// <summary>Smallest argument at which the function stops increasing.</summary>
    public double Limit { get; }

    /// <summary>Value of the function at <see cref="Limit"/> (from below).</summary>
    public double ImageLimit { get; }

    /// <param name="numerator">Up to four coefficients of r², r⁴, … of N, after the leading 1.</param>
    /// <param name="denominator">Up to three coefficients of r², r⁴, … of D, after the leading 1.</param>
    /// <param name="limit">Largest argument that has a meaning.</param>
    public RadialMap(ReadOnlySpan<double> numerator, ReadOnlySpan<double> denominator, double limit = double.PositiveInfinity) {
        Span<double> n = [1, 0, 0, 0, 0], d = [1, 0, 0, 0];
        numerator.CopyTo(n[1..]);
        denominator.CopyTo(d[1..]);
        (n1, n2, n3, n4, d1, d2, d3) = (n[1], n[2], n[3], n[4], d[1], d[2], d[3]);

        // With u = r²: the derivative has the sign of N·D + 2u·(N'·D − N·D'), as long as D has not changed its sign.
        var slope = new double[n.Length + d.Length - 1];
        for (int i = 0; i < n.Length; i++) {
            for (int j = 0; j < d.Length; j++) slope[i + j] += n[i] * d[j] * (1 + 2 * (i - j));
        }
        double bound = Math.Min(UnboundedSquare, limit * limit);
        bound = Polynomial.FirstRoot(slope, bound) ?? bound;
        bound = Polynomial.FirstRoot(d.ToArray(), bound) ?? bound;
        Limit = Math.Sqrt(bound);
        ImageLimit = Evaluate(Limit * (1 - 1e-12), out _);
    }

    /// <summary>Computes N(r²)/D(r²) and its derivative with respect to r².</summary>
    public double Scale(double square, out double derivative) {
        double n = 1 + square * (n1 + square * (n2 + square * (n3 + square * n4)));
        double d = 1 + square * (d1 + square * (d2 + square * d3));
        double dn = n1 + square * (2 * n2 + square * (3 * n3 + square * 4 * n4));
        double dd = d1 + square * (2 * d2 + square * 3 * d3);
        double inverse = 1 / d;
        derivative = (dn - n * dd * inverse) * inverse;
        return n * inverse;
    }

    public double Evaluate(double r, out double derivative) {
        double scale = Scale(r * r, out double slope);
        derivative = scale + 2 * r * r * slope;
        return r * scale;
    }

    /// <summary>
    /// Finds the r in [0, <see cref="Limit"/>) with the given value, accurate to the last few bits: Newton's method, kept inside a
    /// shrinking interval by bisection. Returns false at or beyond <see cref="ImageLimit"/>.
    /// </summary>
    public bool Invert(double image, out double r) {
        if (!(image < ImageLimit)) {
            r = 0;
            return false;
        }
        double low = 0, high = Limit;
        r = Math.Min(image, 0.9 * Limit);
        for (int i = 0; i < 100; i++) {
            double error = Evaluate(r, out double slope) - image;
            if (error > 0) high = r;
            else low = r;
            double next = r - error / slope;
            if (!(next >= low && next <= high)) next = 0.5 * (low + high);
            bool done = Math.Abs(next - r) <= 1e-15 * next;
            r = next;
            if (done) break;
        }
        return true;
    }
}
