namespace Diorama.Rendering.Cameras;

/// <summary>Finds real roots of polynomials given by their coefficients, constant first.</summary>
internal static class Polynomial {
    /// <summary>
    /// Returns the smallest root with a change of sign in (0, <paramref name="bound"/>), or null. The value at 0 must not be 0.
    /// </summary>
    public static double? FirstRoot(double[] coefficients, double bound) {
        var roots = Roots(coefficients, bound);
        return roots.Count > 0 ? roots[0] : null;
    }

    /// <summary>
    /// Finds all roots with a change of sign, in ascending order: between two neighbouring roots of the derivative a polynomial is
    /// monotonic, so that bisection finds every root.
    /// </summary>
    private static List<double> Roots(double[] coefficients, double bound) {
        var roots = new List<double>();
        if (coefficients.Length < 2) return roots;
        var derivative = new double[coefficients.Length - 1];
        for (int i = 0; i < derivative.Length; i++) derivative[i] = coefficients[i + 1] * (i + 1);

        var ends = Roots(derivative, bound);
        ends.Add(bound);
        double low = 0;
        foreach (double high in ends) {
            if (Value(coefficients, low) * Value(coefficients, high) < 0) roots.Add(Bisect(coefficients, low, high));
            low = high;
        }
        return roots;
    }

    private static double Bisect(double[] coefficients, double low, double high) {
        bool rises = Value(coefficients, low) < 0;
        while (true) {
            double middle = 0.5 * (low + high);
            if (middle <= low || middle >= high) return low;
            if (Value(coefficients, middle) < 0 == rises) low = middle;
            else high = middle;
        }
    }

    private static double Value(double[] coefficients, double x) {
        double sum = 0;
        for (int i = coefficients.Length - 1; i >= 0; i--) sum = sum * x + coefficients[i];
        return sum;
    }
}
