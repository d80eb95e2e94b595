namespace Diorama.Tensors;

/// <summary>
/// libtorch refused a call. The message names the operator and the shapes of its arguments, then gives libtorch's own sentence. When a
/// <see cref="Autograd.DifferentiableFunction"/> threw during a backward pass, the inner exception is what it threw.
/// </summary>
public sealed class TensorException : Exception {
    public TensorException(string message) : base(message) { }
    public TensorException(string message, Exception inner) : base(message, inner) { }
    public TensorException() { }
}
