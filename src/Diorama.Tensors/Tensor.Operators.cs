namespace Diorama.Tensors;

// C# has no operator @: a matrix product is MatMul.
#pragma warning disable CA2225 // Every operator has a named method, though not under the name that the rule expects.
public sealed partial class Tensor {
    public static Tensor operator +(Tensor a, Tensor b) => Operators.Aten.AddTensor.Call(a, b);
    public static Tensor operator +(Tensor a, Scalar b) => Operators.Aten.AddTensor.Call(a, b);
    public static Tensor operator +(Scalar a, Tensor b) => Operators.Aten.AddTensor.Call(b, a);
    public static Tensor operator -(Tensor a, Tensor b) => Operators.Aten.SubTensor.Call(a, b);
    public static Tensor operator -(Tensor a, Scalar b) => Operators.Aten.SubTensor.Call(a, b);
    public static Tensor operator -(Scalar a, Tensor b) => Operators.Aten.RsubScalar.Call(b, a);
    public static Tensor operator *(Tensor a, Tensor b) => Operators.Aten.MulTensor.Call(a, b);
    public static Tensor operator *(Tensor a, Scalar b) => Operators.Aten.MulTensor.Call(a, b);
    public static Tensor operator *(Scalar a, Tensor b) => Operators.Aten.MulTensor.Call(b, a);
    public static Tensor operator /(Tensor a, Tensor b) => Operators.Aten.DivTensor.Call(a, b);
    public static Tensor operator /(Tensor a, Scalar b) => Operators.Aten.DivTensor.Call(a, b);
    public static Tensor operator /(Scalar a, Tensor b) {
        using var inverse = b.Reciprocal();
        return Operators.Aten.MulTensor.Call(inverse, a);
    }
    public static Tensor operator -(Tensor a) => Operators.Aten.Neg.Call(a);
    public static Tensor operator <(Tensor a, Tensor b) => a.Lt(b);
    public static Tensor operator <(Tensor a, Scalar b) => a.Lt(b);
    public static Tensor operator >(Tensor a, Tensor b) => a.Gt(b);
    public static Tensor operator >(Tensor a, Scalar b) => a.Gt(b);
    public static Tensor operator <=(Tensor a, Tensor b) => a.Le(b);
    public static Tensor operator <=(Tensor a, Scalar b) => a.Le(b);
    public static Tensor operator >=(Tensor a, Tensor b) => a.Ge(b);
    public static Tensor operator >=(Tensor a, Scalar b) => a.Ge(b);
    public static Tensor operator &(Tensor a, Tensor b) => a.BitwiseAnd(b);
    public static Tensor operator |(Tensor a, Tensor b) => a.BitwiseOr(b);
    public static Tensor operator ^(Tensor a, Tensor b) => a.BitwiseXor(b);
    public static Tensor operator ~(Tensor a) => a.BitwiseNot();
}
