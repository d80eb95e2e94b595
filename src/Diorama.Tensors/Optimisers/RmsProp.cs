using Diorama.Tensors.Operators;

namespace Diorama.Tensors.Optimisers;

/// <summary>The RMSprop optimiser (Tieleman and Hinton 2012): v ← α·v + (1 − α)·g², p ← p − rate·g/(√v + ε).</summary>
public sealed class RmsProp(IEnumerable<ParameterGroup> groups, double alpha = 0.99, double eps = 1e-8) : Optimiser(groups) {
    public RmsProp(IEnumerable<Tensor> parameters, double learningRate = 1e-2, double alpha = 0.99, double eps = 1e-8,
        double weightDecay = 0)
        : this([new ParameterGroup(parameters, learningRate, weightDecay)], alpha, eps) { }

    protected override int StateCount => 1;

    protected override void Update(ParameterGroup group, Tensor[] parameters, Tensor[] gradients, Tensor[][] state) {
        var square = state[0];
        if (group.WeightDecay != 0) gradients = Aten.ForeachAddList.CallList(gradients, parameters, group.WeightDecay);
        Aten.ForeachMulInPlaceScalar.Run(square, alpha);
        Aten.ForeachAddcmulInPlaceScalar.Run(square, gradients, gradients, 1 - alpha);
        var root = Aten.ForeachSqrt.CallList(square);
        Aten.ForeachAddInPlaceScalar.Run(root, eps);
        Aten.ForeachAddcdivInPlaceScalar.Run(parameters, gradients, root, -group.LearningRate);
    }
}
