using Diorama.Assets;
using Diorama.Core;
using Diorama.Core.Randomness;
using Diorama.Learning.Metrics;
using Diorama.Learning.Pretrained;
using Diorama.Tensors;

namespace Diorama.Learning.Tests.Pretrained;

/// <summary>The network of the pack "features", read into tensors, against ONNX Runtime on the same file.</summary>
[Trait("Category", "Assets")]
public class FeatureNetworkTests {
    private const int Size = 224;
    private static readonly string pack = AssetLibrary.Open().PackFolder(AllPacks.Features);

    [Fact]
    public void PooledFeatures_AreThoseOfOnnxRuntime() {
        using var scope = new TensorScope();
        float[] image = Picture(Size, 1);
        IReadOnlyList<Tensor> stages = FeatureNetwork.Open(pack).Stages(Tensor.From(image, 1, 3, Size, Size));
        Assert.Equal(["1, 64, 56, 56", "1, 128, 28, 28", "1, 256, 14, 14", "1, 512, 7, 7"], stages.Select(s => string.Join(", ", s.Shape)));
        float[] ours = stages[3].Mean([2, 3]).ToArray<float>();

        using var preparation = OnnxNetwork.Open(Path.Combine(pack, "ResNetPreprocess.onnx"));
        using var network = OnnxNetwork.Open(Path.Combine(pack, "ResNet18.onnx"));
        NdArray prepared = preparation.Run(new([1, 3, Size, Size], [.. image.Select(v => v * 255)]))[0];
        float[] theirs = network.Run(prepared)[0].Values;
        Assert.Equal(theirs.Length, ours.Length);
        Assert.True(theirs.Max() > 0.5f);
        for (int i = 0; i < ours.Length; i++) Assert.Equal(theirs[i], ours[i], 1e-3f * theirs.Max());
    }

    [Fact]
    public void Distance_GrowsWithNoise_AndItsGradientIsThatOfFiniteDifferences() {
        const int small = 64;
        using var scope = new TensorScope();
        var network = FeatureNetwork.Open(pack);
        Tensor clean = Tensor.From(Picture(small, 2), 1, 3, small, small), noise = Tensor.From(Noise(small), 1, 3, small, small);
        IReadOnlyList<Tensor> reference = network.Stages(clean);
        Assert.Equal(0, FeatureDistance.Between(reference, reference).ToDouble());
        double little = At(0.05), more = At(0.2);
        Assert.True(little > 0 && more > 1.5 * little, $"{little} {more}");

        Tensor image = (clean + 0.1 * noise).Detach().WithGrad();
        FeatureDistance.Between(network.Stages(image), reference).Sum().Backward();
        double slope = (image.Grad! * noise).Sum().ToDouble(), step = 2e-3;
        Assert.Equal((At(0.1 + step) - At(0.1 - step)) / (2 * step), slope, Math.Abs(slope) * 0.03);

        double At(double amount) => FeatureDistance.Between(network.Stages(clean + amount * noise), reference).ToDouble();
    }

    [Fact]
    public void Style_DoesNotDependOnPlaces() {
        using var scope = new TensorScope();
        Tensor features = Tensor.From(Noise(32), 1, 3, 32, 32), turned = features.Flip([2, 3]), other = features + 0.5;
        Assert.Equal(0, FeatureDistance.OfStyle([features], [turned]).ToDouble(), 1e-9);
        Assert.True(FeatureDistance.OfStyle([features], [other]).ToDouble() > 0.01);
        // One channel of ones and one of twos: 1, 2, 2, 4.
        Tensor constant = Tensor.From([1f, 1, 1, 1, 2, 2, 2, 2], 1, 2, 2, 2);
        Assert.Equal([1f, 2, 2, 4], FeatureDistance.Gram(constant).ToArray<float>());
    }

    [Fact]
    public void OtherFiles_AreOneSentence() {
        string folder = Directory.CreateTempSubdirectory("diorama-features-").FullName;
        try {
            Assert.Contains("ResNetPreprocess.onnx", Assert.Throws<BadInputException>(() => FeatureNetwork.Open(folder)).Message,
                StringComparison.Ordinal);
            File.Copy(Path.Combine(pack, "ResNetPreprocess.onnx"), Path.Combine(folder, "ResNetPreprocess.onnx"));
            byte[] network = File.ReadAllBytes(Path.Combine(pack, "ResNet18.onnx"));
            foreach (byte[] damaged in (byte[][])[[], [1, 2, 3], network[..1_000_000], File.ReadAllBytes(Path.Combine(pack, "LICENSE"))]) {
                File.WriteAllBytes(Path.Combine(folder, "ResNet18.onnx"), damaged);
                Assert.Contains("ResNet18.onnx", Assert.Throws<BadInputException>(() => FeatureNetwork.Open(folder)).Message,
                    StringComparison.Ordinal);
                Assert.Contains("ResNet18.onnx",
                    Assert.Throws<BadInputException>(() => OnnxNetwork.Open(Path.Combine(folder, "ResNet18.onnx"))).Message,
                    StringComparison.Ordinal);
            }
        } finally {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static float[] Noise(int size) {
        KeyedGenerator generator = Keyed.Start(5).Generator();
        var values = new float[3 * size * size];
        for (int i = 0; i < values.Length; i++) values[i] = generator.NextNormal();
        return values;
    }

    // Waves of a few directions: edges at many scales.
    private static float[] Picture(int size, ulong seed) {
        KeyedGenerator generator = Keyed.Start(seed).Generator();
        var values = new float[3 * size * size];
        for (int wave = 0; wave < 8; wave++) {
            float across = 0.4f * generator.NextNormal(), down = 0.4f * generator.NextNormal(), phase = 6 * generator.NextFloat();
            for (int i = 0; i < values.Length; i++)
                values[i] += (1 + MathF.Sin(across * (i % size) + down * (i / size % size) + phase + i / (size * size))) / 16;
        }
        return values;
    }
}
