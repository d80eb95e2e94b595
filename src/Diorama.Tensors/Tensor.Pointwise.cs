using Diorama.Tensors.Operators;

namespace Diorama.Tensors;

// Element by element. Shapes broadcast: they are aligned at the last dimension, and a size of 1 stands for any size.
public sealed partial class Tensor {
    /// <summary>Absolute values.</summary>
    public Tensor Abs() => Aten.Abs.Call(this);

    /// <summary>−x.</summary>
    public Tensor Neg() => Aten.Neg.Call(this);

    /// <summary>−1, 0 or 1.</summary>
    public Tensor Sign() => Aten.Sign.Call(this);

    /// <summary>eˣ.</summary>
    public Tensor Exp() => Aten.Exp.Call(this);

    /// <summary>eˣ − 1, exact near 0.</summary>
    public Tensor Expm1() => Aten.Expm1.Call(this);

    /// <summary>Natural logarithm.</summary>
    public Tensor Log() => Aten.Log.Call(this);

    /// <summary>ln(1 + x), exact near 0.</summary>
    public Tensor Log1p() => Aten.Log1p.Call(this);

    /// <summary>Logarithm to base 2.</summary>
    public Tensor Log2() => Aten.Log2.Call(this);

    /// <summary>Logarithm to base 10.</summary>
    public Tensor Log10() => Aten.Log10.Call(this);

    /// <summary>Square roots.</summary>
    public Tensor Sqrt() => Aten.Sqrt.Call(this);

    /// <summary>1/√x.</summary>
    public Tensor Rsqrt() => Aten.Rsqrt.Call(this);

    /// <summary>x².</summary>
    public Tensor Square() => Aten.Square.Call(this);

    /// <summary>1/x.</summary>
    public Tensor Reciprocal() => Aten.Reciprocal.Call(this);

    /// <summary>Sine of radians.</summary>
    public Tensor Sin() => Aten.Sin.Call(this);

    /// <summary>Cosine of radians.</summary>
    public Tensor Cos() => Aten.Cos.Call(this);

    /// <summary>Tangent of radians.</summary>
    public Tensor Tan() => Aten.Tan.Call(this);

    /// <summary>Radians in [−π/2, π/2].</summary>
    public Tensor Asin() => Aten.Asin.Call(this);

    /// <summary>Radians in [0, π].</summary>
    public Tensor Acos() => Aten.Acos.Call(this);

    /// <summary>Radians in (−π/2, π/2).</summary>
    public Tensor Atan() => Aten.Atan.Call(this);

    /// <summary>The angle of the point (x, this), in radians.</summary>
    public Tensor Atan2(Tensor x) => Aten.Atan2.Call(this, x);

    /// <summary>Hyperbolic sine.</summary>
    public Tensor Sinh() => Aten.Sinh.Call(this);

    /// <summary>Inverse of the hyperbolic sine.</summary>
    public Tensor Asinh() => Aten.Asinh.Call(this);

    /// <summary>Hyperbolic cosine.</summary>
    public Tensor Cosh() => Aten.Cosh.Call(this);

    /// <summary>Hyperbolic tangent.</summary>
    public Tensor Tanh() => Aten.Tanh.Call(this);

    /// <summary>Error function.</summary>
    public Tensor Erf() => Aten.Erf.Call(this);

    /// <summary>1/(1 + e⁻ˣ).</summary>
    public Tensor Sigmoid() => Aten.Sigmoid.Call(this);

    /// <summary>Down to whole numbers.</summary>
    public Tensor Floor() => Aten.Floor.Call(this);

    /// <summary>Up to whole numbers.</summary>
    public Tensor Ceil() => Aten.Ceil.Call(this);

    /// <summary>To the nearest whole number, halves to the even one.</summary>
    public Tensor Round() => Aten.Round.Call(this);

    /// <summary>Towards 0 to whole numbers.</summary>
    public Tensor Trunc() => Aten.Trunc.Call(this);

    /// <summary>x − Trunc(x).</summary>
    public Tensor Frac() => Aten.Frac.Call(this);

    /// <summary>Where an element is not a number.</summary>
    public Tensor IsNan() => Aten.Isnan.Call(this);

    /// <summary>Where an element is neither infinite nor not a number.</summary>
    public Tensor IsFinite() => Aten.Isfinite.Call(this);

    /// <summary>this + alpha·other.</summary>
    public Tensor Add(Tensor other, Scalar? alpha = null) => Aten.AddTensor.Call(this, other, alpha);

    /// <summary>this + other.</summary>
    public Tensor Add(Scalar other) => Aten.AddTensor.Call(this, other);

    /// <summary>this − alpha·other.</summary>
    public Tensor Sub(Tensor other, Scalar? alpha = null) => Aten.SubTensor.Call(this, other, alpha);

    /// <summary>this − other.</summary>
    public Tensor Sub(Scalar other) => Aten.SubTensor.Call(this, other);

    /// <summary>Products.</summary>
    public Tensor Mul(Tensor other) => Aten.MulTensor.Call(this, other);

    /// <summary>Products.</summary>
    public Tensor Mul(Scalar other) => Aten.MulTensor.Call(this, other);

    /// <summary>Quotients, with a fraction also for whole numbers.</summary>
    public Tensor Div(Tensor other) => Aten.DivTensor.Call(this, other);

    /// <summary>Quotients, with a fraction also for whole numbers.</summary>
    public Tensor Div(Scalar other) => Aten.DivTensor.Call(this, other);

    /// <summary>Quotients rounded down.</summary>
    public Tensor FloorDivide(Tensor other) => Aten.DivTensorMode.Call(this, other, "floor");

    /// <summary>Quotients rounded down.</summary>
    public Tensor FloorDivide(Scalar other) => Aten.DivTensorMode.Call(this, other, "floor");

    /// <summary>this − other·⌊this/other⌋.</summary>
    public Tensor Remainder(Tensor other) => Aten.RemainderTensor.Call(this, other);

    /// <summary>this − other·⌊this/other⌋.</summary>
    public Tensor Remainder(Scalar other) => Aten.RemainderTensor.Call(this, other);

    /// <summary>Powers.</summary>
    public Tensor Pow(Scalar exponent) => Aten.PowTensorScalar.Call(this, exponent);

    /// <summary>Powers.</summary>
    public Tensor Pow(Tensor exponent) => Aten.PowTensorTensor.Call(this, exponent);

    /// <summary>Limited to [min, max]; either may be left out.</summary>
    public Tensor Clamp(Scalar? min = null, Scalar? max = null) => Aten.Clamp.Call(this, min, max);

    /// <summary>The smaller of two.</summary>
    public Tensor Minimum(Tensor other) => Aten.Minimum.Call(this, other);

    /// <summary>The larger of two.</summary>
    public Tensor Maximum(Tensor other) => Aten.Maximum.Call(this, other);

    /// <summary>this + weight·(end − this).</summary>
    public Tensor Lerp(Tensor end, Tensor weight) => Aten.LerpTensor.Call(this, end, weight);

    /// <summary>this + weight·(end − this).</summary>
    public Tensor Lerp(Tensor end, Scalar weight) => Aten.LerpScalar.Call(this, end, weight);

    /// <summary>this + value·first·second.</summary>
    public Tensor AddCMul(Tensor first, Tensor second, Scalar? value = null) => Aten.Addcmul.Call(this, first, second, value);

    /// <summary>this + value·first/second.</summary>
    public Tensor AddCDiv(Tensor first, Tensor second, Scalar? value = null) => Aten.Addcdiv.Call(this, first, second, value);

    /// <summary>The value where the mask is true.</summary>
    public Tensor MaskedFill(Tensor mask, Scalar value) => Aten.MaskedFillScalar.Call(this, mask, value);

    /// <summary>Finite numbers in place of what is none.</summary>
    public Tensor NanToNum(double? nan = null, double? posInf = null, double? negInf = null) =>
        Aten.NanToNum.Call(this, nan, posInf, negInf);

    /// <summary>Elements of one where the condition is true, else of the other.</summary>
    public static Tensor Where(Tensor condition, Tensor yes, Tensor no) => Aten.WhereSelf.Call(condition, yes, no);

    /// <summary>Bits turned over; truth values negated.</summary>
    public Tensor BitwiseNot() => Aten.BitwiseNot.Call(this);

    /// <summary>Bits or truth values of both.</summary>
    public Tensor BitwiseAnd(Tensor other) => Aten.BitwiseAndTensor.Call(this, other);

    /// <summary>Bits or truth values of either.</summary>
    public Tensor BitwiseOr(Tensor other) => Aten.BitwiseOrTensor.Call(this, other);

    /// <summary>Bits or truth values of exactly one.</summary>
    public Tensor BitwiseXor(Tensor other) => Aten.BitwiseXorTensor.Call(this, other);

    /// <summary>Where an element is zero or false.</summary>
    public Tensor LogicalNot() => Aten.LogicalNot.Call(this);

    /// <summary>Where both are equal.</summary>
    public Tensor Eq(Tensor other) => Aten.EqTensor.Call(this, other);

    /// <summary>Where elements are equal to the number.</summary>
    public Tensor Eq(Scalar other) => Aten.EqScalar.Call(this, other);

    /// <summary>Where both differ.</summary>
    public Tensor Ne(Tensor other) => Aten.NeTensor.Call(this, other);

    /// <summary>Where elements differ from the number.</summary>
    public Tensor Ne(Scalar other) => Aten.NeScalar.Call(this, other);

    /// <summary>Where this is less.</summary>
    public Tensor Lt(Tensor other) => Aten.LtTensor.Call(this, other);

    /// <summary>Where this is less.</summary>
    public Tensor Lt(Scalar other) => Aten.LtScalar.Call(this, other);

    /// <summary>Where this is less or equal.</summary>
    public Tensor Le(Tensor other) => Aten.LeTensor.Call(this, other);

    /// <summary>Where this is less or equal.</summary>
    public Tensor Le(Scalar other) => Aten.LeScalar.Call(this, other);

    /// <summary>Where this is greater.</summary>
    public Tensor Gt(Tensor other) => Aten.GtTensor.Call(this, other);

    /// <summary>Where this is greater.</summary>
    public Tensor Gt(Scalar other) => Aten.GtScalar.Call(this, other);

    /// <summary>Where this is greater or equal.</summary>
    public Tensor Ge(Tensor other) => Aten.GeTensor.Call(this, other);

    /// <summary>Where this is greater or equal.</summary>
    public Tensor Ge(Scalar other) => Aten.GeScalar.Call(this, other);

    /// <summary>Whether shapes and all elements are equal.</summary>
    public bool EqualsAll(Tensor other) => (bool)Aten.Equal.CallMany(this, other)[0]!;

    /// <summary>Whether |this − other| ≤ absolute + relative·|other| everywhere.</summary>
    public bool AllClose(Tensor other, double relative = 1e-5, double absolute = 1e-8) =>
        (bool)Aten.Allclose.CallMany(this, other, relative, absolute)[0]!;
}
