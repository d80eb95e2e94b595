using Diorama.Tensors;

namespace Diorama.Learning.Differentiable;

/// <summary>
/// The specular part of <see cref="Microfacet"/> under any light, from its radiance in directions drawn by the distribution.
/// </summary>
public static class MicrofacetSampling {
    /// <summary>
    /// Computes the reflected radiance [..., 3]: the mean over half vectors drawn from the GGX distribution (Walter et al. 2007, equations
    /// 35 and 36), at the points of a Hammersley set, which are the same for every pixel. It converges to the integral of
    /// <see cref="Microfacet.Evaluate"/>'s specular part, and so do its derivatives: directions move with normal, viewer and roughness.
    /// </summary>
    /// <param name="normal">Unit normals [..., 3].</param>
    /// <param name="view">Unit directions to the viewer [..., 3].</param>
    /// <param name="baseColor">Base colours [..., 3].</param>
    /// <param name="roughness">Roughness [..., 1].</param>
    /// <param name="metallic">Share of metal [..., 1].</param>
    /// <param name="radiance">Gives the radiance [..., samples, 3] that arrives from unit directions [..., samples, 3].</param>
    /// <param name="samples">Number of directions. Memory grows with it.</param>
    public static Tensor Specular(Tensor normal, Tensor view, Tensor baseColor, Tensor roughness, Tensor metallic,
        Func<Tensor, Tensor> radiance, int samples = 64) {
        ArgumentNullException.ThrowIfNull(normal);
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(roughness);
        ArgumentNullException.ThrowIfNull(radiance);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(samples);
        using var scope = new TensorScope();
        var (shares, cosines, sines) = Hammersley(samples, normal);
        var alpha2 = Microfacet.Alpha2(roughness).Unsqueeze(-2);
        var scale = 1 + (alpha2 - 1) * shares;
        var (nh, sine) = (((1 - shares) / scale).Sqrt(), (alpha2 * shares / scale).Sqrt());
        var half = TangentFrame.Turn(Tensor.Cat([sine * cosines, sine * sines, nh.ExpandAs(sine)], -1), normal);
        var (n, v) = (normal.Unsqueeze(-2), view.Unsqueeze(-2));
        var vh = Microfacet.Cosine(v, half);
        var light = 2 * vh * half - v;
        var reflectance = Microfacet.Reflectance(baseColor, metallic).Unsqueeze(-2);
        // Density of the light's direction: D·n·h/(4·v·h).
        var weight = Microfacet.WithoutDistribution(n, v, light, reflectance, alpha2) * (vh.Clamp(min: 0) * 4 / nh);
        return scope.MoveOut((weight * radiance(light)).Mean([-2]));
    }

    /// <summary>The points of the set: shares in 0 … 1, cosines and sines of angles, [samples, 1] each.</summary>
    private static (Tensor Shares, Tensor Cosines, Tensor Sines) Hammersley(int samples, Tensor like) {
        double[] shares = new double[samples], angles = new double[samples];
        for (int i = 0; i < samples; i++) {
            shares[i] = (i + 0.5) / samples;
            double digit = 0.5;
            for (int rest = i; rest > 0; rest >>= 1, digit /= 2) angles[i] += (rest & 1) * digit * 2 * Math.PI;
        }
        var turned = Tensor.From(angles, samples, 1);
        return (Tensor.From(shares, samples, 1).To(like.Device, like.DType), turned.Cos().To(like.Device, like.DType),
            turned.Sin().To(like.Device, like.DType));
    }
}
