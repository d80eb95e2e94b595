namespace Diorama.Tensors.Layers;

/// <summary>
/// Keys and values of what a <see cref="MultiHeadAttention"/> has seen, so that a sequence is extended without going over it again. One for
/// each layer; disposed by its owner.
/// </summary>
public sealed class KeyValueCache : IDisposable {
    private Tensor? keys, values;

    /// <summary>Positions seen so far.</summary>
    public long Length => keys?.Size(-2) ?? 0;

    internal (Tensor Keys, Tensor Values) Append(Tensor newKeys, Tensor newValues) {
        var (oldKeys, oldValues) = (keys, values);
        keys = (oldKeys is null ? newKeys.Share() : Tensor.Cat([oldKeys, newKeys], -2)).Keep();
        values = (oldValues is null ? newValues.Share() : Tensor.Cat([oldValues, newValues], -2)).Keep();
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
