using Diorama.Tensors.Operators;

namespace Diorama.Tensors;

// Element by element, written to this tensor, which is returned.
public sealed partial class Tensor {
    /// <summary>this + alpha·other.</summary>
    public Tensor AddInPlace(Tensor other, Scalar? alpha = null) {
        Aten.AddInPlaceTensor.Run(this, other, alpha);
        return this;
    }

    /// <summary>this + other.</summary>
    public Tensor AddInPlace(Scalar other) {
        Aten.AddInPlaceTensor.Run(this, other);
        return this;
    }

    /// <summary>this − alpha·other.</summary>
    public Tensor SubInPlace(Tensor other, Scalar? alpha = null) {
        Aten.SubInPlaceTensor.Run(this, other, alpha);
        return this;
    }

    /// <summary>this − other.</summary>
    public Tensor SubInPlace(Scalar other) {
        Aten.SubInPlaceTensor.Run(this, other);
        return this;
    }

    /// <summary>Products.</summary>
    public Tensor MulInPlace(Tensor other) {
        Aten.MulInPlaceTensor.Run(this, other);
        return this;
    }

    /// <summary>Products.</summary>
    public Tensor MulInPlace(Scalar other) {
        Aten.MulInPlaceTensor.Run(this, other);
        return this;
    }

    /// <summary>Quotients.</summary>
    public Tensor DivInPlace(Tensor other) {
        Aten.DivInPlaceTensor.Run(this, other);
        return this;
    }

    /// <summary>Quotients.</summary>
    public Tensor DivInPlace(Scalar other) {
        Aten.DivInPlaceTensor.Run(this, other);
        return this;
    }

    /// <summary>this + weight·(end − this).</summary>
    public Tensor LerpInPlace(Tensor end, Scalar weight) {
        Aten.LerpInPlaceScalar.Run(this, end, weight);
        return this;
    }

    /// <summary>this + value·first·second.</summary>
    public Tensor AddCMulInPlace(Tensor first, Tensor second, Scalar? value = null) {
        Aten.AddcmulInPlace.Run(this, first, second, value);
        return this;
    }

    /// <summary>this + value·first/second.</summary>
    public Tensor AddCDivInPlace(Tensor first, Tensor second, Scalar? value = null) {
        Aten.AddcdivInPlace.Run(this, first, second, value);
        return this;
    }

    /// <summary>Limited to [min, max].</summary>
    public Tensor ClampInPlace(Scalar? min = null, Scalar? max = null) {
        Aten.ClampInPlace.Run(this, min, max);
        return this;
    }

    /// <summary>Takes over the elements of a tensor that broadcasts to this shape, converting type and device.</summary>
    public Tensor CopyIn(Tensor source) {
        Aten.CopyInPlace.Run(this, source);
        return this;
    }

    /// <summary>All elements 0.</summary>
    public Tensor Zero() {
        Aten.ZeroInPlace.Run(this);
        return this;
    }

    /// <summary>All elements the same.</summary>
    public Tensor Fill(Scalar value) {
        Aten.FillInPlaceScalar.Run(this, value);
        return this;
    }

    /// <summary>The value where the mask is true.</summary>
    public Tensor MaskedFillInPlace(Tensor mask, Scalar value) {
        Aten.MaskedFillInPlaceScalar.Run(this, mask, value);
        return this;
    }

    /// <summary>Random numbers, uniform in [from, to).</summary>
    public Tensor FillUniform(double from = 0, double to = 1) {
        Aten.UniformInPlace.Run(this, from, to);
        return this;
    }

    /// <summary>Random numbers, normally distributed.</summary>
    public Tensor FillNormal(double mean = 0, double deviation = 1) {
        Aten.NormalInPlace.Run(this, mean, deviation);
        return this;
    }

    /// <summary>1 with the probability, else 0, at random.</summary>
    public Tensor FillBernoulli(double probability) {
        Aten.BernoulliInPlaceFloat.Run(this, probability);
        return this;
    }
}
