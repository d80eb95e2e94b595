namespace Diorama.Validation.Statistics;

/// <summary>Adaptive integration over rectangles: 4×4 Gauss-Legendre points, split in four until that changes nothing.</summary>
public static class Quadrature {
    private const int Deepest = 7;
    private static readonly double[] Points = [0.06943184420297371, 0.33000947820757187, 0.66999052179242813, 0.93056815579702629];
    private static readonly double[] Weights = [0.17392742256872693, 0.32607257743127307, 0.32607257743127307, 0.17392742256872693];

    public static double Integrate(
        Func<double, double, double> f, double x0, double x1, double y0, double y1, double tolerance = 2e-6
    ) => Refine(f, x0, x1, y0, y1, Rule(f, x0, x1, y0, y1), tolerance, 0);

    private static double Refine(
        Func<double, double, double> f, double x0, double x1, double y0, double y1, double whole, double tolerance, int depth
    ) {
        double x = 0.5 * (x0 + x1), y = 0.5 * (y0 + y1);
        double a = Rule(f, x0, x, y0, y), b = Rule(f, x, x1, y0, y), c = Rule(f, x0, x, y, y1), d = Rule(f, x, x1, y, y1);
        double split = a + b + c + d;
        if (depth >= Deepest || (depth > 0 && Math.Abs(split - whole) < tolerance)) return split;
        return Refine(f, x0, x, y0, y, a, tolerance / 2, depth + 1) + Refine(f, x, x1, y0, y, b, tolerance / 2, depth + 1)
            + Refine(f, x0, x, y, y1, c, tolerance / 2, depth + 1) + Refine(f, x, x1, y, y1, d, tolerance / 2, depth + 1);
    }

    private static double Rule(Func<double, double, double> f, double x0, double x1, double y0, double y1) {
        double sum = 0;
        for (int i = 0; i < 4; i++) {
            double x = x0 + (x1 - x0) * Points[i], row = 0;
            for (int j = 0; j < 4; j++) row += Weights[j] * f(x, y0 + (y1 - y0) * Points[j]);
            sum += Weights[i] * row;
        }
        return sum * (x1 - x0) * (y1 - y0);
    }
}
