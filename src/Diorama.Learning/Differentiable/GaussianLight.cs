using Diorama.Tensors;

namespace Diorama.Learning.Differentiable;

/// <summary>
/// Distant light given by spherical Gaussians, amplitude·e^(sharpness·(axis·direction − 1)) each: a few lamps, windows or parts of a sky,
/// as broad or narrow as they are (Wang et al. 2009, "All-Frequency Rendering of Dynamic, Spatially-Varying Reflectance").
/// </summary>
public sealed class GaussianLight {
    private readonly Tensor axes, sharpness, amplitudes;

    // The cosine, 0 below the horizon, as four Gaussians about the normal: least squares over the sphere with an integral of π. The root
    // mean square error is 0.025, the greatest 0.074, at the horizon.
    private static readonly (double Sharpness, double Amplitude)[] cosine =
        [(0, 0.8310089987), (0.75, -5.8344178964), (1.5, 11.6370807804), (2.25, -5.6662944149)];

    // GGX is a mixture of Gaussians, ∫ s·e^(−s·(1 + tan²θ/α²)) ds: nodes and weights of the Gauss–Laguerre quadrature with three points,
    // which keeps both the peak of the distribution and its integral. One point is the lobe of Wang et al.
    private static readonly (double Node, double Weight)[] ggx =
        [(0.4157745567834790, 0.7110930099291730), (2.294280360279042, 0.2785177335692408), (6.289945082937479, 0.01038925650158613)];

    /// <summary>
    /// Takes n Gaussians: unit axes [n, 3], sharpness [n, 1], 0 or more, and radiance at the axis [n, 3]; or [..., n, 3 or 1] for Gaussians
    /// of each pixel.
    /// </summary>
    public GaussianLight(Tensor axes, Tensor sharpness, Tensor amplitudes) {
        ArgumentNullException.ThrowIfNull(axes);
        ArgumentNullException.ThrowIfNull(sharpness);
        ArgumentNullException.ThrowIfNull(amplitudes);
        if (axes.Dim < 2 || axes.Size(-1) != 3 || sharpness.Size(-1) != 1 || amplitudes.Size(-1) != 3) {
            throw new ArgumentException("Gaussians are axes [..., n, 3], sharpness [..., n, 1] and amplitudes [..., n, 3], "
                + $"not [{string.Join(", ", axes.Shape)}], [{string.Join(", ", sharpness.Shape)}] "
                + $"and [{string.Join(", ", amplitudes.Shape)}].");
        }
        (this.axes, this.sharpness, this.amplitudes) = (axes, sharpness, amplitudes);
    }

    /// <summary>
    /// Computes the integral over the sphere of the product of two Gaussians of amplitude 1 (Wang et al. 2009): [..., 1] of unit axes
    /// [..., 3] and sharpness [..., 1].
    /// </summary>
    public static Tensor InnerProduct(Tensor axisA, Tensor sharpnessA, Tensor axisB, Tensor sharpnessB) {
        ArgumentNullException.ThrowIfNull(axisA);
        ArgumentNullException.ThrowIfNull(sharpnessA);
        using var scope = new TensorScope();
        return scope.MoveOut(InnerProduct(axisA, sharpnessA, axisB, sharpnessB, out _));
    }

    private static Tensor InnerProduct(Tensor axisA, Tensor sharpnessA, Tensor axisB, Tensor sharpnessB, out Tensor peak) {
        // The product is a Gaussian again, of this axis and sharpness.
        var sum = sharpnessA * axisA + sharpnessB * axisB;
        var length = (Microfacet.Cosine(sum, sum) + 1e-30).Sqrt();
        peak = sum / length;
        // length − sharpnessA − sharpnessB, without large numbers that cancel.
        var exponent = -sharpnessA * sharpnessB * (axisA - axisB).Square().Sum([-1], keepDim: true)
            / (length + sharpnessA + sharpnessB + 1e-30);
        // (1 − e^(−2d))/d, with its series where d is small.
        var series = ((((-4.0 / 45 * length + 4.0 / 15) * length - 2.0 / 3) * length + 4.0 / 3) * length - 2) * length + 2;
        var spread = Tensor.Where(length.Lt(0.02), series, -(-2 * length).Expm1() / length);
        return 2 * Math.PI * exponent.Exp() * spread;
    }

    /// <summary>
    /// Computes the radiance from unit directions [..., 3]: → [..., 3]. With Gaussians of each pixel the directions are [..., m, 3], m for
    /// each.
    /// </summary>
    public Tensor Radiance(Tensor directions) {
        ArgumentNullException.ThrowIfNull(directions);
        using var scope = new TensorScope();
        var (axis, width, height) = axes.Dim == 2 ? (axes, sharpness, amplitudes)
            : (axes.Unsqueeze(-3), sharpness.Unsqueeze(-3), amplitudes.Unsqueeze(-3));
        var toAxis = Microfacet.Cosine(directions.Unsqueeze(-2), axis);
        return scope.MoveOut(((width * (toAxis - 1)).Exp() * height).Sum([-2]));
    }

    /// <summary>
    /// Computes the irradiance on surfaces with unit normals [..., 3], → [..., 3], in closed form, with the cosine as a sum of Gaussians:
    /// exact for an even light; for a single direction the error is at most 0.074 of what it gives from above, at the horizon.
    /// </summary>
    public Tensor Irradiance(Tensor normal) {
        ArgumentNullException.ThrowIfNull(normal);
        using var scope = new TensorScope();
        var n = normal.Unsqueeze(-2);
        Tensor? sum = null;
        foreach (var (width, height) in cosine) {
            var part = InnerProduct(axes, sharpness, n, sharpness.Detach().FullLike(width)) * height;
            sum = sum is null ? part : sum + part;
        }
        return scope.MoveOut((sum!.Clamp(min: 0) * amplitudes).Sum([-2]));
    }

    /// <summary>
    /// Computes the radiance that surfaces reflect to the viewer, [..., 3], in closed form; arguments are those of
    /// <see cref="Microfacet.Evaluate"/>. The diffuse part is the irradiance, with the mean of the Fresnel term. The specular lobe is
    /// three Gaussians about the mirrored direction, warped from the half vector's (Wang et al. 2009) and multiplied by Fresnel term,
    /// shadowing and cosine at the centre of the product. For lights near the mirrored direction and a roughness up to 0.6 the error is
    /// below 20 % for viewers up to 55° from the normal, and below a half at 75°, where the true lobe is no longer round; for a roughness
    /// near 1 under an even sky it is a factor of 2. <see cref="MicrofacetSampling.Specular"/> takes <see cref="Radiance"/> where that
    /// matters.
    /// </summary>
    public Tensor Shade(Tensor normal, Tensor view, Tensor baseColor, Tensor roughness, Tensor metallic) {
        ArgumentNullException.ThrowIfNull(normal);
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(roughness);
        using var scope = new TensorScope();
        var result = Microfacet.Diffuse(Irradiance(normal), normal, view, baseColor, metallic);
        var nv = Microfacet.Cosine(normal, view);
        var mirrored = (2 * nv * normal - view).Unsqueeze(-2);
        var alpha2 = Microfacet.Alpha2(roughness);
        var reflectance = Microfacet.Reflectance(baseColor, metallic).Unsqueeze(-2);
        foreach (var (node, weight) in ggx) {
            var warped = node / (2 * alpha2 * nv.Abs().Clamp(min: 1e-3));
            var overlap = InnerProduct(axes, sharpness, mirrored, warped.Unsqueeze(-2), out var peak);
            var rest = Microfacet.WithoutDistribution(normal.Unsqueeze(-2), view.Unsqueeze(-2), peak, reflectance, alpha2.Unsqueeze(-2));
            var height = weight * node / Math.PI / alpha2;
            result += height * (overlap * rest * amplitudes).Sum([-2]);
        }
        return scope.MoveOut(result);
    }
}
