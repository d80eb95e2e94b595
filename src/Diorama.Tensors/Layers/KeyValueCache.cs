namespace Diorama.Tensors.Layers;

/// <summary>
/// Keys and values that a <see cref="MultiHeadAttention"/> has computed for earlier positions, so that a sequence is extended without
/// processing it again. Each layer needs its own; the owner disposes it.
/// </summary>
public sealed class KeyValueCache : IDisposable {
    private Tensor? keys, values;

    /// <summary>Number of positions seen so far.</summary>
    public long Length => keys?.Size(-2) ?? 0;

    internal (Tensor Keys, Tensor Values) Append(Tensor newKeys, Tensor newValues) {
        var (oldKeys, oldValues) = (keys, values);
        keys = (oldKeys is null ? newKeys.Alias() : Tensor.Cat([oldKeys, newKeys], -2)).DetachFromScope();
        values = (oldValues is null ? newValues.Alias() : Tensor.Cat([oldValues, newValues], -2)).DetachFromScope();
        oldKeys?.Dispose();
        oldValues?.Dispose();
        return (keys, values);
    }

    public void Dispose() {
        keys?.Dispose();
        values?.Dispose();
        keys = values = null;
    }
}
