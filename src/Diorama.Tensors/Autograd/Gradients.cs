using Diorama.Tensors.Native;

namespace Diorama.Tensors.Autograd;

/// <summary>Backward passes from several tensors at once, and gradients as return values.</summary>
public static unsafe class Gradients {
    /// <summary>
    /// Adds to <see cref="Tensor.Grad"/> of every leaf the derivative of Σ outputs·gradients. The gradient of an output that has one
    /// element may be null, which stands for 1.
    /// </summary>
    /// <param name="outputs">Tensors that are differentiated.</param>
    /// <param name="gradients">One gradient for each output; null if all outputs have one element.</param>
    /// <param name="keepGraph">True keeps the graph, so that another backward pass can go through it.</param>
    /// <param name="createGraph">True records the derivatives too, so that second derivatives can be computed.</param>
    public static void Backward(Tensor[] outputs, Tensor?[]? gradients = null, bool keepGraph = false, bool createGraph = false) {
        using var lent = new Loan(outputs, Matching(outputs, gradients));
        TensorShim.Check(TensorShim.tensors_backward(lent.First, lent.Second, outputs.Length, keepGraph || createGraph ? 1 : 0,
            createGraph ? 1 : 0));
    }

    /// <summary>
    /// Computes the derivatives of Σ outputs·gradients by each input, without a change of any <see cref="Tensor.Grad"/>. If the outputs do
    /// not depend on an input, that is an error, or gives null with <paramref name="allowUnused"/>.
    /// </summary>
    public static Tensor?[] Of(Tensor[] outputs, Tensor[] inputs, Tensor?[]? gradients = null, bool keepGraph = false,
        bool createGraph = false, bool allowUnused = false) {
        ArgumentNullException.ThrowIfNull(inputs);
        using var lent = new Loan(outputs, Matching(outputs, gradients));
        using var lentInputs = new Loan(inputs, []);
        var handles = new nint[inputs.Length];
        fixed (nint* results = handles) {
            TensorShim.Check(TensorShim.tensors_gradients(lent.First, lent.Second, outputs.Length, lentInputs.First, inputs.Length,
                keepGraph || createGraph ? 1 : 0, createGraph ? 1 : 0, allowUnused ? 1 : 0, results));
        }
        return Array.ConvertAll(handles, handle => handle == 0 ? null : new Tensor(handle));
    }

    /// <summary>Returns <see cref="Tensor.Grad"/> of all leaves; null for leaves without a gradient.</summary>
    public static Tensor?[] Held(IReadOnlyList<Tensor> leaves) {
        ArgumentNullException.ThrowIfNull(leaves);
        using var lent = new Loan([.. leaves], []);
        var handles = new nint[leaves.Count];
        fixed (nint* results = handles) TensorShim.Check(TensorShim.tensors_grads(lent.First, leaves.Count, results));
        return Array.ConvertAll(handles, handle => handle == 0 ? null : new Tensor(handle));
    }

    /// <summary>Sets <see cref="Tensor.Grad"/> of all leaves to null, as it was before the first backward pass.</summary>
    public static void Forget(IReadOnlyList<Tensor> leaves) {
        ArgumentNullException.ThrowIfNull(leaves);
        using var lent = new Loan([.. leaves], []);
        TensorShim.Check(TensorShim.tensors_forget_grads(lent.First, leaves.Count));
    }

    /// <summary>Computes the derivative of a tensor of one element by one input.</summary>
    public static Tensor Of(Tensor output, Tensor input, bool createGraph = false) => Of([output], [input], createGraph: createGraph)[0]!;

    private static Tensor?[] Matching(Tensor[] outputs, Tensor?[]? gradients) {
        ArgumentNullException.ThrowIfNull(outputs);
        if (gradients is null) return new Tensor?[outputs.Length];
        return gradients.Length == outputs.Length ? gradients
            : throw new ArgumentException($"{outputs.Length} outputs have {gradients.Length} gradients.");
    }
}
