using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Core.Randomness;
using Diorama.Models.CameraNoise;
using Diorama.Tensors;

namespace Diorama.Models.Tests.CameraNoise;

public class NoiseComparisonTests {
    private const int Size = 128;

    private static double[] White(string name) {
        KeyedGenerator random = Keyed.Start(1).With(name).Generator();
        double[] values = new double[Size * Size];
        for (int i = 0; i < values.Length; i++) values[i] = StandardNormal.Quantile(random.NextDouble() + 1e-17);
        return values;
    }

    /// <summary>Grey of 128 plus noise of each colour.</summary>
    private static Image<Rgb8> Picture(params double[][] noise) {
        var image = new Image<Rgb8>(Size, Size);
        for (int i = 0; i < image.Pixels.Length; i++) image.Pixels[i] = new(Level(noise[0][i]), Level(noise[1][i]), Level(noise[2][i]));
        return image;

        static byte Level(double noise) => (byte)Math.Round(128 + noise);
    }

    private static NoiseDistance Distance(Image<Rgb8> real, Image<Rgb8> drawn) {
        var clean = new Image<Rgb8>(Size, Size);
        clean.Pixels.AsSpan().Fill(new(128, 128, 128));
        var comparison = new NoiseComparison();
        comparison.Add(new("a", "Camera", 100, real, clean), drawn);
        return comparison.Result();
    }

    private static double[] Times(double factor, double[] values) => Array.ConvertAll(values, v => factor * v);

    /// <summary>
    /// The mean of each number and the one <paramref name="step"/> further, as large as before: neighbours correlate by one half.
    /// </summary>
    private static double[] Blurred(double[] values, int step) =>
        [.. values.Select((v, i) => (v + values[(i + step) % values.Length]) / Math.Sqrt(2))];

    [Fact]
    public void Result_OfTheSameDistribution_IsSmall() {
        NoiseDistance d = Distance(Picture(Times(10, White("a")), Times(10, White("b")), Times(10, White("c"))),
            Picture(Times(10, White("d")), Times(10, White("e")), Times(10, White("f"))));
        Assert.InRange(d.Divergence, 0.002, 0.009);
        Assert.InRange(Math.Max(d.Correlation, d.ByScene), 0, 0.02);
        Assert.InRange(d.Deviation, 0, 0.02);
    }

    [Fact]
    public void Result_TellsCorrelation_ByDirection() {
        double[] r = Times(8, White("a")), g = Times(8, White("b")), b = Times(8, White("c"));
        Image<Rgb8> white = Picture(r, g, b);
        NoiseDistance across = Distance(Picture(Blurred(r, 1), Blurred(g, 1), Blurred(b, 1)), white),
            down = Distance(Picture(Blurred(r, Size), Blurred(g, Size), Blurred(b, Size)), white);
        Assert.Equal((0.5, 0.0), (across.Horizontal, across.Vertical),
            (x, y) => Math.Abs(x.Item1 - y.Item1) < 0.02 && Math.Abs(x.Item2 - y.Item2) < 0.02);
        Assert.Equal((0.0, 0.5), (down.Horizontal, down.Vertical),
            (x, y) => Math.Abs(x.Item1 - y.Item1) < 0.02 && Math.Abs(x.Item2 - y.Item2) < 0.02);
        // Red and green the same, blue its own: one of the two pairs of colours differs by one.
        Assert.Equal(0.5, Distance(Picture(r, r, b), white).Colors, 0.02);
        Assert.Equal(0.5 / 3, across.ByScene, 0.02);
    }

    [Fact]
    public void Result_TellsDeviation() {
        double[] r = White("a"), g = White("b"), b = White("c");
        NoiseDistance d = Distance(Picture(Times(8, r), Times(8, g), Times(8, b)), Picture(Times(12, r), Times(12, g), Times(4, b)));
        Assert.Equal((0.5 + 0.5 + 0.5) / 3, d.Deviation, 0.02);
    }

    [Theory]
    [InlineData(5, 0.0025)]
    [InlineData(10, 0.0056)]
    [InlineData(20, 0.010)]
    [InlineData(30, 0.015)]
    public void NormalFloor_IsThatOfTheEstimator(double deviation, double expected) =>
        Assert.Equal(expected, Enumerable.Range(0, 200).Average(i => NoiseHistogram.NormalFloor(deviation, Keyed.Start(2).With(i))),
        0.15 * expected);

    [Fact]
    public void Divergence_OfTensors_IsThatOfPictures() {
        float[] clean = [.. Enumerable.Repeat(128f, 3072)], noisy = Noisy("a"), drawn = Noisy("b");
        var real = PictureTensor.ToImage(Tensor.From(noisy, 1, 3, 32, 32));
        var pair = new NoisePair("a", "Camera", 100, real, PictureTensor.ToImage(Tensor.From(clean, 1, 3, 32, 32)));
        Assert.Equal(NoiseHistogram.Divergence(pair, PictureTensor.ToImage(Tensor.From(drawn, 1, 3, 32, 32)), 0, 0),
            NoiseHistogram.Divergence(noisy, drawn, clean), 1e-12);

        static float[] Noisy(string name) => [.. White(name).Take(3072).Select(v => MathF.Round((float)(128 + 9 * v)))];
    }

    [Fact]
    public void Divergence_IsTheFormula() {
        double[] nothing = new double[Size * Size], four = [.. nothing.Select(_ => 4.0)];
        // 3072 numbers in one bin, none in the other, one added to each of 130.
        Assert.Equal(3072 / 3202.0 * Math.Log(3073), Distance(Picture(nothing, nothing, nothing), Picture(four, four, four)).Divergence,
            1e-9);
        double[] three = [.. nothing.Select(_ => 3.0)];
        Assert.Equal(0, Distance(Picture(nothing, nothing, nothing), Picture(three, three, three)).Divergence, 1e-9);
    }
}
