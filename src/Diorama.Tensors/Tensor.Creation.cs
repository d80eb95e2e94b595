using Diorama.Tensors.Operators;

namespace Diorama.Tensors;

// New tensors, on the processor and of Float32 unless said otherwise.
public sealed partial class Tensor {
    /// <summary>Elements that happen to lie in memory.</summary>
    public static Tensor Empty(long[] shape, DType dtype = DType.Float32, Device device = default) =>
        Aten.EmptyMemoryFormat.Call(shape, dtype, default, device);

    /// <summary>All 0.</summary>
    public static Tensor Zeros(long[] shape, DType dtype = DType.Float32, Device device = default) =>
        Aten.Zeros.Call(shape, dtype, default, device);

    /// <summary>All 1.</summary>
    public static Tensor Ones(long[] shape, DType dtype = DType.Float32, Device device = default) =>
        Aten.Ones.Call(shape, dtype, default, device);

    /// <summary>All the same.</summary>
    public static Tensor Full(long[] shape, Scalar value, DType dtype = DType.Float32, Device device = default) =>
        Aten.Full.Call(shape, value, dtype, default, device);

    /// <summary>start, start + step, … before end.</summary>
    public static Tensor Arange(Scalar start, Scalar end, Scalar? step = null, DType dtype = DType.Int64, Device device = default) =>
        Aten.ArangeStartStep.Call(start, end, step ?? 1, dtype, default, device);

    /// <summary>Equal steps from start to end, both included.</summary>
    public static Tensor Linspace(double start, double end, long steps, DType dtype = DType.Float32, Device device = default) =>
        Aten.Linspace.Call(start, end, steps, dtype, default, device);

    /// <summary>The identity matrix [n, n].</summary>
    public static Tensor Eye(long n, DType dtype = DType.Float32, Device device = default) => Aten.Eye.Call(n, dtype, default, device);

    /// <summary>Random numbers, uniform in [0, 1).</summary>
    public static Tensor Rand(long[] shape, DType dtype = DType.Float32, Device device = default) =>
        Aten.Rand.Call(shape, dtype, default, device);

    /// <summary>Random numbers, normal with deviation 1.</summary>
    public static Tensor Randn(long[] shape, DType dtype = DType.Float32, Device device = default) =>
        Aten.Randn.Call(shape, dtype, default, device);

    /// <summary>Random whole numbers in [low, high).</summary>
    public static Tensor RandInt(long low, long high, long[] shape, DType dtype = DType.Int64, Device device = default) =>
        Aten.RandintLow.Call(low, high, shape, dtype, default, device);

    /// <summary>0 … n − 1 in random order.</summary>
    public static Tensor RandPerm(long n, Device device = default) => Aten.Randperm.Call(n, DType.Int64, default, device);

    /// <summary>Same shape, device and type; elements that happen to lie in memory.</summary>
    public Tensor EmptyLike(DType? dtype = null) => Aten.EmptyLike.Call(this, dtype);

    /// <summary>Same shape, device and type; all 0.</summary>
    public Tensor ZerosLike(DType? dtype = null) => Aten.ZerosLike.Call(this, dtype);

    /// <summary>Same shape, device and type; all 1.</summary>
    public Tensor OnesLike(DType? dtype = null) => Aten.OnesLike.Call(this, dtype);

    /// <summary>Same shape, device and type; all the same.</summary>
    public Tensor FullLike(Scalar value, DType? dtype = null) => Aten.FullLike.Call(this, value, dtype);

    /// <summary>Same shape, device and type; random numbers in [0, 1).</summary>
    public Tensor RandLike() => Aten.RandLike.Call(this);

    /// <summary>Same shape, device and type; normal random numbers.</summary>
    public Tensor RandnLike() => Aten.RandnLike.Call(this);

    /// <summary>1 with the probability that the element says, else 0.</summary>
    public Tensor Bernoulli() => Aten.Bernoulli.Call(this);
}
