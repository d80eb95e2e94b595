using Diorama.Core.Randomness;
using Diorama.Learning.Metrics;
using Diorama.Tensors;
using Diorama.Tensors.Tests;

namespace Diorama.Learning.Tests.Metrics;

public sealed class ImageSimilarityTests {
    private static Tensor Constant(double value, params long[] shape) => Tensor.Full(shape, value, DType.Float64);

    private static float[] Noise(int count, int seed) {
        KeyedGenerator random = Keyed.Start(1).With(seed).Generator();
        return [.. Enumerable.Range(0, count).Select(_ => random.NextFloat())];
    }

    [Theory]
    [InlineData(0.1, 1, 20)]
    [InlineData(0.01, 1, 40)]
    [InlineData(25.5, 255, 20)]
    public void Psnr_OfAConstantDifference(double difference, double range, double expected) {
        using var scope = new TensorScope();
        Assert.Equal(expected, ImageSimilarity.Psnr(Constant(0, 1, 3, 4, 4), Constant(difference, 1, 3, 4, 4), range), 1e-9);
    }

    [Fact]
    public void Psnr_OfEqualImagesIsInfinite_AndMasksCount() {
        using var scope = new TensorScope();
        Tensor a = Constant(0, 1, 3, 2, 2), b = Tensor.From([0.1, 0.1, 0.5, 0.5]).Reshape(1, 1, 2, 2).Expand(1, 3, 2, 2);
        Assert.Equal(double.PositiveInfinity, ImageSimilarity.Psnr(a, a));
        Assert.Equal(20, ImageSimilarity.Psnr(a, b, mask: Tensor.From([1.0, 1, 0, 0]).Reshape(1, 1, 2, 2)), 1e-9);
    }

    /// <summary>Without variance, only the luminance is left: (2ab + C₁)/(a² + b² + C₁).</summary>
    [Fact]
    public void Ssim_OfConstantImages() {
        using var scope = new TensorScope();
        double expected = (2 * 0.3 * 0.6 + 1e-4) / (0.09 + 0.36 + 1e-4);
        Assert.Equal(expected, ImageSimilarity.Ssim(Constant(0.3, 2, 3, 16, 12), Constant(0.6, 2, 3, 16, 12)), 1e-9);
    }

    /// <summary>Against the sums of the paper's equations, written out.</summary>
    [Fact]
    public void Ssim_IsThatOfThePaper() {
        const int width = 14, height = 12;
        float[] a = Noise(width * height, 1), b = [.. Noise(width * height, 2).Select((v, i) => 0.7f * a[i] + 0.3f * v)];
        double sum = 0;
        int windows = 0;
        for (int y = 0; y + 11 <= height; y++) {
            for (int x = 0; x + 11 <= width; x++, windows++) {
                double w = 0, ma = 0, mb = 0, aa = 0, bb = 0, ab = 0;
                for (int j = 0; j < 11; j++) {
                    for (int i = 0; i < 11; i++) {
                        double weight = Math.Exp(-((i - 5) * (i - 5) + (j - 5) * (j - 5)) / 4.5), p = a[(y + j) * width + x + i],
                            q = b[(y + j) * width + x + i];
                        (w, ma, mb, aa, bb, ab) = (w + weight, ma + weight * p, mb + weight * q, aa + weight * p * p, bb + weight * q * q,
                            ab + weight * p * q);
                    }
                }
                (ma, mb) = (ma / w, mb / w);
                (aa, bb, ab) = (aa / w - ma * ma, bb / w - mb * mb, ab / w - ma * mb);
                sum += (2 * ma * mb + 1e-4) * (2 * ab + 9e-4) / ((ma * ma + mb * mb + 1e-4) * (aa + bb + 9e-4));
            }
        }
        using var scope = new TensorScope();
        Tensor image = Tensor.FromBlob(a, 1, 1, height, width), other = Tensor.FromBlob(b, 1, 1, height, width);
        Assert.Equal(sum / windows, ImageSimilarity.Ssim(image, other), 1e-9);
        Assert.Equal(1, ImageSimilarity.Ssim(image, image), 1e-12);
        // The unit of the values makes no difference.
        Assert.Equal(sum / windows, ImageSimilarity.Ssim(image * 255, other * 255, 255), 1e-6);
        Assert.Throws<ArgumentException>(() => ImageSimilarity.Ssim(image, image.Narrow(3, 0, 10)));
    }

    [Fact]
    public void Ssim_HasGradients() {
        using var scope = new TensorScope();
        Tensor a = Tensor.FromBlob(Noise(144, 3), 1, 1, 12, 12).To(DType.Float64),
            b = Tensor.FromBlob(Noise(144, 4), 1, 1, 12, 12).To(DType.Float64);
        FiniteDifferences.Agree(inputs => ImageSimilarity.SsimMap(inputs[0], b), [a]);
    }
}
