namespace Diorama.Tensors.Layers;

/// <summary>
/// A layer made of a function without parameters: <c>new Apply(Functional.Relu)</c>, <c>new Apply(x => Functional.MaxPool2d(x, 2))</c>.
/// </summary>
public sealed class Apply(Func<Tensor, Tensor> function) : Layer {
    public override Tensor Forward(Tensor input) => function(input);
}
