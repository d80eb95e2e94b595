using Diorama.Tensors.Operators;

namespace Diorama.Tensors;

// Element-by-element operations. Shapes broadcast: they are aligned at the last dimension, and a size of 1 stands for any size.
public sealed partial class Tensor {
    /// <summary>Computes |x| of each element x.</summary>
    public Tensor Abs() => Aten.Abs.Call(this);

    /// <summary>Computes −x of each element x.</summary>
    public Tensor Neg() => Aten.Neg.Call(this);

    /// <summary>Computes the sign of each element: −1, 0 or 1.</summary>
    public Tensor Sign() => Aten.Sign.Call(this);

    /// <summary>Computes eˣ of each element x.</summary>
    public Tensor Exp() => Aten.Exp.Call(this);

    /// <summary>Computes eˣ − 1 of each element x, exact near 0.</summary>
    public Tensor Expm1() => Aten.Expm1.Call(this);

    /// <summary>Computes the natural logarithm of each element.</summary>
    public Tensor Log() => Aten.Log.Call(this);

    /// <summary>Computes ln(1 + x) of each element x, exact near 0.</summary>
    public Tensor Log1p() => Aten.Log1p.Call(this);

    /// <summary>Computes the logarithm to base 2 of each element.</summary>
    public Tensor Log2() => Aten.Log2.Call(this);

    /// <summary>Computes the logarithm to base 10 of each element.</summary>
    public Tensor Log10() => Aten.Log10.Call(this);

    /// <summary>Computes the square root of each element.</summary>
    public Tensor Sqrt() => Aten.Sqrt.Call(this);

    /// <summary>Computes 1/√x of each element x.</summary>
    public Tensor Rsqrt() => Aten.Rsqrt.Call(this);

    /// <summary>Computes x² of each element x.</summary>
    public Tensor Square() => Aten.Square.Call(this);

    /// <summary>Computes 1/x of each element x.</summary>
    public Tensor Reciprocal() => Aten.Reciprocal.Call(this);

    /// <summary>Computes the sine of each element, in radians.</summary>
    public Tensor Sin() => Aten.Sin.Call(this);

    /// <summary>Computes the cosine of each element, in radians.</summary>
    public Tensor Cos() => Aten.Cos.Call(this);

    /// <summary>Computes the tangent of each element, in radians.</summary>
    public Tensor Tan() => Aten.Tan.Call(this);

    /// <summary>Computes the inverse sine of each element, radians in [−π/2, π/2].</summary>
    public Tensor Asin() => Aten.Asin.Call(this);

    /// <summary>Computes the inverse cosine of each element, radians in [0, π].</summary>
    public Tensor Acos() => Aten.Acos.Call(this);

    /// <summary>Computes the inverse tangent of each element, radians in (−π/2, π/2).</summary>
    public Tensor Atan() => Aten.Atan.Call(this);

    /// <summary>Computes the angle of the point (x, this), radians in [−π, π].</summary>
    public Tensor Atan2(Tensor x) => Aten.Atan2.Call(this, x);

    /// <summary>Computes the hyperbolic sine of each element.</summary>
    public Tensor Sinh() => Aten.Sinh.Call(this);

    /// <summary>Computes the inverse hyperbolic sine of each element.</summary>
    public Tensor Asinh() => Aten.Asinh.Call(this);

    /// <summary>Computes the hyperbolic cosine of each element.</summary>
    public Tensor Cosh() => Aten.Cosh.Call(this);

    /// <summary>Computes the hyperbolic tangent of each element.</summary>
    public Tensor Tanh() => Aten.Tanh.Call(this);

    /// <summary>Computes the error function of each element.</summary>
    public Tensor Erf() => Aten.Erf.Call(this);

    /// <summary>Computes the logistic function 1/(1 + e⁻ˣ) of each element x.</summary>
    public Tensor Sigmoid() => Aten.Sigmoid.Call(this);

    /// <summary>Rounds each element down to a whole number.</summary>
    public Tensor Floor() => Aten.Floor.Call(this);

    /// <summary>Rounds each element up to a whole number.</summary>
    public Tensor Ceil() => Aten.Ceil.Call(this);

    /// <summary>Rounds each element to the nearest whole number, halves to the even one.</summary>
    public Tensor Round() => Aten.Round.Call(this);

    /// <summary>Rounds each element towards 0 to a whole number.</summary>
    public Tensor Trunc() => Aten.Trunc.Call(this);

    /// <summary>Computes x − Trunc(x) of each element x.</summary>
    public Tensor Frac() => Aten.Frac.Call(this);

    /// <summary>Returns true for each element that is NaN.</summary>
    public Tensor IsNan() => Aten.Isnan.Call(this);

    /// <summary>Returns true for each element that is neither infinite nor NaN.</summary>
    public Tensor IsFinite() => Aten.Isfinite.Call(this);

    /// <summary>Computes this + alpha·other.</summary>
    public Tensor Add(Tensor other, Scalar? alpha = null) => Aten.AddTensor.Call(this, other, alpha);

    /// <summary>Computes this + other.</summary>
    public Tensor Add(Scalar other) => Aten.AddTensor.Call(this, other);

    /// <summary>Computes this − alpha·other.</summary>
    public Tensor Sub(Tensor other, Scalar? alpha = null) => Aten.SubTensor.Call(this, other, alpha);

    /// <summary>Computes this − other.</summary>
    public Tensor Sub(Scalar other) => Aten.SubTensor.Call(this, other);

    /// <summary>Computes this·other, element by element.</summary>
    public Tensor Mul(Tensor other) => Aten.MulTensor.Call(this, other);

    /// <summary>Computes this·other.</summary>
    public Tensor Mul(Scalar other) => Aten.MulTensor.Call(this, other);

    /// <summary>Computes this/other, with a fraction also for whole numbers.</summary>
    public Tensor Div(Tensor other) => Aten.DivTensor.Call(this, other);

    /// <summary>Computes this/other, with a fraction also for whole numbers.</summary>
    public Tensor Div(Scalar other) => Aten.DivTensor.Call(this, other);

    /// <summary>Computes ⌊this/other⌋.</summary>
    public Tensor FloorDivide(Tensor other) => Aten.DivTensorMode.Call(this, other, "floor");

    /// <summary>Computes ⌊this/other⌋.</summary>
    public Tensor FloorDivide(Scalar other) => Aten.DivTensorMode.Call(this, other, "floor");

    /// <summary>Computes this − other·⌊this/other⌋.</summary>
    public Tensor Remainder(Tensor other) => Aten.RemainderTensor.Call(this, other);

    /// <summary>Computes this − other·⌊this/other⌋.</summary>
    public Tensor Remainder(Scalar other) => Aten.RemainderTensor.Call(this, other);

    /// <summary>Raises each element to a power.</summary>
    public Tensor Pow(Scalar exponent) => Aten.PowTensorScalar.Call(this, exponent);

    /// <summary>Raises each element to the power of the other tensor's element.</summary>
    public Tensor Pow(Tensor exponent) => Aten.PowTensorTensor.Call(this, exponent);

    /// <summary>Limits all elements to [min, max]; either end may be omitted.</summary>
    public Tensor Clamp(Scalar? min = null, Scalar? max = null) => Aten.Clamp.Call(this, min, max);

    /// <summary>Computes the smaller of two elements; NaN if either is NaN.</summary>
    public Tensor Minimum(Tensor other) => Aten.Minimum.Call(this, other);

    /// <summary>Computes the larger of two elements; NaN if either is NaN.</summary>
    public Tensor Maximum(Tensor other) => Aten.Maximum.Call(this, other);

    /// <summary>Computes this + weight·(end − this).</summary>
    public Tensor Lerp(Tensor end, Tensor weight) => Aten.LerpTensor.Call(this, end, weight);

    /// <summary>Computes this + weight·(end − this).</summary>
    public Tensor Lerp(Tensor end, Scalar weight) => Aten.LerpScalar.Call(this, end, weight);

    /// <summary>Computes this + value·first·second.</summary>
    public Tensor AddCMul(Tensor first, Tensor second, Scalar? value = null) => Aten.Addcmul.Call(this, first, second, value);

    /// <summary>Computes this + value·first/second.</summary>
    public Tensor AddCDiv(Tensor first, Tensor second, Scalar? value = null) => Aten.Addcdiv.Call(this, first, second, value);

    /// <summary>Returns a copy with the value where the mask is true.</summary>
    public Tensor MaskedFill(Tensor mask, Scalar value) => Aten.MaskedFillScalar.Call(this, mask, value);

    /// <summary>Replaces NaN (by 0 unless given) and infinities (by the largest finite numbers of the type unless given).</summary>
    public Tensor NanToNum(double? nan = null, double? posInf = null, double? negInf = null) =>
        Aten.NanToNum.Call(this, nan, posInf, negInf);

    /// <summary>
    /// Takes the elements of <paramref name="yes"/> where the condition is true, otherwise those of <paramref name="no"/>.
    /// </summary>
    public static Tensor Where(Tensor condition, Tensor yes, Tensor no) => Aten.WhereSelf.Call(condition, yes, no);

    /// <summary>Inverts all bits; negates truth values.</summary>
    public Tensor BitwiseNot() => Aten.BitwiseNot.Call(this);

    /// <summary>Computes the bitwise and of whole numbers, the logical and of truth values.</summary>
    public Tensor BitwiseAnd(Tensor other) => Aten.BitwiseAndTensor.Call(this, other);

    /// <summary>Computes the bitwise or of whole numbers, the logical or of truth values.</summary>
    public Tensor BitwiseOr(Tensor other) => Aten.BitwiseOrTensor.Call(this, other);

    /// <summary>Computes the bitwise exclusive or of whole numbers, the logical exclusive or of truth values.</summary>
    public Tensor BitwiseXor(Tensor other) => Aten.BitwiseXorTensor.Call(this, other);

    /// <summary>Returns true for each element that is zero or false.</summary>
    public Tensor LogicalNot() => Aten.LogicalNot.Call(this);

    /// <summary>Returns true where both tensors are equal.</summary>
    public Tensor Eq(Tensor other) => Aten.EqTensor.Call(this, other);

    /// <summary>Returns true where elements are equal to the number.</summary>
    public Tensor Eq(Scalar other) => Aten.EqScalar.Call(this, other);

    /// <summary>Returns true where both tensors differ.</summary>
    public Tensor Ne(Tensor other) => Aten.NeTensor.Call(this, other);

    /// <summary>Returns true where elements differ from the number.</summary>
    public Tensor Ne(Scalar other) => Aten.NeScalar.Call(this, other);

    /// <summary>Returns true where this tensor is less than the other.</summary>
    public Tensor Lt(Tensor other) => Aten.LtTensor.Call(this, other);

    /// <summary>Returns true where elements are less than the number.</summary>
    public Tensor Lt(Scalar other) => Aten.LtScalar.Call(this, other);

    /// <summary>Returns true where this tensor is less than or equal to the other.</summary>
    public Tensor Le(Tensor other) => Aten.LeTensor.Call(this, other);

    /// <summary>Returns true where elements are less than or equal to the number.</summary>
    public Tensor Le(Scalar other) => Aten.LeScalar.Call(this, other);

    /// <summary>Returns true where this tensor is greater than the other.</summary>
    public Tensor Gt(Tensor other) => Aten.GtTensor.Call(this, other);

    /// <summary>Returns true where elements are greater than the number.</summary>
    public Tensor Gt(Scalar other) => Aten.GtScalar.Call(this, other);

    /// <summary>Returns true where this tensor is greater than or equal to the other.</summary>
    public Tensor Ge(Tensor other) => Aten.GeTensor.Call(this, other);

    /// <summary>Returns true where elements are greater than or equal to the number.</summary>
    public Tensor Ge(Scalar other) => Aten.GeScalar.Call(this, other);

    /// <summary>True if both shapes and all elements are equal.</summary>
    public bool EqualsAll(Tensor other) => (bool)Aten.Equal.CallMany(this, other)[0]!;

    /// <summary>True if |this − other| ≤ absolute + relative·|other| for all elements.</summary>
    public bool AllClose(Tensor other, double relative = 1e-5, double absolute = 1e-8) =>
        (bool)Aten.Allclose.CallMany(this, other, relative, absolute)[0]!;
}
