namespace Diorama.Tensors;

/// <summary>
/// Frees at its end every tensor that this thread made inside, but for those that were kept (<see cref="Tensor.Keep"/>) or moved out
/// (<see cref="MoveOut(Tensor)"/>). Scopes nest; a training step is typically one: <c>using var step = new TensorScope();</c>.
/// </summary>
public sealed class TensorScope : IDisposable {
    [ThreadStatic] private static TensorScope? current;

    private readonly TensorScope? outer = current;
    private readonly int thread = Environment.CurrentManagedThreadId;
    private readonly List<Tensor> tensors = [];
    private bool ended;

    public TensorScope() => current = this;

    /// <summary>False where there is no scope.</summary>
    internal static bool Enter(Tensor tensor) {
        if (current is not { } scope) return false;
        tensor.Scope = scope;
        scope.tensors.Add(tensor);
        return true;
    }

    /// <summary>A thread has ended within its scope.</summary>
    ~TensorScope() => Free();

    /// <summary>Hands a tensor to the surrounding scope, or keeps it where there is none. Returns the tensor.</summary>
    public Tensor MoveOut(Tensor tensor) {
        ArgumentNullException.ThrowIfNull(tensor);
        if (tensor.Scope != this) return tensor;
        if (outer is null) return tensor.Keep();
        tensor.Scope = outer;
        outer.tensors.Add(tensor);
        return tensor;
    }

    /// <summary>Frees what was made inside. Inner scopes that were left open end too; a scope ends on the thread that began it.</summary>
    public void Dispose() {
        if (ended) return;
        if (Environment.CurrentManagedThreadId != thread) {
            throw new InvalidOperationException("A TensorScope ends on the thread that began it; do not await inside.");
        }
        while (current != this) current!.End();
        End();
        GC.SuppressFinalize(this);
    }

    private void End() {
        ended = true;
        current = outer;
        Free();
    }

    private void Free() {
        foreach (var tensor in tensors) {
            if (tensor.Scope == this) tensor.Dispose();
        }
        tensors.Clear();
    }
}
