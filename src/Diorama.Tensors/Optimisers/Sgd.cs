using Diorama.Tensors.Operators;

namespace Diorama.Tensors.Optimisers;

/// <summary>
/// Stochastic gradient descent with momentum: v ← momentum·v + g, p ← p − rate·v (with Nesterov momentum g + momentum·v in place of v).
/// </summary>
public sealed class Sgd(IEnumerable<ParameterGroup> groups, double momentum = 0, bool nesterov = false) : Optimiser(groups) {
    public Sgd(IEnumerable<Tensor> parameters, double learningRate, double momentum = 0, bool nesterov = false, double weightDecay = 0)
        : this([new ParameterGroup(parameters, learningRate, weightDecay)], momentum, nesterov) { }

    protected override int StateCount => momentum == 0 ? 0 : 1;

    protected override void Update(ParameterGroup group, Tensor[] parameters, Tensor[] gradients, Tensor[][] state) {
        var direction = gradients;
        if (group.WeightDecay != 0) direction = Aten.ForeachAddList.CallList(direction, parameters, group.WeightDecay);
        if (momentum != 0) {
            var velocity = state[0];
            Aten.ForeachMulInPlaceScalar.Run(velocity, momentum);
            Aten.ForeachAddInPlaceList.Run(velocity, direction);
            direction = nesterov ? Aten.ForeachAddList.CallList(direction, velocity, momentum) : velocity;
        }
        Aten.ForeachAddInPlaceList.Run(parameters, direction, -group.LearningRate);
    }
}
