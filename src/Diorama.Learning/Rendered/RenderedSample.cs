using System.Runtime.InteropServices;
using Diorama.Tensors;

namespace Diorama.Learning.Rendered;

/// <summary>The arrays of one sample of a <see cref="RenderedSet"/>; all samples have the same names, kinds and shapes.</summary>
public sealed class RenderedSample {
    internal readonly record struct Part(string Name, DType Type, long[] Shape, byte[] Bytes);

    internal List<Part> Parts { get; } = [];

    /// <summary>Adds an array.</summary>
    /// <typeparam name="T">byte, short, int, long, float or double.</typeparam>
    /// <param name="name">Name of the array.</param>
    /// <param name="values">Values in row-major order; copied.</param>
    /// <param name="shape">Sizes, such as 3, H, W.</param>
    /// <exception cref="ArgumentException">The number of values is not that of the shape, or the name stands there twice.</exception>
    public RenderedSample Add<T>(string name, ReadOnlySpan<T> values, params long[] shape) where T : unmanaged {
        ArgumentNullException.ThrowIfNull(shape);
        if (values.Length != shape.Aggregate(1L, (a, b) => a * b))
            throw new ArgumentException($"{name}: {values.Length} values for the shape [{string.Join(", ", shape)}].", nameof(values));
        if (Parts.Exists(p => p.Name == name)) throw new ArgumentException($"{name} stands there twice.", nameof(name));
        Parts.Add(new(name, TypeOf<T>(), shape, MemoryMarshal.AsBytes(values).ToArray()));
        return this;
    }

    private static DType TypeOf<T>() => default(T) switch {
        byte => DType.UInt8,
        short => DType.Int16,
        int => DType.Int32,
        long => DType.Int64,
        float => DType.Float32,
        double => DType.Float64,
        _ => throw new ArgumentException($"{typeof(T).Name} is no kind of number of a sample."),
    };
}
