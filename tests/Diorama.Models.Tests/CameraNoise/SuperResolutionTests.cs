using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Models.CameraNoise;
using Diorama.Models.CameraNoise.Baselines;
using Diorama.Tensors;
using Diorama.Tensors.Autograd;
using Microsoft.ML.OnnxRuntime;

namespace Diorama.Models.Tests.CameraNoise;

public class SuperResolutionTests {
    private static readonly UpscalerTraining quick = new() { Layers = 4, Features = 12, Steps = 300, Batch = 8, Crop = 24,
        LearningRate = 5e-3 };

    [Fact]
    public void Parameters_AreThoseOfTheArchitecture() =>
        Assert.Equal(3 * 32 * 9 + 32 + 5 * (32 * 32 * 9 + 32) + 32 * 12 * 9 + 12, new Upscaler().ParameterCount);

    /// <summary>Cubic interpolation keeps the given pixels and is exact for cubics, away from the border.</summary>
    [Fact]
    public void Interpolation_IsExactForCubics() {
        using var scope = new TensorScope();
        double Value(double x, double y) => 1 + 0.5 * x - 0.03 * x * x + 0.2 * y + 0.01 * x * y;
        float[] small = new float[3 * 8 * 8];
        for (int i = 0; i < small.Length; i++) small[i] = (float)Value(2 * (i % 8), 2 * (i / 8 % 8)) * (1 + i / 64);
        float[] large = Upscaler.Interpolated(Tensor.From(small, 1, 3, 8, 8)).ToArray<float>();
        for (int i = 0; i < large.Length; i++) {
            (int x, int y, int c) = (i % 16, i / 16 % 16, i / 256);
            if (x is < 3 or > 11 || y is < 3 or > 11) continue;
            Assert.Equal(Value(x, y) * (1 + c), large[i], 1e-3);
        }
    }

    /// <summary>Large pictures are doubled in pieces of 256 pixels; their borders are not to be seen.</summary>
    [Fact]
    public void Double_HasNoSeams() {
        Torch.Seed(1);
        using var scope = new TensorScope();
        var upscaler = new Upscaler(4, 4);
        using (GradientMode.Off()) foreach (var (_, tensor) in upscaler.NamedTensors()) tensor.CopyFrom<float>(
            [.. Tensor.Randn(tensor.Shape).ToArray<float>().Select(v => v * 0.2f)]);
        upscaler.Eval();
        var small = new Image<Rgb8>(300, 9);
        for (int i = 0; i < small.Pixels.Length; i++) small.Pixels[i] = new((byte)(i * 7 % 200), (byte)(i * 13 % 200), (byte)(i * 5 % 200));
        Image<Rgb8> whole = PictureTensor.ToImage((upscaler.Forward(PictureTensor.Of(small)).Detach() + 0.5).Floor().Clamp(0, 255));
        Assert.Equal((600, 18), (whole.Width, whole.Height));
        Assert.Equal(whole.Pixels, upscaler.Double(small).Pixels);
    }

    /// <summary>The exported network gives in ONNX Runtime what it gives here, at any size.</summary>
    [Theory]
    [InlineData(1, 5, 7)]
    [InlineData(2, 24, 16)]
    public void Export_IsTheSameNetwork(int count, int height, int width) {
        Torch.Seed(2);
        using var scope = new TensorScope();
        using var mode = GradientMode.Off();
        var upscaler = new Upscaler(3, 6);
        foreach (var (_, tensor) in upscaler.NamedTensors())
            tensor.CopyFrom<float>([.. Tensor.Randn(tensor.Shape).ToArray<float>().Select(v => v * 0.3f)]);
        upscaler.Eval();
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".onnx");
        try {
            upscaler.Export(path);
            using var session = new InferenceSession(path);
            Tensor small = Tensor.Rand([count, 3, height, width]) * 255;
            using OrtValue input = OrtValue.CreateTensorValueFromMemory(small.ToArray<float>(), [count, 3, height, width]);
            using var run = new RunOptions();
            using IDisposableReadOnlyCollection<OrtValue> results = session.Run(run, ["small"], [input], ["large"]);
            Assert.Equal([count, 3, 2 * height, 2 * width], results[0].GetTensorTypeAndShape().Shape);
            float[] expected = upscaler.Forward(small).ToArray<float>(), actual = results[0].GetTensorDataAsSpan<float>().ToArray();
            Assert.All(expected, (v, i) => Assert.Equal(v / 255, actual[i] / 255, 1e-4));
        } finally {
            File.Delete(path);
        }
    }

    [Fact]
    public void TrainedWithTheRightNoise_ItIsAboveInterpolation_AndAboveATrainingWithoutNoise() {
        NoiseSet set = Pairs.Set((_, _, _, color, normal) => 12 * normal[color]);
        Image<Rgb8>[] renders = [.. set.Train.Pairs.Select(p => p.Clean)];
        var comparison = new SuperResolutionComparison(renders, set, quick);
        NoiseModel right = new IsotropicGaussian(set.Grid);
        right.Initialise(NoiseStatistics.Of(set.Train));
        double interpolated = comparison.OfInterpolation, gained = comparison.Of(right), without = comparison.Of(null);
        Assert.True(gained > interpolated + 1, $"{gained} and {interpolated} by interpolation");
        Assert.True(gained > without + 1, $"{gained} and {without} without noise");
        Assert.Equal(gained, comparison.Of(right));
    }
}
