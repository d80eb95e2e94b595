namespace Diorama.Tensors.Layers;

/// <summary>A chain of layers, with the names 0, 1, 2, …</summary>
public sealed class Sequential : Layer {
    private readonly Layer[] layers;

    public Sequential(params Layer[] layers) {
        ArgumentNullException.ThrowIfNull(layers);
        this.layers = layers;
        for (int i = 0; i < layers.Length; i++) RegisterModule($"{i}", layers[i]);
    }

    public IReadOnlyList<Layer> Layers => layers;

    public override Tensor Forward(Tensor input) {
        foreach (var layer in layers) input = layer.Forward(input);
        return input;
    }
}
