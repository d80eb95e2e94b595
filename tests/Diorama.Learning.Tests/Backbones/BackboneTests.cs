using Diorama.Learning.Backbones;
using Diorama.Tensors;
using Diorama.Tensors.Autograd;
using Diorama.Tensors.Layers;
using Diorama.Tensors.Optimisers;

namespace Diorama.Learning.Tests.Backbones;

/// <summary>Shapes, numbers of parameters that publications state or their tables give, and that gradients reach every parameter.</summary>
public sealed class BackboneTests {
    /// <summary>Every parameter must take part: after a backward pass, none is without a gradient.</summary>
    private static void ExpectGradients(Module module, Tensor result) {
        result.Square().Mean().Backward();
        Assert.All(module.NamedParameters(), p => Assert.True(p.Tensor.Grad is not null, $"{p.Name} takes no part"));
    }

    [Fact]
    public void ResNet18_HasTheParametersOfTorchvision() {
        using var scope = new TensorScope();
        Assert.Equal(11_689_512, new ResNet18(classes: 1000).ParameterCount);
        var net = new ResNet18(channels: 4);
        Tensor[] pyramid = net.Pyramid(Tensor.Rand([2, 4, 64, 96]));
        Assert.Equal([[2, 64, 16, 24], [2, 128, 8, 12], [2, 256, 4, 6], [2, 512, 2, 3]], pyramid.Select(p => p.Shape));
        Tensor features = net.Forward(Tensor.Rand([2, 4, 64, 64]));
        Assert.Equal([2, 512], features.Shape);
        ExpectGradients(net, features);
    }

    /// <summary>The sum of the layers of figure 1 of Ronneberger et al. 2015, and what Çiçek et al. 2016 state in section 2.</summary>
    [Fact]
    public void UNets_HaveTheParametersOfThePapers() {
        using var scope = new TensorScope();
        long expected = 0, from = 1;
        foreach (long width in (long[])[64, 128, 256, 512, 1024]) {
            expected += 9 * from * width + width + 9 * width * width + width;
            from = width;
        }
        foreach (long width in (long[])[512, 256, 128, 64])
            expected += 4 * 2 * width * width + 9 * 2 * width * width + width + 9 * width * width + width;
        expected += 64 * 2 + 2;
        Assert.Equal(expected, new UNet(1, 2, [64, 128, 256, 512, 1024], normalisation: Normalisation.None, learnsUp: true).ParameterCount);
        Assert.Equal(19_069_955, new UNet(3, 3, [64, 128, 256, 512], volume: true, normalisation: Normalisation.None, learnsUp: true,
            halfFirst: true).ParameterCount);
    }

    [Theory]
    [InlineData(false, Normalisation.Group, false)]
    [InlineData(false, Normalisation.Batch, true)]
    [InlineData(true, Normalisation.Group, false)]
    [InlineData(true, Normalisation.None, true)]
    public void UNet_KeepsTheSize(bool volume, Normalisation normalisation, bool learnsUp) {
        using var scope = new TensorScope();
        var net = new UNet(3, 5, [16, 32, 64], volume, normalisation, learnsUp);
        Tensor result = net.Forward(Tensor.Rand(volume ? [2, 3, 8, 12, 16] : [2, 3, 24, 32]));
        Assert.Equal(volume ? [2, 5, 8, 12, 16] : [2, 5, 24, 32], result.Shape);
        ExpectGradients(net, result);
    }

    /// <summary>
    /// PIFu's encoder of four stacks has 14.42 million, in which each block without a shortcut counts a normalisation that it does not use.
    /// </summary>
    [Fact]
    public void StackedHourglass_HasTheParametersOfPifu() {
        using var scope = new TensorScope();
        long unused = 2 * 128 + 4 * 8 * 2 * 256;
        Assert.Equal(14.42, Math.Round((new StackedHourglass().ParameterCount + unused) / 1e6, 2));
        var small = new StackedHourglass(stackCount: 2, features: 128);
        Tensor[] results = small.Forward(Tensor.Rand([1, 3, 64, 32]));
        Assert.Equal([[1, 128, 16, 8], [1, 128, 16, 8]], results.Select(r => r.Shape));
        ExpectGradients(small, results[0] + results[1]);
    }

    /// <summary>GPT-2's smallest has 12 layers of 768: 85,056,000 without its embeddings.</summary>
    [Fact]
    public void Transformer_HasTheParametersOfGpt2() {
        using var scope = new TensorScope();
        Assert.Equal(85_056_000, new Transformer(12, 768, 12).ParameterCount);
    }

    /// <summary>Position by position with the cache, it finds what it finds of the whole; also under a mask of one's own.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Transformer_WithItsCache_FindsTheSame(bool causal) {
        using var scope = new TensorScope();
        using var mode = GradientMode.Off();
        Torch.Seed(2);
        const long count = 9;
        var net = new Transformer(3, 32, 4);
        Tensor input = Tensor.Randn([2, count, 32]);
        // Each position sees itself and every other one before it.
        bool[] sees = [.. from i in Enumerable.Range(0, (int)count) from j in Enumerable.Range(0, (int)count) select j <= i
            && (i - j) % 2 == 0];
        Tensor? mask = causal ? null : Tensor.From(sees).Reshape(count, count);
        Tensor whole = net.Forward(input, mask, causal);
        using TransformerCache cache = net.NewCache();
        for (long i = 0; i < count; i++) {
            Tensor one = net.Forward(input.Narrow(1, i, 1), mask?.Narrow(0, i, 1).Narrow(1, 0, i + 1), causal, cache);
            Assert.Equal(i + 1, cache.Length);
            Assert.True((one - whole.Narrow(1, i, 1)).Abs().Max().ToDouble() < 1e-5, $"position {i}");
        }
    }

    [Fact]
    public void LocalPoolPointNet_SharesWithinCells() {
        using var scope = new TensorScope();
        Torch.Seed(1);
        var net = new LocalPoolPointNet(resolution: 4, features: 8, hidden: 16);
        // The second layers of its blocks begin at zero.
        foreach (Tensor p in net.Parameters.Where(p => p.Dim == 2)) Initial.Normal(p, 0.3);
        Tensor points = Tensor.From([0.1f, 0.1f, 0.1f, 0.2f, 0.2f, 0.2f, 0.9f, 0.1f, 0.1f]).Reshape(1, 3, 3);
        Tensor found = net.Forward(points), grid = net.Grid(points, found);
        Assert.Equal([1, 3, 8], found.Shape);
        Assert.Equal([1, 8, 4, 4, 4], grid.Shape);
        // X is the last axis; a cell has the mean of its points.
        Near(found.Select(1, 2).Flatten(), grid.Select(2, 0).Select(2, 0).Select(2, 3).Flatten());
        Near(found.Narrow(1, 0, 2).Mean([1]).Flatten(), grid.Select(2, 0).Select(2, 0).Select(2, 0).Flatten());
        Assert.Equal(2, grid.Abs().Sum([1]).Gt(0).Sum(DType.Int64).ToDouble());
        // What happens to a point is known in its cell and nowhere else.
        Tensor moved = Tensor.From([0.1f, 0.1f, 0.1f, 0.24f, 0.01f, 0.2f, 0.9f, 0.1f, 0.1f]).Reshape(1, 3, 3), after = net.Forward(moved);
        Near(found.Select(1, 2), after.Select(1, 2));
        Assert.True((found.Select(1, 0) - after.Select(1, 0)).Abs().Max().ToDouble() > 1e-4);
        ExpectGradients(net, found);
    }

    private static void Near(Tensor a, Tensor b) => Assert.True((a - b).Abs().Max().ToDouble() < 1e-5);

    [Fact]
    public void CoordinateNetworks_HaveTheParametersOfNerf() {
        using var scope = new TensorScope();
        // Eight layers of 256 on 63 numbers, which enter again in the fifth: the trunk of NeRF, with the last layer of one number.
        long expected = 64 * 256 + 3 * 257 * 256 + (256 + 63 + 1) * 256 + 3 * 257 * 256 + 257;
        var net = CoordinateNetwork.Fourier(1);
        Assert.Equal(expected, net.ParameterCount);
        ExpectGradients(net, net.Forward(Tensor.Rand([7, 3])));
        var posed = CoordinateNetwork.Fourier(25, octaves: 10, width: 64, depth: 5, again: -1, extra: 128);
        Assert.Equal([7, 25], posed.Forward(Tensor.Rand([7, 131])).Shape);
        var grid = CoordinateNetwork.HashGrid(3, new HashGridEncoding(2, levels: 4, logRows: 10, finest: 64));
        ExpectGradients(grid, grid.Forward(Tensor.Rand([50, 2])));
    }

    [Fact]
    public void VectorQuantiser_TakesTheNearest_AndPassesGradients() {
        using var scope = new TensorScope();
        var quantiser = new VectorQuantiser(3, 2);
        quantiser.Eval();
        quantiser.Codebook.Detach().CopyInPlace(Tensor.From([0f, 0, 1, 1, -1, 2]).Reshape(3, 2));
        Tensor features = Tensor.From([0.9f, 0.1f, 0.8f, -0.2f]).Reshape(1, 2, 1, 2).WithGrad();
        Quantised found = quantiser.Forward(features);
        Assert.Equal([1L, 0], found.Codes.ToArray<long>());
        Assert.Equal([1f, 0, 1, 0], found.Features.ToArray<float>());
        // (0.9, 0.8) to (1, 1) and (0.1, −0.2) to (0, 0): the mean of 0.01, 0.04, 0.01, 0.04, and a quarter of it.
        Assert.Equal(0.025 * 1.25, found.Loss.ToDouble(), 1e-6);
        (found.Features * Tensor.From([1f, 2, 3, 4]).Reshape(1, 2, 1, 2)).Sum().Backward();
        Assert.Equal([1f, 2, 3, 4], features.Grad!.ToArray<float>());
        Assert.Equal(found.Features.ToArray<float>(), quantiser.Look(found.Codes).ToArray<float>());
    }

    /// <summary>Four clusters and sixteen codes that all begin in one place: in the end each cluster has a code of its own.</summary>
    [Fact]
    public void DeadCodes_BeginAnew() {
        using var scope = new TensorScope();
        Torch.Seed(4);
        var quantiser = new VectorQuantiser(16, 2);
        quantiser.Codebook.Detach().CopyInPlace(Tensor.Full([16, 2], 30));
        var adam = new Adam(quantiser.Parameters, 0.05);
        double loss = 0;
        for (int step = 0; step < 600; step++) {
            using var inner = new TensorScope();
            Tensor middles = (Tensor.RandInt(0, 2, [1, 2, 8, 8]).To(DType.Float32) * 2 - 1) * 5;
            adam.ZeroGrad();
            Quantised found = quantiser.Forward(middles + Tensor.Randn([1, 2, 8, 8]) * 0.1);
            found.Loss.Backward();
            adam.Step();
            loss = found.Loss.ToDouble();
        }
        Assert.InRange(loss, 0, 0.05);
        Assert.True(quantiser.Usage.Gt(0.03).Sum(DType.Int64).ToDouble() >= 8);
    }

    /// <summary>VQGAN of factor 16 for COCO: 8192 words of 256.</summary>
    [Fact]
    public void VqAutoencoder_GoesToCodesAndBack() {
        using var scope = new TensorScope();
        var net = new VqAutoencoder([16, 16, 32], codes: 64, codeSize: 8, blocks: 1);
        (Tensor images, Quantised code) = net.Forward(Tensor.Rand([2, 3, 32, 48]));
        Assert.Equal([2, 3, 32, 48], images.Shape);
        Assert.Equal([2, 8, 12], code.Codes.Shape);
        ExpectGradients(net, images.Mean() + code.Loss);
        net.Eval();
        using var mode = GradientMode.Off();
        Tensor again = Tensor.Rand([1, 3, 32, 32]);
        (Tensor decoded, Quantised codes) = net.Forward(again);
        Near(decoded, net.Decode(codes.Codes));
    }
}
