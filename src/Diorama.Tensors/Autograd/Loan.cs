using System.Runtime.InteropServices;

namespace Diorama.Tensors.Autograd;

/// <summary>The native handles of two lists of tensors, which are protected from being freed until this object is disposed.</summary>
internal readonly unsafe ref struct Loan : IDisposable {
    private readonly Tensor?[] tensors;
    private readonly int borrowed;

    public nint* First { get; }
    public nint* Second { get; }

    public Loan(ReadOnlySpan<Tensor?> first, ReadOnlySpan<Tensor?> second) {
        tensors = [.. first, .. second];
        First = (nint*)NativeMemory.Alloc((nuint)(tensors.Length + 1) * (nuint)sizeof(nint));
        Second = First + first.Length;
        try {
            for (; borrowed < tensors.Length; borrowed++) First[borrowed] = tensors[borrowed]?.Borrow() ?? 0;
        } catch {
            Dispose();
            throw;
        }
    }

    public void Dispose() {
        for (int i = 0; i < borrowed; i++) tensors[i]?.Return();
        NativeMemory.Free(First);
    }
}
