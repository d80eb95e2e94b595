using Diorama.Tensors.Operators;

namespace Diorama.Tensors;

// New tensors, on the processor and of Float32 where not said otherwise.
public sealed partial class Tensor {
    /// <summary>Creates a tensor with uninitialised elements.</summary>
    public static Tensor Empty(long[] shape, DType dtype = DType.Float32, Device device = default) =>
        Aten.EmptyMemoryFormat.Call(shape, dtype, default, device);

    /// <summary>Creates a tensor of zeros.</summary>
    public static Tensor Zeros(long[] shape, DType dtype = DType.Float32, Device device = default) =>
        Aten.Zeros.Call(shape, dtype, default, device);

    /// <summary>Creates a tensor of ones.</summary>
    public static Tensor Ones(long[] shape, DType dtype = DType.Float32, Device device = default) =>
        Aten.Ones.Call(shape, dtype, default, device);

    /// <summary>Creates a tensor whose elements all have the given value.</summary>
    public static Tensor Full(long[] shape, Scalar value, DType dtype = DType.Float32, Device device = default) =>
        Aten.Full.Call(shape, value, dtype, default, device);

    /// <summary>Creates a vector of start, start + step, … up to but excluding end; the step is 1 unless given.</summary>
    public static Tensor Arange(Scalar start, Scalar end, Scalar? step = null, DType dtype = DType.Int64, Device device = default) =>
        Aten.ArangeStartStep.Call(start, end, step ?? 1, dtype, default, device);

    /// <summary>Creates a vector of equally spaced values from start to end, both included.</summary>
    public static Tensor Linspace(double start, double end, long steps, DType dtype = DType.Float32, Device device = default) =>
        Aten.Linspace.Call(start, end, steps, dtype, default, device);

    /// <summary>Creates the identity matrix [n, n].</summary>
    public static Tensor Eye(long n, DType dtype = DType.Float32, Device device = default) => Aten.Eye.Call(n, dtype, default, device);

    /// <summary>Creates a tensor of random values, uniform in [0, 1).</summary>
    public static Tensor Rand(long[] shape, DType dtype = DType.Float32, Device device = default) =>
        Aten.Rand.Call(shape, dtype, default, device);

    /// <summary>Creates a tensor of random values, normal with mean 0 and standard deviation 1.</summary>
    public static Tensor Randn(long[] shape, DType dtype = DType.Float32, Device device = default) =>
        Aten.Randn.Call(shape, dtype, default, device);

    /// <summary>Creates a tensor of random whole numbers in [low, high).</summary>
    public static Tensor RandInt(long low, long high, long[] shape, DType dtype = DType.Int64, Device device = default) =>
        Aten.RandintLow.Call(low, high, shape, dtype, default, device);

    /// <summary>Creates a vector of 0 … n − 1 in random order.</summary>
    public static Tensor RandPerm(long n, Device device = default) => Aten.Randperm.Call(n, DType.Int64, default, device);

    /// <summary>
    /// Creates an uninitialised tensor of this shape, device and element type (unless <paramref name="dtype"/> is given).
    /// </summary>
    public Tensor EmptyLike(DType? dtype = null) => Aten.EmptyLike.Call(this, dtype);

    /// <summary>Creates a tensor of zeros of this shape, device and element type (unless <paramref name="dtype"/> is given).</summary>
    public Tensor ZerosLike(DType? dtype = null) => Aten.ZerosLike.Call(this, dtype);

    /// <summary>Creates a tensor of ones of this shape, device and element type (unless <paramref name="dtype"/> is given).</summary>
    public Tensor OnesLike(DType? dtype = null) => Aten.OnesLike.Call(this, dtype);

    /// <summary>Creates a tensor of one value of this shape, device and element type (unless <paramref name="dtype"/> is given).</summary>
    public Tensor FullLike(Scalar value, DType? dtype = null) => Aten.FullLike.Call(this, value, dtype);

    /// <summary>Creates a tensor of random values, uniform in [0, 1), of this shape, device and element type.</summary>
    public Tensor RandLike() => Aten.RandLike.Call(this);

    /// <summary>
    /// Creates a tensor of random values, normal with mean 0 and standard deviation 1, of this shape, device and element type.
    /// </summary>
    public Tensor RandnLike() => Aten.RandnLike.Call(this);

    /// <summary>Draws 1 with the probability that the element gives, otherwise 0, for each element.</summary>
    public Tensor Bernoulli() => Aten.Bernoulli.Call(this);
}
