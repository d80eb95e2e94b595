using Diorama.Core.Processors;
using Diorama.Tensors.Native;

namespace Diorama.Tensors;

/// <summary>
/// Mixed precision (Micikevicius et al. 2018) on this thread until the end of a block: <c>using var _ = Autocast.On();</c>. Inside, matrix
/// products, convolutions and attention take and give bfloat16, which has the range of Float32 and 8 binary digits in place of 24;
/// normalisations and losses are computed in 32 bits. Weights, their gradients and optimisers stay as they are. The scope holds forward
/// pass and loss; a backward pass has the types of its forward pass, inside or outside. Scopes nest; the thread that began one ends it.
/// </summary>
public sealed class Autocast : IDisposable {
    [ThreadStatic] private static int depth;

    private readonly int thread = Environment.CurrentManagedThreadId, type;
    private readonly long before;
    private bool ended;

    private Autocast(Device device, bool on) {
        if (!Has(device))
            throw new ArgumentException($"There is no mixed precision on {device}, only on the processor and on CUDA devices.");
        type = device.Type;
        before = TensorShim.tensors_enter_autocast(type, on ? 1 : 0);
        depth++;
    }

    /// <summary>
    /// Whether the processor has instructions for it (AVX512_BF16 or AMX), with which products take about half the time. Without them
    /// bfloat16 works too, and is slower than 32 bits.
    /// </summary>
    public static bool IsFast => InstructionSets.HasBFloat16;

    /// <summary>Whether it is on for tensors of this kind of device, on this thread.</summary>
    public static bool IsOn(Device device = default) => Has(device) && TensorShim.tensors_autocast(device.Type) != 0;

    /// <summary>Switches mixed precision on for tensors of the processor or of CUDA devices, whatever their number.</summary>
    public static Autocast On(Device device = default) => new(device, true);

    /// <summary>Switches it off inside a block that has it on, for what needs all digits.</summary>
    public static Autocast Off(Device device = default) => new(device, false);

    /// <summary>Restores what was before; at the end of the outermost scope the casts of weights are freed.</summary>
    public void Dispose() {
        if (ended) return;
        if (Environment.CurrentManagedThreadId != thread)
            throw new InvalidOperationException("An Autocast ends on the thread that began it; do not await inside.");
        ended = true;
        depth--;
        TensorShim.tensors_leave_autocast(type, before);
    }

    /// <summary>
    /// Forgets the casts of weights that libtorch keeps inside a scope: weights change where recording is off, and a cast that was made
    /// there takes no part in recording.
    /// </summary>
    internal static void ForgetCasts() {
        if (depth > 0) TensorShim.tensors_forget_casts();
    }

    /// <summary>
    /// Returns a tensor of 16 bits in 32, where mixed precision is on or its weights have 32; null where it can be taken as it is.
    /// </summary>
    internal static Tensor? Widened(Tensor tensor, Tensor? weight = null) {
        ArgumentNullException.ThrowIfNull(tensor);
        return tensor.DType is DType.BFloat16 or DType.Float16 && (weight?.DType == DType.Float32 || depth > 0 && IsOn(tensor.Device))
            ? tensor.To(DType.Float32) : null;
    }

    private static bool Has(Device device) => device.Type == Device.Cpu.Type || device.IsCuda;
}
