namespace Diorama.Tensors;

/// <summary>Element types, with the values of libtorch's <c>ScalarType</c>.</summary>
public enum DType {
    UInt8 = 0, Int8 = 1, Int16 = 2, Int32 = 3, Int64 = 4, Float16 = 5, Float32 = 6, Float64 = 7,
    Complex64 = 9, Complex128 = 10, Bool = 11, BFloat16 = 15,
}

/// <summary>The C# types, sizes and names of element types.</summary>
public static class DTypes {
    /// <summary>
    /// Returns the element type that holds <typeparamref name="T"/>; throws <see cref="NotSupportedException"/> for a type that tensors do
    /// not have.
    /// </summary>
    public static DType Of<T>() where T : unmanaged =>
        typeof(T) == typeof(float) ? DType.Float32 : typeof(T) == typeof(double) ? DType.Float64 :
        typeof(T) == typeof(long) ? DType.Int64 : typeof(T) == typeof(int) ? DType.Int32 :
        typeof(T) == typeof(byte) ? DType.UInt8 : typeof(T) == typeof(bool) ? DType.Bool :
        typeof(T) == typeof(short) ? DType.Int16 : typeof(T) == typeof(sbyte) ? DType.Int8 :
        typeof(T) == typeof(Half) ? DType.Float16 : typeof(T) == typeof(System.Numerics.Complex) ? DType.Complex128 :
        throw new NotSupportedException(
        $"A tensor has no elements of type {typeof(T).Name}; copy to float, double, int, long, byte, bool, short, sbyte, Half or Complex.");

    /// <summary>Returns the size of one element in bytes.</summary>
    public static int Size(this DType dtype) => dtype switch {
        DType.UInt8 or DType.Int8 or DType.Bool => 1,
        DType.Int16 or DType.Float16 or DType.BFloat16 => 2,
        DType.Int32 or DType.Float32 => 4,
        DType.Int64 or DType.Float64 or DType.Complex64 => 8,
        DType.Complex128 => 16,
        _ => throw new NotSupportedException($"Element type {dtype} has no fixed size."),
    };

    /// <summary>True if elements are real floating-point numbers.</summary>
    public static bool IsFloatingPoint(this DType dtype) => dtype is DType.Float16 or DType.Float32 or DType.Float64 or DType.BFloat16;

    /// <summary>Returns PyTorch's name of the element type, such as <c>float32</c>.</summary>
    public static string Name(this DType dtype) => dtype.ToString().ToLowerInvariant();
}
