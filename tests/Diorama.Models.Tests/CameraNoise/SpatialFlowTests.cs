using System.Numerics;
using Diorama.Core;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Core.Randomness;
using Diorama.Models.CameraNoise;
using Diorama.Sensors.Learned;
using Diorama.Tensors;
using Diorama.Tensors.Autograd;

namespace Diorama.Models.Tests.CameraNoise;

public class SpatialFlowTests {
    private static readonly NoiseGrid grid = new(["Camera 0", "Camera 1 (JPEG)"], [100, 400]);

    /// <summary>A flow whose every part does something.</summary>
    private static SpatialFlow Stirred() {
        Torch.Seed(3);
        var flow = new SpatialFlow(grid);
        using var mode = GradientMode.Off();
        foreach (var (name, tensor) in flow.NamedParameters()) tensor.AddInPlace(tensor.RandnLike() * (name == "kernels" ? 0.03 : 0.2));
        return flow;
    }

    private static Image<Rgb8> Picture(int width, int height) {
        KeyedGenerator random = Keyed.Start(1).Generator();
        var image = new Image<Rgb8>(width, height);
        for (int i = 0; i < image.Pixels.Length; i++)
            image.Pixels[i] = new((byte)(40 + i % width * 3), (byte)(60 + i / width * 4), (byte)(100 + random.NextInt(60)));
        return image;
    }

    private static Tensor Planes<T>(Image<T> image, Func<T, (float, float, float)> colors) where T : unmanaged {
        int plane = image.Pixels.Length;
        float[] values = new float[3 * plane];
        for (int i = 0; i < plane; i++) (values[i], values[plane + i], values[2 * plane + i]) = colors(image.Pixels[i]);
        return Tensor.From(values, 1, 3, image.Height, image.Width);
    }

    [Theory]
    [InlineData(37, 21)]
    [InlineData(4, 3)]
    [InlineData(2, 2)]
    [InlineData(1, 5)]
    public void ForwardOfWhatIsSampled_IsTheLatent(int width, int height) {
        using var scope = new TensorScope();
        using var mode = GradientMode.Off();
        SpatialFlow flow = Stirred();
        Image<Rgb8> clean = Picture(width, height);
        KeyedGenerator random = Keyed.Start(2).Generator();
        var latent = new Image<Vector3>(width, height);
        float Normal() => (float)StandardNormal.Quantile(random.NextDouble() * 0.998 + 0.001);
        for (int i = 0; i < latent.Pixels.Length; i++) latent.Pixels[i] = new(Normal(), Normal(), Normal());
        SpatialNoiseWeights weights = flow.Weights();
        Image<Vector3> noise = new SpatialNoise(weights).Noise(clean, weights.Condition(null, "camera 1 (jpeg)", 400), latent);
        var (found, _) = flow.Forward(Planes(noise, n => (n.X, n.Y, n.Z)), Planes(clean, c => ((float)c.R, c.G, c.B)),
            NoiseConditions.Of(grid, "Camera 1 (JPEG)", 400));
        Assert.InRange((found - Planes(latent, n => (n.X, n.Y, n.Z))).Abs().Max().ToDouble(), 0, 1e-4);
        Assert.InRange(Planes(noise, n => (n.X, n.Y, n.Z)).Std().ToDouble(), 0.1, 5);
    }

    [Fact]
    public void Parameters_AreFewerThanThePublishedFlows() {
        var five = new NoiseGrid(["a", "b", "c", "d", "e"], [100, 400]);
        Assert.Equal((2602, 2522), (new SpatialFlow(five).ParameterCount, new SpatialFlow(five, byName: false).ParameterCount));
    }

    [Fact]
    public void LogDeterminant_IsThatOfAutogradsJacobian() {
        using var scope = new TensorScope();
        SpatialFlow flow = Stirred();
        flow.To(Device.Cpu, DType.Float64);
        Tensor clean = Planes(Picture(4, 4), c => ((float)c.R, c.G, c.B)).To(DType.Float64),
            noise = Tensor.Randn([1, 3, 4, 4]).To(DType.Float64).WithGrad();
        var (latent, determinant) = flow.Forward(noise, clean, NoiseConditions.Of(grid, "Camera 0", 100));
        Tensor flat = latent.Flatten();
        Tensor jacobian = Tensor.Stack(
            [.. Enumerable.Range(0, 48).Select(i => Gradients.Of([flat.Narrow(0, i, 1).Sum()], [noise], keepGraph: true)[0]!.Flatten())]);
        Assert.Equal(jacobian.Det().Abs().Log().ToDouble(), determinant.ToDouble(), 1e-9);
    }

    [Fact]
    public void Noise_IsTheSame_ForAnyNumberOfThreads() {
        SpatialNoiseWeights weights = Stirred().Weights();
        var noise = new SpatialNoise(weights);
        Image<Rgb8> clean = Picture(203, 77);
        float[] condition = weights.Condition(null, "Camera 0", 100);
        Image<Rgb8> one = noise.Apply(clean, condition, Keyed.Start(4), threads: 1);
        foreach (int threads in (int[])[2, 3, 8])
            Assert.Equal(one.Pixels, noise.Apply(clean, condition, Keyed.Start(4), threads: threads).Pixels);
        Assert.NotEqual(one.Pixels, noise.Apply(clean, condition, Keyed.Start(5)).Pixels);
        Assert.Equal(Picture(203, 77).Pixels, clean.Pixels);
    }

    /// <summary>Noise that is n = 0.6·left + 3·normal: what Gaussian models cannot know.</summary>
    [Fact]
    public void Trained_KnowsCorrelation() {
        var pairs = (string[])["a", "b", "c"];
        NoisePair[] made = [.. pairs.Select(scene => {
            NoisePair white = Pairs.Make(scene, "Camera 0", 100, (_, _, _) => 0, 128);
            KeyedGenerator random = Keyed.Start(9).With(scene).Generator();
            var noisy = new Image<Rgb8>(128, 128);
            for (int y = 0; y < 128; y++) {
                Vector3 n = default;
                for (int x = 0; x < 128; x++) {
                    float Normal() => 3 * (float)StandardNormal.Quantile(random.NextDouble() * 0.9998 + 0.0001);
                    n = 0.6f * n + new Vector3(Normal(), Normal(), Normal());
                    Rgb8 c = white.Clean[x, y];
                    noisy[x, y] = new((byte)MathF.Round(c.R + n.X), (byte)MathF.Round(c.G + n.Y), (byte)MathF.Round(c.B + n.Z));
                }
            }
            return white with { Noisy = noisy };
        })];
        var set = new NoiseSet("known", NoiseGrid.Of(made), [made[0]], [made[1]], [made[2]]);
        var (flow, _) = NoiseTrainer.Train(() => new SpatialFlow(set.Grid), set,
            new() { Steps = 150, Batch = 8, ValidateEvery = 50, LearningRate = 1e-2 });
        double exact = 0.5 * Math.Log(2 * Math.PI * Math.E * 9);
        Assert.InRange(NoiseTrainer.Nll(flow, set.Test, [.. Enumerable.Range(0, set.Test.Count)]), exact - 0.02, exact + 0.06);
        Tensor clean = Tensor.Full([1, 3, 128, 128], 120), noise =
            flow.Sample(clean, NoiseConditions.Of(set.Grid, "Camera 0", 100)) - clean;
        double Correlation(int axis) =>
            (noise.Narrow(axis, 1, 127) * noise.Narrow(axis, 0, 127)).Mean().ToDouble() / noise.Square().Mean().ToDouble();
        Assert.InRange(noise.Std().ToDouble(), 3.75 * 0.9, 3.75 * 1.1);
        Assert.InRange(Correlation(3), 0.55, 0.65);
        Assert.InRange(Correlation(2), -0.05, 0.05);
    }

    [Fact]
    public void WeightsThatAreNotNumbers_AreRefused() {
        byte[] file = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "weights", "camera-noise", "small.safetensors"));
        BitConverter.TryWriteBytes(file.AsSpan(^4), float.NaN);
        string path = Path.Combine(Directory.CreateTempSubdirectory("diorama-test-").FullName, "nan.safetensors");
        File.WriteAllBytes(path, file);
        Assert.EndsWith("holds NaN or infinity, expected finite numbers",
            Assert.Throws<BadInputException>(() => SpatialNoiseWeights.Read(path)).Message, StringComparison.Ordinal);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }
}
