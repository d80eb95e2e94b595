using Diorama.Tensors;

namespace Diorama.Learning.Differentiable;

/// <summary>
/// Real spherical harmonics, orthonormal over the sphere and without the sign (−1)^m, as Ramamoorthi and Hanrahan 2001 have them:
/// Y₀₀ = 0.282095, Y₁₋₁ = 0.488603·y. Order n has (n + 1)² of them, that of l and m at l² + l + m.
/// </summary>
public static class SphericalHarmonics {
    /// <summary>Computes all harmonics up to an order at unit directions [..., 3]: [..., (order + 1)²].</summary>
    public static Tensor Basis(Tensor directions, int order) {
        ArgumentNullException.ThrowIfNull(directions);
        ArgumentOutOfRangeException.ThrowIfNegative(order);
        using var scope = new TensorScope();
        var (x, y, z) = (directions.Select(-1, 0), directions.Select(-1, 1), directions.Select(-1, 2));
        var values = new Tensor[(order + 1) * (order + 1)];
        // (x + iy)^m, which is sin^m θ·e^(imφ), and Legendre polynomials that are divided by sin^m θ: polynomials, smooth at the poles too.
        var (real, imaginary) = (x.Detach().OnesLike(), x.Detach().ZerosLike());
        double first = 1;
        for (int m = 0; m <= order; m++) {
            var (before, legendre) = (x.Detach().ZerosLike(), x.Detach().OnesLike() * first);
            for (int l = m; l <= order; l++) {
                if (l > m) (before, legendre) = (legendre, ((2 * l - 1) * z * legendre - (l + m - 1) * before) / (l - m));
                double scale = Norm(l, m);
                values[l * l + l + m] = scale * real * legendre;
                if (m > 0) values[l * l + l - m] = scale * imaginary * legendre;
            }
            (real, imaginary, first) = (x * real - y * imaginary, x * imaginary + y * real, first * (2 * m + 1));
        }
        return scope.MoveOut(Tensor.Stack(values, -1));
    }

    /// <summary>
    /// Computes the coefficients [(order + 1)², channels] of what arrives from unit directions [n, 3]: Σ values·Y·solid angle, with values
    /// [n, channels] and solid angles [n, 1] in steradians that fill the sphere.
    /// </summary>
    public static Tensor Project(Tensor directions, Tensor values, Tensor solidAngles, int order) {
        ArgumentNullException.ThrowIfNull(values);
        using var scope = new TensorScope();
        return scope.MoveOut((Basis(directions, order) * solidAngles).T().MatMul(values));
    }

    /// <summary>
    /// Returns what the harmonics of one l are multiplied by when they are gathered over a hemisphere with the cosine (Ramamoorthi and
    /// Hanrahan 2001): π, 2π/3, π/4, 0, −π/24 …
    /// </summary>
    public static double CosineFactor(int l) {
        ArgumentOutOfRangeException.ThrowIfNegative(l);
        if (l == 1) return 2 * Math.PI / 3;
        if (l % 2 == 1) return 0;
        double factor = l % 4 == 0 ? -1 : 1;
        // l!/(2^l·(l/2)!²)
        for (int k = 1; k <= l / 2; k++) factor *= (2 * k - 1) / (2.0 * k);
        return 2 * Math.PI * factor / ((l + 2) * (l - 1));
    }

    private static double Norm(int l, int m) {
        double squared = (2 * l + 1) / (4 * Math.PI) * (m == 0 ? 1 : 2);
        for (int k = l - m + 1; k <= l + m; k++) squared /= k;
        return Math.Sqrt(squared);
    }
}
