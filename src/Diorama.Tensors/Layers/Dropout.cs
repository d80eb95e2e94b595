namespace Diorama.Tensors.Layers;

/// <summary>
/// Dropout: in training, replaces elements by zeros with probability p and divides the others by 1 − p; otherwise returns the input.
/// </summary>
public sealed class Dropout(double p = 0.5) : Layer {
    public override Tensor Forward(Tensor input) => Functional.Dropout(input, p, Training);
}
