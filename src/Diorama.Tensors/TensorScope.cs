namespace Diorama.Tensors;

/// <summary>
/// Frees at its end every tensor that this thread made inside it, except those that were kept (<see cref="Tensor.DetachFromScope"/>) or
/// moved out (<see cref="MoveOut(Tensor)"/>). Scopes nest; a training step typically has one: <c>using var step = new TensorScope();</c>.
/// </summary>
public sealed class TensorScope : IDisposable {
    [ThreadStatic] private static TensorScope? current;

    private readonly TensorScope? outer = current;
    private readonly int thread = Environment.CurrentManagedThreadId;
    private readonly List<Tensor> tensors = [];
    private bool ended;

    public TensorScope() => current = this;

    /// <summary>Registers a tensor with the current scope; false if there is no scope.</summary>
    internal static bool Enter(Tensor tensor) {
        if (current is not { } scope) return false;
        tensor.Scope = scope;
        scope.tensors.Add(tensor);
        return true;
    }

    /// <summary>Frees the tensors if the thread has ended without ending its scope.</summary>
    ~TensorScope() => Free();

    /// <summary>Moves a tensor to the surrounding scope, or keeps it if there is none. Returns the tensor.</summary>
    public Tensor MoveOut(Tensor tensor) {
        ArgumentNullException.ThrowIfNull(tensor);
        if (tensor.Scope != this) return tensor;
        if (outer is null) return tensor.DetachFromScope();
        tensor.Scope = outer;
        outer.tensors.Add(tensor);
        return tensor;
    }

    /// <summary>
    /// Frees the tensors made inside. Inner scopes that were not disposed end too. Must be called on the thread that created the scope.
    /// </summary>
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
