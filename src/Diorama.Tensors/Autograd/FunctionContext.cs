namespace Diorama.Tensors.Autograd;

/// <summary>What one application of a <see cref="DifferentiableFunction"/> carries from its value to its derivative.</summary>
public sealed class FunctionContext {
    private readonly bool[] needs;
    private Tensor[] tensors = [];
    private readonly bool inBackward;

    internal FunctionContext(bool[] needs) => this.needs = needs;

    internal FunctionContext(bool[] needs, Tensor[] saved, object? state) {
        this.needs = needs;
        tensors = saved;
        inBackward = true;
        State = state;
    }

    /// <summary>Anything but tensors: sizes, settings.</summary>
    public object? State { get; set; }

    /// <summary>
    /// Keeps inputs, outputs or intermediate tensors for the derivative; a later change to them in place is found and refused.
    /// </summary>
    public void Save(params Tensor[] saved) {
        ArgumentNullException.ThrowIfNull(saved);
        if (inBackward) throw new InvalidOperationException("Tensors are saved in the forward function.");
        tensors = saved;
    }

    /// <summary>In the derivative: what was saved, in order.</summary>
    public IReadOnlyList<Tensor> Saved => inBackward ? tensors
        : throw new InvalidOperationException("Saved tensors are read in the backward function.");

    /// <summary>Whether anyone wants the derivative by this input.</summary>
    public bool Needs(int input) => needs[input];

    /// <summary>Hands the saved tensors to the graph: held here, they would keep it alive through C#.</summary>
    internal Tensor[] TakeSaved() {
        var taken = tensors;
        tensors = [];
        return taken;
    }
}
