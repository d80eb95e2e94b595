using Diorama.Tensors.Autograd;
using Diorama.Tensors.Native;

namespace Diorama.Tensors;

public sealed unsafe partial class Tensor {
    /// <summary>Whether operations on this tensor are recorded. Set on leaves of floating-point type only.</summary>
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

    /// <summary>Whether it was made by hand, not by a recorded operation.</summary>
    public bool IsLeaf => Ask(&TensorShim.tensors_is_leaf) != 0;

    /// <summary>What backward passes added up on this leaf; null before the first. A new owner each time.</summary>
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
    /// Adds to <see cref="Grad"/> of every leaf that this tensor was computed from its derivative; times <paramref name="gradient"/>, which
    /// only a tensor of one element may leave out.
    /// </summary>
    public void Backward(Tensor? gradient = null, bool keepGraph = false, bool createGraph = false) =>
        Gradients.Backward([this], [gradient], keepGraph, createGraph);

    /// <summary>
    /// Gives this very tensor, for everyone who holds it, other elements: of another type, on another device, of another shape.
    /// </summary>
    internal void SetData(Tensor data) {
        using var lent = new Loan([this], [data]);
        TensorShim.Check(TensorShim.tensors_set_data(*lent.First, *lent.Second));
    }
}
