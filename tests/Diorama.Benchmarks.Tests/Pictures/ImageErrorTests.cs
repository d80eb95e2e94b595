using System.Numerics;
using Diorama.Benchmarks.Pictures;
using Diorama.Core.Images;
using Diorama.Core.Randomness;

namespace Diorama.Benchmarks.Tests.Pictures;

public class ImageErrorTests {
    private static Image<Vector3> Flat(float value) => new(64, 48, [.. Enumerable.Repeat(new Vector3(value), 64 * 48)]);

    [Fact]
    public void RelativeMse_IsTheSquareOfTheRelativeError_OfAFlatPicture() {
        double error = ImageError.RelativeMse(Flat(2.2f), Flat(2), out double trimmed);
        Assert.Equal(0.01 / 1.01, error, 6);
        Assert.Equal(error, trimmed, 6);
    }

    [Fact]
    public void TrimmedError_ForgetsASingleBrightPixel() {
        var image = Flat(1);
        image[5, 7] = new(1000);
        double error = ImageError.RelativeMse(image, Flat(1), out double trimmed);
        Assert.InRange(error, 300, 350);
        Assert.Equal(0, trimmed);
    }

    [Fact]
    public void BlockDifference_AveragesNoiseAway_AndKeepsBias() {
        var random = Keyed.Start(1).Generator();
        var noisy = new Image<Vector3>(64, 48, [.. Enumerable.Range(0, 64 * 48).Select(_ => new Vector3(2 * random.NextFloat()))]);
        Assert.InRange(ImageError.BlockDifference(noisy, Flat(1)), 0.03, 0.08);
        Assert.Equal(0.1, ImageError.BlockDifference(Flat(1.05f), Flat(0.95f)), 5);
    }
}
