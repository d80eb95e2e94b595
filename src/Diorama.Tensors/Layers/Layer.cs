namespace Diorama.Tensors.Layers;

/// <summary>A module from one tensor to one tensor.</summary>
public abstract class Layer : Module {
    public abstract Tensor Forward(Tensor input);
}
