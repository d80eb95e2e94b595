using Diorama.Tensors.Autograd;

namespace Diorama.Tensors.Optimisers;

/// <summary>
/// Base class of optimisers, which update parameters from their gradients. A training step is: <see cref="ZeroGrad"/>, loss,
/// <c>loss.Backward()</c>, <see cref="Step"/>. Parameters without a gradient stay unchanged.
/// </summary>
public abstract class Optimiser {
    private readonly ParameterGroup[] groups;
    private readonly Tensor[] all;
    private readonly Dictionary<Tensor, Tensor[]> states = new(ReferenceEqualityComparer.Instance);

    public IReadOnlyList<ParameterGroup> Groups => groups;

    /// <summary>Number of steps made.</summary>
    public long Steps { get; set; }

    protected Optimiser(IEnumerable<ParameterGroup> groups) {
        this.groups = [.. groups];
        all = [.. this.groups.SelectMany(g => g.Parameters)];
        if (all.Distinct(ReferenceEqualityComparer.Instance).Count() != all.Length)
            throw new ArgumentException("A parameter stands in two groups.");
    }

    /// <summary>Number of state tensors for each parameter.</summary>
    protected abstract int StateCount { get; }

    /// <summary>
    /// Updates the parameters of one group in place, without recording. <c>state[k]</c> holds the k-th state tensor of each parameter.
    /// </summary>
    protected abstract void Update(ParameterGroup group, Tensor[] parameters, Tensor[] gradients, Tensor[][] state);

    /// <summary>Returns the state tensors of a parameter, which are zeros before its first step; for checkpoints.</summary>
    public IReadOnlyList<Tensor> State(Tensor parameter) {
        if (states.TryGetValue(parameter, out var state)) return state;
        return states[parameter] = [.. Enumerable.Range(0, StateCount).Select(_ => parameter.Detach().ZerosLike().DetachFromScope())];
    }

    public void Step() {
        using var scope = new TensorScope();
        using var mode = GradientMode.Off();
        Steps++;
        foreach (var group in groups) {
            var gradients = Gradients.Held(group.Parameters);
            int count = gradients.Count(g => g is not null);
            if (count == 0) continue;
            var moved = new Tensor[count];
            var present = new Tensor[count];
            var state = new Tensor[StateCount][];
            for (int k = 0; k < state.Length; k++) state[k] = new Tensor[count];
            int at = 0;
            for (int i = 0; i < gradients.Length; i++) {
                if (gradients[i] is not { } gradient) continue;
                (moved[at], present[at]) = (group.Parameters[i], gradient);
                var kept = State(moved[at]);
                for (int k = 0; k < state.Length; k++) state[k][at] = kept[k];
                at++;
            }
            Update(group, moved, present, state);
        }
    }

    public void ZeroGrad() => Gradients.Forget(all);

    /// <summary>
    /// Sets the learning rate of every group to <paramref name="factor"/> times its base rate; see <see cref="Schedule"/>.
    /// </summary>
    public void SetRate(double factor) {
        foreach (var group in groups) group.LearningRate = group.BaseRate * factor;
    }

    /// <summary>Scales all gradients so that their common 2-norm is at most <paramref name="most"/>. Returns the norm before.</summary>
    public double ClipGradients(double most) {
        using var scope = new TensorScope();
        using var mode = GradientMode.Off();
        Tensor[] gradients = [.. Gradients.Held(all).OfType<Tensor>()];
        if (gradients.Length == 0) return 0;
        var norms = Operators.Aten.ForeachNormScalar.CallList(gradients, 2);
        double norm = Tensor.Stack(norms).Norm().ToDouble();
        if (norm > most) Operators.Aten.ForeachMulInPlaceScalar.Run(gradients, most / (norm + 1e-6));
        return norm;
    }
}
