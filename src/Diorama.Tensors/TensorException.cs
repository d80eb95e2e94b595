namespace Diorama.Tensors;

/// <summary>
/// Thrown when libtorch refuses a call. The message names the operator and the shapes of its arguments, then gives libtorch's own sentence.
/// If a <see cref="Autograd.DifferentiableFunction"/> threw during a backward pass, its exception is the inner exception.
/// </summary>
public sealed class TensorException : Exception {
    public TensorException(string message) : base(message) { }
    public TensorException(string message, Exception inner) : base(message, inner) { }
    public TensorException() { }
}
