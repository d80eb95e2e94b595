using Diorama.Tensors.Native;

namespace Diorama.Tensors.Autograd;

/// <summary>
/// Switches the recording of operations on this thread on or off until the end of a block: <c>using var _ = GradientMode.Off();</c>. It
/// must be disposed on the thread that created it.
/// </summary>
public sealed class GradientMode : IDisposable {
    private readonly int thread = Environment.CurrentManagedThreadId;
    private readonly bool before;
    private nint inference;
    private bool ended;

    private GradientMode(bool? on) {
        before = IsOn;
        if (on is { } mode) TensorShim.tensors_set_grad_mode(mode ? 1 : 0);
        else inference = TensorShim.tensors_enter_inference();
        Autocast.ForgetCasts();
    }

    /// <summary>Whether operations on this thread are recorded for a backward pass.</summary>
    public static bool IsOn => TensorShim.tensors_grad_mode() != 0;

    /// <summary>Switches recording off: PyTorch's <c>no_grad</c>.</summary>
    public static GradientMode Off() => new(false);

    /// <summary>Switches recording on again inside a block that has it off: PyTorch's <c>enable_grad</c>.</summary>
    public static GradientMode On() => new(true);

    /// <summary>
    /// Switches off recording and the counting of in-place changes: PyTorch's <c>inference_mode</c>. Tensors made inside can never take
    /// part in recording.
    /// </summary>
    public static GradientMode Inference() => new(null);

    public void Dispose() {
        if (ended) return;
        if (Environment.CurrentManagedThreadId != thread)
            throw new InvalidOperationException("A GradientMode ends on the thread that began it; do not await inside.");
        ended = true;
        if (inference != 0) TensorShim.tensors_leave_inference(inference);
        else TensorShim.tensors_set_grad_mode(before ? 1 : 0);
        inference = 0;
        Autocast.ForgetCasts();
    }
}
