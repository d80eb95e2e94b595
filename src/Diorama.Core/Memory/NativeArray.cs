using System.Runtime.InteropServices;

namespace Diorama.Core.Memory;

/// <summary>
/// A zero-initialised, 64-byte aligned array outside the managed heap, with 16 spare bytes behind the last element (Embree reads vertices
/// 16 bytes at a time). The owner must dispose it; readers use the pointer.
/// </summary>
public sealed unsafe class NativeArray<T> : IDisposable where T : unmanaged {
    public T* Pointer { get; private set; }
    public int Length { get; }

    public NativeArray(int length) {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        nuint bytes = (nuint)length * (nuint)sizeof(T) + 16;
        Pointer = (T*)NativeMemory.AlignedAlloc(bytes, 64);
        NativeMemory.Clear(Pointer, bytes);
        Length = length;
        GC.AddMemoryPressure((long)bytes);
    }

    public NativeArray(ReadOnlySpan<T> source) : this(source.Length) => source.CopyTo(Span);

    public Span<T> Span => new(Pointer, Length);

    public ref T this[int i] {
        get {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)i, (uint)Length);
            return ref Pointer[i];
        }
    }

    public void Dispose() {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free() {
        if (Pointer == null) return;
        NativeMemory.AlignedFree(Pointer);
        Pointer = null;
        GC.RemoveMemoryPressure((long)Length * sizeof(T) + 16);
    }

    ~NativeArray() => Free();
}
