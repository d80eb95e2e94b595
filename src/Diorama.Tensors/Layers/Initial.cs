namespace Diorama.Tensors.Layers;

/// <summary>
/// Writes initial values to a tensor and returns it. Fan-in is the number of inputs that meet in one output, fan-out the reverse.
/// </summary>
public static class Initial {
    /// <summary>Uniform values within ±√(6/((1 + slope²)·fan-in)), for layers before a (leaky) ReLU (He et al. 2015).</summary>
    public static Tensor KaimingUniform(Tensor tensor, double slope = 0) =>
        Uniform(tensor, Math.Sqrt(6 / ((1 + slope * slope) * Fans(tensor).In)));

    /// <summary>Normal values with standard deviation √(2/((1 + slope²)·fan-in)) (He et al. 2015).</summary>
    public static Tensor KaimingNormal(Tensor tensor, double slope = 0) =>
        Normal(tensor, Math.Sqrt(2 / ((1 + slope * slope) * Fans(tensor).In)));

    /// <summary>Uniform values within ±gain·√(6/(fan-in + fan-out)) (Glorot and Bengio 2010).</summary>
    public static Tensor XavierUniform(Tensor tensor, double gain = 1) =>
        Uniform(tensor, gain * Math.Sqrt(6.0 / (Fans(tensor).In + Fans(tensor).Out)));

    /// <summary>Normal values with standard deviation gain·√(2/(fan-in + fan-out)) (Glorot and Bengio 2010).</summary>
    public static Tensor XavierNormal(Tensor tensor, double gain = 1) =>
        Normal(tensor, gain * Math.Sqrt(2.0 / (Fans(tensor).In + Fans(tensor).Out)));

    /// <summary>Uniform values within ±1/√fan-in, as PyTorch initialises biases.</summary>
    public static Tensor FanIn(Tensor tensor, long fanIn) => Uniform(tensor, 1 / Math.Sqrt(fanIn));

    /// <summary>Uniform values within ±bound.</summary>
    public static Tensor Uniform(Tensor tensor, double bound) => Quietly(tensor, t => t.FillUniform(-bound, bound));

    /// <summary>Normal values with mean 0.</summary>
    public static Tensor Normal(Tensor tensor, double deviation) => Quietly(tensor, t => t.FillNormal(0, deviation));

    /// <summary>Normal values with mean 0, truncated at two standard deviations (of the normal distribution before truncation).</summary>
    public static Tensor TruncatedNormal(Tensor tensor, double deviation) => Quietly(tensor, t => {
        // Inverts the distribution function between its values at −2 and 2.
        const double edge = 0.95449973610364158;
        t.FillUniform(-edge, edge);
        using var quantiles = Operators.Aten.Erfinv.Call(t);
        t.CopyInPlace(quantiles).MulInPlace(deviation * Math.Sqrt(2));
    });

    /// <summary>Orthonormal rows or columns, times gain (Saxe et al. 2014); all dimensions after the first count as one.</summary>
    public static Tensor Orthogonal(Tensor tensor, double gain = 1) => Quietly(tensor, t => {
        using var scope = new TensorScope();
        long rows = t.Size(0), columns = t.Numel / rows;
        var (q, r) = Tensor.Randn([Math.Max(rows, columns), Math.Min(rows, columns)]).Qr();
        q *= r.Diagonal().Sign();
        t.CopyInPlace((rows < columns ? q.T() : q).Reshape(t.Shape) * gain);
    });

    private static Tensor Quietly(Tensor tensor, Action<Tensor> fill) {
        ArgumentNullException.ThrowIfNull(tensor);
        using var mode = Autograd.GradientMode.Off();
        fill(tensor);
        return tensor;
    }

    private static (long In, long Out) Fans(Tensor tensor) {
        ArgumentNullException.ThrowIfNull(tensor);
        long[] shape = tensor.Shape;
        if (shape.Length < 2) throw new ArgumentException("Fans need a tensor of two dimensions or more.");
        long field = 1;
        foreach (long size in shape.AsSpan(2)) field *= size;
        return (shape[1] * field, shape[0] * field);
    }
}
