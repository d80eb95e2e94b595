using Diorama.Tensors;
using Diorama.Tensors.Autograd;

namespace Diorama.Learning.Metrics;

/// <summary>How alike two images are. Images are [N, C, H, W] with values from 0 to a range.</summary>
public static class ImageSimilarity {
    private const int Window = 11;
    private const double Sigma = 1.5;

    /// <summary>Returns the peak signal-to-noise ratio, dB: 10·log₁₀(range²/mean squared error); infinite for equal images.</summary>
    /// <param name="a">Images, any shape.</param>
    /// <param name="b">Images of the same shape.</param>
    /// <param name="range">Largest value, 1 or 255.</param>
    /// <param name="mask">Weights of pixels that broadcast to the images, 1 where they count; null counts all.</param>
    public static double Psnr(Tensor a, Tensor b, double range = 1, Tensor? mask = null) {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        using var scope = new TensorScope();
        using var mode = GradientMode.Off();
        Tensor error = (a.To(DType.Float64) - b.To(DType.Float64)).Square();
        if (mask is null) return Decibel(error.Mean().ToDouble());
        Tensor weights = mask.To(DType.Float64).ExpandAs(error);
        return Decibel(((error * weights).Sum() / weights.Sum()).ToDouble());

        double Decibel(double mean) => 10 * Math.Log10(range * range / mean);
    }

    /// <summary>
    /// Returns the mean structural similarity (Wang et al. 2004, equation 13): windows of 11×11 pixels that lie inside, weighted by a
    /// Gaussian of σ 1.5, K₁ = 0.01, K₂ = 0.03, each channel by itself; 1 for equal images.
    /// </summary>
    /// <param name="a">Images [N, C, H, W], 11 pixels or more each way.</param>
    /// <param name="b">Images of the same shape.</param>
    /// <param name="range">Largest value, 1 or 255.</param>
    public static double Ssim(Tensor a, Tensor b, double range = 1) {
        using var scope = new TensorScope();
        using var mode = GradientMode.Off();
        return SsimMap(a, b, range).Mean().ToDouble();
    }

    /// <summary>Computes the structural similarity of each window, with gradients: [N, C, H − 10, W − 10].</summary>
    /// <inheritdoc cref="Ssim"/>
    public static Tensor SsimMap(Tensor a, Tensor b, double range = 1) {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        if (a.Dim != 4 || !a.Shape.AsSpan().SequenceEqual(b.Shape) || a.Size(2) < Window || a.Size(3) < Window)
            throw new ArgumentException($"SSIM takes two sets of images [N, C, H, W] of at least {Window}×{Window} pixels.");
        using var scope = new TensorScope();
        long planes = a.Size(0) * a.Size(1);
        Tensor x = a.To(DType.Float64).Reshape(planes, 1, a.Size(2), a.Size(3)),
            y = b.To(DType.Float64).Reshape(planes, 1, a.Size(2), a.Size(3));
        double[] line = [.. Enumerable.Range(0, Window).Select(i => Math.Exp(-Math.Pow(i - Window / 2, 2) / (2 * Sigma * Sigma)))];
        Tensor weights = Tensor.From(line).To(a.Device);
        weights /= weights.Sum();
        double c1 = Math.Pow(0.01 * range, 2), c2 = Math.Pow(0.03 * range, 2);
        Tensor meanX = Mean(x), meanY = Mean(y);
        Tensor varianceX = Mean(x.Square()) - meanX.Square(), varianceY = Mean(y.Square()) - meanY.Square(),
            covariance = Mean(x * y) - meanX * meanY;
        Tensor map = (2 * meanX * meanY + c1) * (2 * covariance + c2)
            / ((meanX.Square() + meanY.Square() + c1) * (varianceX + varianceY + c2));
        return scope.MoveOut(map.Reshape(a.Size(0), a.Size(1), map.Size(2), map.Size(3)));

        Tensor Mean(Tensor image) => Functional.Conv2d(Functional.Conv2d(image, weights.Reshape(1, 1, Window, 1)),
            weights.Reshape(1, 1, 1, Window));
    }
}
