using Diorama.Tensors;
using Diorama.Tensors.Layers;
using Diorama.Tensors.Optimisers;

namespace Diorama.Benchmarks.Learning;

/// <summary>A training step that Python takes too, under the same name in benchmarks/workloads.py.</summary>
/// <param name="Name">As in the report.</param>
/// <param name="Step">One step.</param>
/// <param name="Flops">
/// Of the matrix products and convolutions in one step, forward and backward; 0 where they are not what takes the time.
/// </param>
/// <param name="DispatchBound">Whether calling operators takes most of the time.</param>
internal sealed record Workload(string Name, Action Step, double Flops = 0, bool DispatchBound = false) {
    public static Workload[] All() => [Tiny(), Adam(), UNet(), Transformer(), Nerf()];

    private static Action Trainer(Module model, Func<Tensor> loss, bool mixed = false) {
        var optimiser = new Adam(model.Parameters);
        return () => {
            using var scope = new TensorScope();
            optimiser.ZeroGrad();
            Tensor result;
            using (mixed ? Autocast.On() : null) result = loss();
            result.Backward();
            optimiser.Step();
        };
    }

    private static Workload Tiny() {
        var model = new Sequential(new Linear(2, 32), new Apply(Functional.Relu), new Linear(32, 32), new Apply(Functional.Relu),
            new Linear(32, 1));
        Tensor x = Tensor.Randn([16, 2]), y = Tensor.Randn([16, 1]);
        return new("tiny", Trainer(model, () => Functional.MseLoss(model.Forward(x), y)), DispatchBound: true);
    }

    private static Workload Adam() {
        var parameters = new Tensor[200];
        for (int i = 0; i < parameters.Length; i++) {
            parameters[i] = Tensor.Randn([64, 64]).WithGrad();
            parameters[i].Grad = Tensor.Randn([64, 64]);
        }
        return new("adam", new Adam(parameters).Step);
    }

    /// <param name="mixed">Whether it computes in mixed precision, which Python's does not.</param>
    public static Workload UNet(bool mixed = false) {
        var model = new UNet();
        Tensor x = Tensor.Randn([4, 3, 64, 64]), y = Tensor.Randn([4, 3, 64, 64]);
        return new("unet", Trainer(model, () => Functional.MseLoss(model.Forward(x), y), mixed), 3 * 4 * model.FlopsPerPixel * 64 * 64);
    }

    /// <param name="mixed">Whether it computes in mixed precision, which Python's does not.</param>
    public static Workload Transformer(bool mixed = false) {
        const long size = 256, tokens = 8 * 128;
        var model = new Sequential(new Embedding(256, size), new TransformerLayer(size, 8), new TransformerLayer(size, 8),
            new LayerNorm(size), new Linear(size, 256));
        Tensor x = Tensor.RandInt(0, 256, [8, 128]), y = Tensor.RandInt(0, 256, [8, 128]);
        // Two layers of 12·size² weights, the products of queries, keys and values, and the last layer.
        double forward = 2.0 * tokens * (2 * (12 * size * size + 2 * 128 * size) + size * 256);
        return new("transformer", Trainer(model, () => Functional.CrossEntropy(model.Forward(x).Flatten(0, 1), y.Flatten()), mixed),
            3 * forward);
    }

    private static Workload Nerf() {
        long[] sizes = [63, 128, 128, 128, 4];
        var layers = new List<Layer>();
        double weights = 0;
        for (int i = 0; i + 1 < sizes.Length; i++) {
            if (i > 0) layers.Add(new Apply(Functional.Relu));
            layers.Add(new Linear(sizes[i], sizes[i + 1]));
            weights += sizes[i] * sizes[i + 1];
        }
        var model = new Sequential([.. layers]);
        Tensor x = Tensor.Rand([65536, 3]), y = Tensor.Rand([65536, 4]);
        // The first layer's input has no derivative.
        double flops = 2.0 * 65536 * (3 * weights - sizes[0] * sizes[1]);
        return new("nerf", Trainer(model, () => Functional.MseLoss(model.Forward(PositionalEncoding.Fourier(x, 10)), y)), flops);
    }
}
