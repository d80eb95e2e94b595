using Diorama.Tensors;

namespace Diorama.Learning.Differentiable;

/// <summary>
/// Differentiable volume rendering. Samples along a ray, from the camera outwards, are in the last dimension, except for values with
/// channels, where they are in the one before.
/// </summary>
public static class VolumeRendering {
    /// <summary>
    /// Computes the density (1/m) from a signed distance (m, negative inside): Ψ(−distance)/beta with the distribution function Ψ of the
    /// Laplace distribution of scale beta in metres (Yariv et al. 2021, VolSDF, equations 2 and 3). It is 1/beta deep inside and half of
    /// this on the surface; the shape stays.
    /// </summary>
    public static Tensor LaplaceDensity(Tensor distance, Tensor beta) {
        ArgumentNullException.ThrowIfNull(distance);
        using var scope = new TensorScope();
        return scope.MoveOut((0.5 + distance.Sign() * (-distance.Abs() / beta).Expm1() / 2) / beta);
    }

    /// <summary>
    /// Computes the opacity of each interval of a ray, 1 − e^(−density·length), with density in 1/m and length in m, both [..., n].
    /// </summary>
    public static Tensor Alpha(Tensor density, Tensor length) {
        using var scope = new TensorScope();
        return scope.MoveOut(-(-(density * length)).Expm1());
    }

    /// <summary>
    /// Computes opacities directly from signed distances [..., n + 1] at the ends of n intervals: max((Φ(f_i) − Φ(f_i+1))/Φ(f_i), 0) with
    /// the sigmoid Φ(f) = 1/(1 + e^(−sharpness·f)) (Wang et al. 2021, NeuS, equation 13): [..., n].
    /// </summary>
    public static Tensor AlphaOfDistances(Tensor distance, Tensor sharpness) {
        ArgumentNullException.ThrowIfNull(distance);
        using var scope = new TensorScope();
        // 1 − Φ(b)/Φ(a) from logarithms: Φ is 0 in floating point long before the ratio is.
        var log = Functional.LogSigmoid(distance * sharpness);
        long n = distance.Size(-1) - 1;
        return scope.MoveOut((-(log.Narrow(-1, 1, n) - log.Narrow(-1, 0, n)).Expm1()).Clamp(min: 0));
    }

    /// <summary>
    /// Computes the weight of each sample in the image: its opacity times the transmittance of the samples before it. Opacities and weights
    /// are [..., n].
    /// </summary>
    public static Tensor Weights(Tensor alpha) {
        ArgumentNullException.ThrowIfNull(alpha);
        using var scope = new TensorScope();
        var passed = (1 - alpha).Narrow(-1, 0, alpha.Size(-1) - 1).CumProd(-1);
        return scope.MoveOut(alpha * Tensor.Cat([alpha.Narrow(-1, 0, 1).Detach().OnesLike(), passed], -1));
    }

    /// <summary>
    /// Computes the sum of values [..., n, channels] (colours, normals, distances) with the <see cref="Weights"/> [..., n]: [...,
    /// channels]. The remaining transmittance shows the background, [channels] or [..., channels].
    /// </summary>
    public static Tensor Composite(Tensor weights, Tensor values, Tensor? background = null) {
        ArgumentNullException.ThrowIfNull(weights);
        using var scope = new TensorScope();
        var sum = weights.Unsqueeze(-2).MatMul(values).Squeeze(-2);
        if (background is not null) sum += (1 - weights.Sum([-1], keepDim: true)) * background;
        return scope.MoveOut(sum);
    }
}
