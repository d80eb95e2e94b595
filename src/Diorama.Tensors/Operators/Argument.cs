using Diorama.Tensors.Native;

namespace Diorama.Tensors.Operators;

/// <summary>
/// One argument of an <see cref="Operator"/>, converted implicitly from a tensor, a number, a string, an element type, a device, or an
/// array of tensors, integers, reals or booleans. The default value stands for an omitted argument.
/// </summary>
public readonly struct Argument {
    internal readonly object? Reference;
    internal readonly long Bits;
    internal readonly TensorShim.Tag Tag;

    private Argument(TensorShim.Tag tag, object? reference, long bits) => (Tag, Reference, Bits) = (tag, reference, bits);

    private static Argument List(TensorShim.Tag tag, object? list) => list is null ? default : new(tag, list, 0);

    public static implicit operator Argument(Tensor? tensor) => tensor is null ? default : new(TensorShim.Tag.Tensor, tensor, 0);
    public static implicit operator Argument(int value) => new(TensorShim.Tag.Int, null, value);
    public static implicit operator Argument(long value) => new(TensorShim.Tag.Int, null, value);
    public static implicit operator Argument(double value) => new(TensorShim.Tag.Float, null, BitConverter.DoubleToInt64Bits(value));
    public static implicit operator Argument(bool value) => new(TensorShim.Tag.Bool, null, value ? 1 : 0);
    public static implicit operator Argument(Scalar value) => new(value.Tag, null, value.Bits);
    public static implicit operator Argument(DType value) => new(TensorShim.Tag.Int, null, (long)value);
    public static implicit operator Argument(Device value) => new(TensorShim.Tag.Device, null, value.Code);
    public static implicit operator Argument(string? text) => List(TensorShim.Tag.String, text);
    public static implicit operator Argument(Tensor?[]? tensors) => List(TensorShim.Tag.Tensors, tensors);
    public static implicit operator Argument(long[]? values) => List(TensorShim.Tag.Ints, values);
    public static implicit operator Argument(double[]? values) => List(TensorShim.Tag.Floats, values);
    public static implicit operator Argument(bool[]? values) => List(TensorShim.Tag.Bools, values);

    public static implicit operator Argument(Scalar? value) => value is { } number ? number : default(Argument);
    public static implicit operator Argument(long? value) => value is { } number ? number : default(Argument);
    public static implicit operator Argument(double? value) => value is { } number ? number : default(Argument);
    public static implicit operator Argument(DType? value) => value is { } dtype ? dtype : default(Argument);
    public static implicit operator Argument(Device? value) => value is { } device ? device : default(Argument);

    /// <summary>Number of bytes that the argument takes in addition to its slot, rounded up to a multiple of 8.</summary>
    internal int ListBytes => Tag switch {
        TensorShim.Tag.Tensors => ((Tensor?[])Reference!).Length * sizeof(long),
        TensorShim.Tag.Ints => ((long[])Reference!).Length * sizeof(long),
        TensorShim.Tag.Floats => ((double[])Reference!).Length * sizeof(double),
        TensorShim.Tag.Bools => ((bool[])Reference!).Length,
        TensorShim.Tag.String => System.Text.Encoding.UTF8.GetByteCount((string)Reference!),
        _ => 0,
    } + 7 & ~7;
}
