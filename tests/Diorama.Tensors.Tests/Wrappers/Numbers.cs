using Diorama.Tensors.Autograd;

namespace Diorama.Tensors.Tests.Wrappers;

/// <summary>Elements written down with their type and shape; complex ones as pairs.</summary>
internal sealed record Numbers(DType Type, long[] Shape, double[] Values) {
    public static Numbers Real(long[] shape, params double[] values) => new(DType.Float64, shape, values);
    public static Numbers Integers(long[] shape, params double[] values) => new(DType.Int64, shape, values);
    public static Numbers Truths(long[] shape, params double[] values) => new(DType.Bool, shape, values);
    public static Numbers Complex(long[] shape, params double[] values) => new(DType.Complex128, shape, values);

    /// <summary>Whether derivatives are taken by these.</summary>
    public bool HasDerivatives { get; private init; } = Type is DType.Float64 or DType.Complex128;

    /// <summary>The same numbers, for an argument that libtorch takes no derivatives by, such as weights of classes.</summary>
    public Numbers Fixed => this with { HasDerivatives = false };

    /// <summary>A Float64 tensor of the values, pairs for complex ones.</summary>
    public Tensor Flat() {
        long[] shape = Type == DType.Complex128 ? [.. Shape, 2] : Shape;
        return Tensor.From(Values, Values.Length).Reshape(shape);
    }

    /// <summary>What <see cref="Flat"/> gives as a tensor of this type.</summary>
    public Tensor Typed(Tensor flat) => Type == DType.Complex128 ? flat.ViewAsComplex() : flat.To(Type);

    public void AssertEqual(Tensor found) {
        Assert.Equal(Type, found.DType);
        Assert.Equal(Shape, found.Shape);
        double[] values = Plain(found).ToArray<double>();
        for (int i = 0; i < Values.Length; i++) {
            double expected = Values[i];
            bool near = expected.Equals(values[i]) || Math.Abs(values[i] - expected) <= 1e-9 * Math.Max(1, Math.Abs(expected));
            Assert.True(near, $"element {i}: {values[i]} where {expected} is written down");
        }
    }

    /// <summary>Elements as Float64, pairs for complex ones.</summary>
    public static Tensor Plain(Tensor tensor) =>
        (tensor.DType == DType.Complex128 ? tensor.ViewAsReal() : tensor.To(DType.Float64)).Contiguous();

    // What lines of the tables need around a call.

    /// <summary>A copy that a method wrote to, which has to return that very tensor.</summary>
    public static Tensor Written(Tensor tensor, Func<Tensor, Tensor> write) {
        var copy = tensor.Clone();
        Assert.Same(copy, write(copy));
        return copy;
    }

    public static bool AreUniform(Tensor values) {
        double mean = values.Mean().ToDouble(), deviation = values.Std().ToDouble();
        return values.Min().ToDouble() >= 0 && values.Max().ToDouble() < 1 && Math.Abs(mean - 0.5) < 0.06
            && Math.Abs(deviation - 0.2887) < 0.03;
    }

    public static bool AreNormal(Tensor values) =>
        values.Max().ToDouble() > 2 && Math.Abs(values.Mean().ToDouble()) < 0.2 && Math.Abs(values.Std().ToDouble() - 1) < 0.15;

    /// <summary>Q and R with the signs that make R's diagonal positive.</summary>
    public static (Tensor Q, Tensor R) Upright((Tensor Q, Tensor R) parts) {
        var signs = parts.R.Diagonal().Sign().Detach();
        return (parts.Q * signs, parts.R * signs.Unsqueeze(1));
    }

    /// <summary>U·S²·Vh, which no choice of signs changes.</summary>
    public static Tensor Together((Tensor U, Tensor S, Tensor Vh) parts) => (parts.U * parts.S.Square()).MatMul(parts.Vh);

    /// <summary>V·λ²·Vᵀ, which no choice of signs changes.</summary>
    public static Tensor Together((Tensor Values, Tensor Vectors) parts) =>
        (parts.Vectors * parts.Values.Square()).MatMul(parts.Vectors.T());

    /// <summary>Mean and variance after a step of training with a momentum of a quarter.</summary>
    public static Tensor[] Moved(Tensor input, Tensor mean, Tensor variance) {
        using var mode = GradientMode.Off();
        Tensor[] moved = [mean.Clone(), variance.Clone()];
        Functional.BatchNorm(input, moved[0], moved[1], training: true, momentum: 0.25);
        return moved;
    }
}
