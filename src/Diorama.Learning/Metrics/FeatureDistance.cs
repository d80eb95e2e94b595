using Diorama.Tensors;

namespace Diorama.Learning.Metrics;

/// <summary>
/// How far images are apart in the features of a network, with gradients. Whose features they are is the caller's business: with weights of
/// its own this is not the published LPIPS.
/// </summary>
public static class FeatureDistance {
    /// <summary>
    /// Computes the distance of LPIPS without its learned weights (Zhang et al., CVPR 2018, equation 1, w = 1): features of each place are
    /// scaled to length 1; squared differences are summed over channels, averaged over places, summed over stages: [N].
    /// </summary>
    /// <param name="a">Features of each stage, [N, C, H, W].</param>
    /// <param name="b">Features of as many stages and of the same shapes.</param>
    public static Tensor Between(IReadOnlyList<Tensor> a, IReadOnlyList<Tensor> b) {
        using var scope = new TensorScope();
        return scope.MoveOut(Sum(a, b, (x, y) => (Functional.Normalize(x) - Functional.Normalize(y)).Square().Sum([1]).Mean([1, 2])));
    }

    /// <summary>
    /// Computes the distance of style (Gatys et al., CVPR 2016, equations 3 to 5): the squared difference of the Gram matrices, mean over
    /// their elements, summed over stages: [N].
    /// </summary>
    /// <inheritdoc cref="Between"/>
    public static Tensor OfStyle(IReadOnlyList<Tensor> a, IReadOnlyList<Tensor> b) {
        using var scope = new TensorScope();
        return scope.MoveOut(Sum(a, b, (x, y) => (Gram(x) - Gram(y)).Square().Mean([1, 2])));
    }

    /// <summary>Computes the Gram matrices of features, F·Fᵀ over the number of places: [N, C, H, W] → [N, C, C].</summary>
    public static Tensor Gram(Tensor features) {
        ArgumentNullException.ThrowIfNull(features);
        using var scope = new TensorScope();
        Tensor flat = features.Reshape(features.Size(0), features.Size(1), -1);
        return scope.MoveOut(flat.MatMul(flat.Transpose(1, 2)) / flat.Size(2));
    }

    private static Tensor Sum(IReadOnlyList<Tensor> a, IReadOnlyList<Tensor> b, Func<Tensor, Tensor, Tensor> distance) {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        if (a.Count == 0 || a.Count != b.Count) throw new ArgumentException($"There are features of {a.Count} and of {b.Count} stages.");
        Tensor sum = distance(a[0], b[0]);
        for (int i = 1; i < a.Count; i++) sum += distance(a[i], b[i]);
        return sum;
    }
}
