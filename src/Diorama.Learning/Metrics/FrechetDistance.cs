using Diorama.Tensors;
using Diorama.Tensors.Autograd;

namespace Diorama.Learning.Metrics;

/// <summary>
/// The Fréchet distance between two sets of features, each taken as a Gaussian (Dowson and Landau 1982; Heusel et al. 2017). Whose features
/// they are is the caller's business: only those of a certain Inception network make what is published as FID, so tables here name it rFD.
/// </summary>
public static class FrechetDistance {
    /// <summary>
    /// Returns |μ₁ − μ₂|² + tr(Σ₁ + Σ₂ − 2(Σ₁Σ₂)^½), with covariances over n − 1.
    /// </summary>
    /// <param name="a">Features [N, D], two or more rows.</param>
    /// <param name="b">Features [M, D], two or more rows.</param>
    public static double Between(Tensor a, Tensor b) {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        if (a.Dim != 2 || b.Dim != 2 || a.Size(1) != b.Size(1) || a.Size(0) < 2 || b.Size(0) < 2)
            throw new ArgumentException("Two sets of two or more features [N, D] were expected.");
        using var scope = new TensorScope();
        using var mode = GradientMode.Off();
        (Tensor meanA, Tensor covarianceA) = Moments(a);
        (Tensor meanB, Tensor covarianceB) = Moments(b);
        // tr (ΣaΣb)^½ is the sum of the roots of the eigenvalues of Σa^½ Σb Σa^½, which is symmetric.
        (Tensor values, Tensor vectors) = covarianceA.Eigh();
        Tensor root = (vectors * values.Clamp(min: 0).Sqrt()).MatMul(vectors.T());
        (Tensor product, _) = root.MatMul(covarianceB).MatMul(root).Eigh();
        double apart = (meanA - meanB).Square().Sum().ToDouble();
        double spread = (covarianceA.Diagonal().Sum() + covarianceB.Diagonal().Sum()).ToDouble();
        return apart + spread - 2 * product.Clamp(min: 0).Sqrt().Sum().ToDouble();
    }

    private static (Tensor Mean, Tensor Covariance) Moments(Tensor features) {
        Tensor f = features.To(DType.Float64), mean = f.Mean([0], keepDim: true), centred = f - mean;
        return (mean, centred.T().MatMul(centred) / (f.Size(0) - 1.0));
    }
}
