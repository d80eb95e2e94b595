using System.Numerics;
using Diorama.Core.Spaces;

namespace Diorama.Geometry.Bounds;

/// <summary>Directions of greatest and least spread.</summary>
public static class PrincipalAxes {
    /// <summary>Eigenvectors of the points' covariance, by falling spread, right-handed (Jacobi's rotations).</summary>
    public static Basis Of(ReadOnlySpan<Vector3> points) {
        double mx = 0, my = 0, mz = 0;
        foreach (var p in points) (mx, my, mz) = (mx + p.X, my + p.Y, mz + p.Z);
        (mx, my, mz) = (mx / points.Length, my / points.Length, mz / points.Length);
        Span<double> a = stackalloc double[9];
        a.Clear();
        foreach (var p in points) {
            double x = p.X - mx, y = p.Y - my, z = p.Z - mz;
            (a[0], a[1], a[2], a[4], a[5], a[8]) = (a[0] + x * x, a[1] + x * y, a[2] + x * z, a[4] + y * y, a[5] + y * z, a[8] + z * z);
        }
        (a[3], a[6], a[7]) = (a[1], a[2], a[5]);

        Span<double> v = [1, 0, 0, 0, 1, 0, 0, 0, 1];
        for (int sweep = 0; sweep < 16; sweep++) {
            Rotate(a, v, 0, 1);
            Rotate(a, v, 0, 2);
            Rotate(a, v, 1, 2);
        }
        Span<int> order = [0, 1, 2];
        if (a[4 * order[0]] < a[4 * order[1]]) (order[0], order[1]) = (order[1], order[0]);
        if (a[4 * order[1]] < a[4 * order[2]]) (order[1], order[2]) = (order[2], order[1]);
        if (a[4 * order[0]] < a[4 * order[1]]) (order[0], order[1]) = (order[1], order[0]);
        var first = Column(v, order[0]);
        var second = Column(v, order[1]);
        second = Vector3.Normalize(second - first * Vector3.Dot(first, second));
        return new(first, second, Vector3.Cross(first, second));
    }

    /// <summary>Annihilates element (p, q) of the symmetric matrix a and turns the columns of v along.</summary>
    private static void Rotate(Span<double> a, Span<double> v, int p, int q) {
        double off = a[3 * p + q];
        if (off == 0) return;
        double theta = (a[4 * q] - a[4 * p]) / (2 * off);
        double t = (theta < 0 ? -1 : 1) / (Math.Abs(theta) + Math.Sqrt(theta * theta + 1));
        double c = 1 / Math.Sqrt(t * t + 1), s = t * c;
        for (int k = 0; k < 3; k++) Turn(ref a[3 * k + p], ref a[3 * k + q], c, s);
        for (int k = 0; k < 3; k++) Turn(ref a[3 * p + k], ref a[3 * q + k], c, s);
        for (int k = 0; k < 3; k++) Turn(ref v[3 * k + p], ref v[3 * k + q], c, s);
    }

    private static void Turn(ref double x, ref double y, double c, double s) => (x, y) = (c * x - s * y, s * x + c * y);

    private static Vector3 Column(Span<double> v, int k) => Vector3.Normalize(new((float)v[k], (float)v[3 + k], (float)v[6 + k]));
}
