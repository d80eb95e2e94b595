using Diorama.Tensors.Autograd;
using Diorama.Tensors.Native;

namespace Diorama.Tensors;

public sealed unsafe partial class Tensor {
    /// <summary>Whether operations on this tensor are recorded. It can be set only on leaves of floating-point type.</summary>
    public bool RequiresGrad {
        get => Ask(&TensorShim.tensors_requires_grad) != 0;
        set {
            nint borrowed = Borrow();
            try {
                TensorShim.Check(TensorShim.tensors_set_requires_grad(borrowed, value ? 1 : 0));
            } finally {
                Return();
            }
        }
    }

    /// <summary>Sets <see cref="RequiresGrad"/> and returns this tensor.</summary>
    public Tensor WithGrad(bool on = true) {
        RequiresGrad = on;
        return this;
    }

    /// <summary>True if the tensor was created directly, not by a recorded operation.</summary>
    public bool IsLeaf => Ask(&TensorShim.tensors_is_leaf) != 0;

    /// <summary>
    /// Sum of the gradients that backward passes have added on this leaf; null before the first. Each read gives a new owner of the tensor.
    /// </summary>
    public Tensor? Grad {
        get {
            nint found, borrowed = Borrow();
            try {
                TensorShim.Check(TensorShim.tensors_grad(borrowed, &found));
            } finally {
                Return();
            }
            return found == 0 ? null : new Tensor(found);
        }
        set {
            using var lent = new Loan([this], [value]);
            TensorShim.Check(TensorShim.tensors_set_grad(*lent.First, *lent.Second));
        }
    }

    /// <summary>
    /// Adds the derivative of this tensor, times <paramref name="gradient"/>, to <see cref="Grad"/> of every leaf from which it was
    /// computed. Only a tensor of one element may omit the gradient.
    /// </summary>
    public void Backward(Tensor? gradient = null, bool keepGraph = false, bool createGraph = false) =>
        Gradients.Backward([this], [gradient], keepGraph, createGraph);

    /// <summary>
    /// Replaces the elements of this tensor for everyone who holds it; the new ones may have another type, device and shape.
    /// </summary>
    internal void SetData(Tensor data) {
        using var lent = new Loan([this], [data]);
        TensorShim.Check(TensorShim.tensors_set_data(*lent.First, *lent.Second));
    }
}
