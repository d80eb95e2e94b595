namespace Diorama.Tensors;

/// <summary>
/// A number in an operation with a tensor. As in PyTorch, it takes the tensor's element type if its own kind (whole, real, boolean) fits.
/// </summary>
public readonly struct Scalar {
    internal readonly long Bits;
    internal readonly Native.TensorShim.Tag Tag;

    private Scalar(long bits, Native.TensorShim.Tag tag) => (Bits, Tag) = (bits, tag);

    public static implicit operator Scalar(int value) => new(value, Native.TensorShim.Tag.Int);
    public static implicit operator Scalar(long value) => new(value, Native.TensorShim.Tag.Int);
    public static implicit operator Scalar(double value) => new(BitConverter.DoubleToInt64Bits(value), Native.TensorShim.Tag.Float);
    public static implicit operator Scalar(bool value) => new(value ? 1 : 0, Native.TensorShim.Tag.Bool);
}
