using Diorama.Tensors.Operators;

namespace Diorama.Tensors;

// Element-by-element operations that write the result to this tensor and return it.
public sealed partial class Tensor {
    /// <summary>Computes this + alpha·other in place.</summary>
    public Tensor AddInPlace(Tensor other, Scalar? alpha = null) {
        Aten.AddInPlaceTensor.Run(this, other, alpha);
        return this;
    }

    /// <summary>Computes this + other in place.</summary>
    public Tensor AddInPlace(Scalar other) {
        Aten.AddInPlaceTensor.Run(this, other);
        return this;
    }

    /// <summary>Computes this − alpha·other in place.</summary>
    public Tensor SubInPlace(Tensor other, Scalar? alpha = null) {
        Aten.SubInPlaceTensor.Run(this, other, alpha);
        return this;
    }

    /// <summary>Computes this − other in place.</summary>
    public Tensor SubInPlace(Scalar other) {
        Aten.SubInPlaceTensor.Run(this, other);
        return this;
    }

    /// <summary>Computes this·other in place.</summary>
    public Tensor MulInPlace(Tensor other) {
        Aten.MulInPlaceTensor.Run(this, other);
        return this;
    }

    /// <summary>Computes this·other in place.</summary>
    public Tensor MulInPlace(Scalar other) {
        Aten.MulInPlaceTensor.Run(this, other);
        return this;
    }

    /// <summary>Computes this/other in place.</summary>
    public Tensor DivInPlace(Tensor other) {
        Aten.DivInPlaceTensor.Run(this, other);
        return this;
    }

    /// <summary>Computes this/other in place.</summary>
    public Tensor DivInPlace(Scalar other) {
        Aten.DivInPlaceTensor.Run(this, other);
        return this;
    }

    /// <summary>Computes this + weight·(end − this) in place.</summary>
    public Tensor LerpInPlace(Tensor end, Scalar weight) {
        Aten.LerpInPlaceScalar.Run(this, end, weight);
        return this;
    }

    /// <summary>Computes this + value·first·second in place.</summary>
    public Tensor AddCMulInPlace(Tensor first, Tensor second, Scalar? value = null) {
        Aten.AddcmulInPlace.Run(this, first, second, value);
        return this;
    }

    /// <summary>Computes this + value·first/second in place.</summary>
    public Tensor AddCDivInPlace(Tensor first, Tensor second, Scalar? value = null) {
        Aten.AddcdivInPlace.Run(this, first, second, value);
        return this;
    }

    /// <summary>Limits all elements to [min, max] in place; either end may be omitted.</summary>
    public Tensor ClampInPlace(Scalar? min = null, Scalar? max = null) {
        Aten.ClampInPlace.Run(this, min, max);
        return this;
    }

    /// <summary>Copies the elements of a tensor that broadcasts to this shape, with conversion of element type and device.</summary>
    public Tensor CopyInPlace(Tensor source) {
        Aten.CopyInPlace.Run(this, source);
        return this;
    }

    /// <summary>Sets all elements to 0.</summary>
    public Tensor Zero() {
        Aten.ZeroInPlace.Run(this);
        return this;
    }

    /// <summary>Sets all elements to one value.</summary>
    public Tensor Fill(Scalar value) {
        Aten.FillInPlaceScalar.Run(this, value);
        return this;
    }

    /// <summary>Sets the elements for which the mask is true to a value.</summary>
    public Tensor MaskedFillInPlace(Tensor mask, Scalar value) {
        Aten.MaskedFillInPlaceScalar.Run(this, mask, value);
        return this;
    }

    /// <summary>Sets all elements to random values, uniform in [from, to).</summary>
    public Tensor FillUniform(double from = 0, double to = 1) {
        Aten.UniformInPlace.Run(this, from, to);
        return this;
    }

    /// <summary>Sets all elements to random values, normally distributed.</summary>
    public Tensor FillNormal(double mean = 0, double deviation = 1) {
        Aten.NormalInPlace.Run(this, mean, deviation);
        return this;
    }

    /// <summary>Sets each element at random to 1 with the given probability, otherwise to 0.</summary>
    public Tensor FillBernoulli(double probability) {
        Aten.BernoulliInPlaceFloat.Run(this, probability);
        return this;
    }
}
