namespace Diorama.Tensors.Rendering;

/// <summary>
/// Pictures of volumes: samples along rays, from the camera outwards, in the dimension before the last of colours and the last of
/// everything else.
/// </summary>
public static class VolumeRendering {
    /// <summary>
    /// Density (1/m) of a signed distance (m, negative inside): the Laplace distribution's Ψ(−distance)/beta with scale beta in metres
    /// (Yariv et al. 2021, VolSDF, equations 2 and 3). 1/beta deep inside, half of it on the surface.
    /// </summary>
    public static Tensor LaplaceDensity(Tensor distance, Tensor beta) {
        ArgumentNullException.ThrowIfNull(distance);
        using var scope = new TensorScope();
        return scope.MoveOut((0.5 + distance.Sign() * (-distance.Abs() / beta).Expm1() / 2) / beta);
    }

    /// <summary>Share of light that each stretch of a ray stops: 1 − e^(−density·length), density in 1/m, length in m.</summary>
    public static Tensor Alpha(Tensor density, Tensor length) {
        using var scope = new TensorScope();
        return scope.MoveOut(-(-(density * length)).Expm1());
    }

    /// <summary>
    /// Shares straight from signed distances [..., n + 1] at the ends of n stretches: max((Φ(f_i) − Φ(f_i+1))/Φ(f_i), 0) with the sigmoid
    /// Φ(f) = 1/(1 + e^(−sharpness·f)) (Wang et al. 2021, NeuS, equation 13): [..., n].
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
    /// What each sample contributes to the picture: its share of the light that those before it let through. Shares and weights are [...,
    /// n].
    /// </summary>
    public static Tensor Weights(Tensor alpha) {
        ArgumentNullException.ThrowIfNull(alpha);
        using var scope = new TensorScope();
        var passed = (1 - alpha).Narrow(-1, 0, alpha.Size(-1) - 1).CumProd(-1);
        return scope.MoveOut(alpha * Tensor.Cat([alpha.Narrow(-1, 0, 1).Detach().OnesLike(), passed], -1));
    }

    /// <summary>
    /// The weighted sum of values [..., n, channels] (colours, normals, distances) with <see cref="Weights"/> [..., n]: [..., channels].
    /// What no sample stopped shows the background, [channels] or [..., channels].
    /// </summary>
    public static Tensor Composite(Tensor weights, Tensor values, Tensor? background = null) {
        ArgumentNullException.ThrowIfNull(weights);
        using var scope = new TensorScope();
        var sum = weights.Unsqueeze(-2).MatMul(values).Squeeze(-2);
        if (background is not null) sum += (1 - weights.Sum([-1], keepDim: true)) * background;
        return scope.MoveOut(sum);
    }
}
