namespace Diorama.Tensors.Autograd;

/// <summary>
/// The data that one application of a <see cref="DifferentiableFunction"/> passes from its forward to its backward function.
/// </summary>
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

    /// <summary>Any data that are not tensors, such as sizes and settings.</summary>
    public object? State { get; set; }

    /// <summary>
    /// Keeps inputs, outputs or intermediate tensors for the backward function; a later in-place change of one of them is detected and
    /// refused.
    /// </summary>
    public void Save(params Tensor[] saved) {
        ArgumentNullException.ThrowIfNull(saved);
        if (inBackward) throw new InvalidOperationException("Tensors are saved in the forward function.");
        tensors = saved;
    }

    /// <summary>The saved tensors, in order; readable in the backward function only.</summary>
    public IReadOnlyList<Tensor> Saved => inBackward ? tensors
        : throw new InvalidOperationException("Saved tensors are read in the backward function.");

    /// <summary>True if the derivative by this input is needed.</summary>
    public bool Needs(int input) => needs[input];

    /// <summary>Returns the saved tensors and forgets them: held here, they would keep the graph alive through C#.</summary>
    internal Tensor[] TakeSaved() {
        var taken = tensors;
        tensors = [];
        return taken;
    }
}
