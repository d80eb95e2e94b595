using Diorama.Tensors.Operators;

namespace Diorama.Tensors.Optimisers;

/// <summary>
/// The Adam optimiser (Kingma and Ba 2015); <c>decoupled</c> makes it AdamW (Loshchilov and Hutter 2019), whose weight decay shrinks the
/// parameters directly instead of being added to the gradient.
/// </summary>
public sealed class Adam(IEnumerable<ParameterGroup> groups, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8,
    bool decoupled = false) : Optimiser(groups) {
    public Adam(IEnumerable<Tensor> parameters, double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8,
        double weightDecay = 0, bool decoupled = false)
        : this([new ParameterGroup(parameters, learningRate, weightDecay)], beta1, beta2, eps, decoupled) { }

    /// <summary>Creates an AdamW optimiser with the usual weight decay (decoupled, per step, multiplied by the learning rate).</summary>
    public static Adam W(IEnumerable<Tensor> parameters, double learningRate = 1e-3, double weightDecay = 0.01) =>
        new(parameters, learningRate, weightDecay: weightDecay, decoupled: true);

    protected override int StateCount => 2;

    protected override void Update(ParameterGroup group, Tensor[] parameters, Tensor[] gradients, Tensor[][] state) {
        var (mean, square) = (state[0], state[1]);
        if (group.WeightDecay != 0) {
            if (decoupled) Aten.ForeachMulInPlaceScalar.Run(parameters, 1 - group.LearningRate * group.WeightDecay);
            else gradients = Aten.ForeachAddList.CallList(gradients, parameters, group.WeightDecay);
        }
        Aten.ForeachMulInPlaceScalar.Run(mean, beta1);
        Aten.ForeachAddInPlaceList.Run(mean, gradients, 1 - beta1);
        Aten.ForeachMulInPlaceScalar.Run(square, beta2);
        Aten.ForeachAddcmulInPlaceScalar.Run(square, gradients, gradients, 1 - beta2);
        // m/(1 − β₁ᵗ) / (√(v/(1 − β₂ᵗ)) + ε), with both bias corrections moved into ε and the step size.
        double correction = Math.Sqrt(1 - Math.Pow(beta2, Steps));
        var root = Aten.ForeachSqrt.CallList(square);
        Aten.ForeachAddInPlaceScalar.Run(root, eps * correction);
        Aten.ForeachAddcdivInPlaceScalar.Run(parameters, mean, root, -group.LearningRate * correction / (1 - Math.Pow(beta1, Steps)));
    }
}
