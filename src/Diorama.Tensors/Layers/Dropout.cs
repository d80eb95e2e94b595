namespace Diorama.Tensors.Layers;

/// <summary>In training, zeros with probability p and the rest divided by 1 − p.</summary>
public sealed class Dropout(double p = 0.5) : Layer {
    public override Tensor Forward(Tensor input) => Functional.Dropout(input, p, Training);
}
