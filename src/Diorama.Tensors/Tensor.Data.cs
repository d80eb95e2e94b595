using System.Runtime.InteropServices;
using Diorama.Tensors.Native;

namespace Diorama.Tensors;

public sealed unsafe partial class Tensor {
    /// <summary>Creates a tensor with a copy of the values, in row-major order; without a shape it has one dimension.</summary>
    public static Tensor From<T>(ReadOnlySpan<T> values, params long[] shape) where T : unmanaged {
        var tensor = Empty(shape is { Length: > 0 } ? shape : [values.Length], DTypes.Of<T>());
        tensor.CopyFrom(values);
        return tensor;
    }

    /// <inheritdoc cref="From{T}(ReadOnlySpan{T}, long[])"/>
    public static Tensor From<T>(T[] values, params long[] shape) where T : unmanaged => From<T>(values.AsSpan(), shape);

    /// <summary>Creates a tensor of one element without dimensions.</summary>
    public static Tensor FromScalar<T>(T value) where T : unmanaged {
        var tensor = Empty([], DTypes.Of<T>());
        tensor.CopyFrom(new ReadOnlySpan<T>(in value));
        return tensor;
    }

    /// <summary>
    /// Creates a tensor that shares the elements of an array, in row-major order: a change of one is visible in the other. The array stays
    /// pinned until nothing refers to the tensor any more.
    /// </summary>
    public static Tensor FromBlob<T>(T[] values, params long[] shape) where T : unmanaged {
        ArgumentNullException.ThrowIfNull(values);
        if (shape is not { Length: > 0 }) shape = [values.Length];
        long wanted = 1;
        foreach (long size in shape) {
            ArgumentOutOfRangeException.ThrowIfNegative(size, nameof(shape));
            wanted = checked(wanted * size);
        }
        if (wanted != values.Length)
            throw new ArgumentException($"An array of {values.Length} elements does not have the shape [{string.Join(", ", shape)}].");
        var pin = GCHandle.Alloc(values, GCHandleType.Pinned);
        fixed (long* sizes = shape) {
            nint made = TensorShim.tensors_from_blob((void*)pin.AddrOfPinnedObject(), sizes, shape.Length, (int)DTypes.Of<T>(), &FreePin,
                GCHandle.ToIntPtr(pin));
            if (made == 0) pin.Free();
            return new Tensor(TensorShim.Check(made));
        }
    }

    [UnmanagedCallersOnly]
    private static void FreePin(nint pin) => GCHandle.FromIntPtr(pin).Free();

    /// <summary>
    /// Gives the elements in main memory, without a copy: <c>using var pixels = image.Data&lt;float&gt;();</c> then <c>pixels.Span</c>. The
    /// tensor must be contiguous, on the processor, and of this element type. Its memory remains valid for as long as it is lent, even if
    /// the tensor is disposed.
    /// </summary>
    public TensorSpan<T> Data<T>() where T : unmanaged {
        nint borrowed = Borrow();
        try {
            if (DType != DTypes.Of<T>()) throw new InvalidOperationException($"The tensor has {DType.Name()} elements, not "
                + $"{typeof(T).Name}; call To(DType.{DTypes.Of<T>()}).");
            if (Device.Type != Device.Cpu.Type) throw new InvalidOperationException($"The tensor lies on {Device}; call To(Device.Cpu).");
            if (!IsContiguous) throw new InvalidOperationException("The tensor's elements do not lie in a row; call Contiguous().");
            nint data;
            TensorShim.Check(TensorShim.tensors_data(borrowed, &data));
            return new TensorSpan<T>(this, new Span<T>((void*)data, checked((int)Numel)));
        } catch {
            Return();
            throw;
        }
    }

    /// <summary>Returns a copy of all elements in row-major order, from any device. The element type has to match.</summary>
    public T[] ToArray<T>() where T : unmanaged {
        var values = new T[Numel];
        CopyTo<T>(values);
        return values;
    }

    /// <summary>Copies all elements in row-major order, from any device, to a span of the same length.</summary>
    public void CopyTo<T>(Span<T> values) where T : unmanaged {
        if (Device.Type == Device.Cpu.Type && IsContiguous) {
            using var lent = Data<T>();
            Fit(lent.Span.Length, values.Length);
            lent.Span.CopyTo(values);
        } else {
            using var moved = Detach();
            using var near = moved.To(Device.Cpu);
            using var conjugated = Operators.Aten.ResolveConj.Call(near);
            using var plain = Operators.Aten.ResolveNeg.Call(conjugated);
            using var row = plain.Contiguous();
            row.CopyTo(values);
        }
    }

    /// <summary>Overwrites all elements, in row-major order, with those of a span of the same length and element type.</summary>
    public void CopyFrom<T>(ReadOnlySpan<T> values) where T : unmanaged {
        Fit(Numel, values.Length);
        if (Device.Type == Device.Cpu.Type && IsContiguous && !RequiresGrad) {
            using var lent = Data<T>();
            values.CopyTo(lent.Span);
        } else {
            using var given = From(values, Shape);
            CopyInPlace(given);
        }
    }

    /// <summary>Returns the only element as a real number.</summary>
    public double ToDouble() {
        object? value = Operators.Aten.Item.CallMany(this)[0];
        return value switch { double real => real, long integer => integer, bool truth => truth ? 1 : 0,
            _ => throw new TensorException("The element is no real number.") };
    }

    /// <summary>Returns the only element, which must be a whole number or a truth value.</summary>
    public long ToInt64() {
        object? value = Operators.Aten.Item.CallMany(this)[0];
        return value switch { long integer => integer, bool truth => truth ? 1 : 0,
            _ => throw new TensorException("The element is no whole number.") };
    }

    /// <summary>Returns true if the only element is true or not zero.</summary>
    public bool ToBoolean() => ToDouble() != 0;

    private static void Fit(long elements, int length) {
        if (elements != length) throw new ArgumentException($"The tensor has {elements} elements and the span {length}.");
    }
}

/// <summary>The elements of a tensor, lent until this object is disposed; see <see cref="Tensor.Data{T}"/>.</summary>
public ref struct TensorSpan<T> where T : unmanaged {
    private Tensor? owner;

    /// <summary>The elements in row-major order. Must not be used after this object is disposed.</summary>
    public Span<T> Span { readonly get; private set; }

    internal TensorSpan(Tensor owner, Span<T> span) {
        this.owner = owner;
        Span = span;
    }

    /// <summary>Element at a flat index, in row-major order.</summary>
    public readonly ref T this[int i] => ref Span[i];

    public void Dispose() {
        Interlocked.Exchange(ref owner, null)?.Return();
        Span = default;
    }
}
