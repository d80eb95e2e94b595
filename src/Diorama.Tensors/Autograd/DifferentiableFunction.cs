using System.Runtime.InteropServices;
using System.Text;
using Diorama.Tensors.Native;

namespace Diorama.Tensors.Autograd;

/// <summary>
/// Computes the outputs from the inputs; it runs without recording. Tensors that the derivative needs go into
/// <see cref="FunctionContext.Save"/>.
/// </summary>
public delegate Tensor[] ForwardFunction(FunctionContext context, Tensor[] inputs);

/// <summary>
/// Computes the derivatives by the inputs, in order, from the derivatives by the outputs. A given derivative is zeros where no gradient
/// arrives, and null for an output that has no derivative; a returned null stands for no derivative. The function is recorded itself when a
/// second derivative is asked for.
/// </summary>
public delegate Tensor?[] BackwardFunction(FunctionContext context, Tensor?[] gradients);

/// <summary>
/// A differentiable function whose value and derivative are both written in C#. An exception thrown by either reaches the caller; one from
/// the backward pass is the inner exception of a <see cref="TensorException"/>. Inputs must not be written to. A delegate that captures an
/// output in a variable keeps it alive for ever: use <see cref="FunctionContext.Save"/> instead.
/// </summary>
public sealed unsafe class DifferentiableFunction(string name, ForwardFunction forward, BackwardFunction backward) {
    public string Name => name;

    /// <summary>Computes the outputs, recorded as one step of the graph if any input requires a gradient and recording is on.</summary>
    public Tensor[] Apply(params Tensor[] inputs) {
        ArgumentNullException.ThrowIfNull(inputs);
        var scope = new TensorScope();
        try {
            bool[] needs = Array.ConvertAll(inputs, input => GradientMode.IsOn && input.RequiresGrad);
            var context = new FunctionContext(needs);
            Tensor[] outputs;
            using (GradientMode.Off()) outputs = forward(context, inputs);
            if (Array.Exists(needs, need => need)) outputs = Record(context, inputs, outputs);
            foreach (var output in outputs) scope.MoveOut(output);
            return outputs;
        } finally {
            scope.Dispose();
        }
    }

    private Tensor[] Record(FunctionContext context, Tensor[] inputs, Tensor[] outputs) {
        var saved = context.TakeSaved();
        using var lent = new Loan(inputs, saved);
        using var lentOutputs = new Loan(outputs, []);
        var handles = new ReadOnlySpan<nint>(lentOutputs.First, outputs.Length).ToArray();
        var function = new TensorShim.ManagedFunction { State =
            GCHandle.ToIntPtr(GCHandle.Alloc(new Recorded(name, backward, context.State))), Backward = &RunBackward, Release = &Forget };
        fixed (byte* title = Encoding.UTF8.GetBytes(name + '\0'))
        fixed (nint* results = handles) {
            // From here on the graph owns the state, whether the call succeeds or not.
            TensorShim.Check(TensorShim.tensors_record(title, function, lent.First, inputs.Length, results, handles.Length, lent.Second,
                saved.Length));
        }
        return Tensor.Own(handles);
    }

    private sealed record Recorded(string Name, BackwardFunction Backward, object? State);

    [UnmanagedCallersOnly]
    private static void Forget(nint state) => GCHandle.FromIntPtr(state).Free();

    [UnmanagedCallersOnly]
    private static nint RunBackward(nint state, nint* gradients, int gradientCount, nint* saved, int savedCount, nint* results,
    byte* needed, int resultCount) {
        for (int i = 0; i < resultCount; i++) results[i] = 0;
        try {
            using var scope = new TensorScope();
            var recorded = (Recorded)GCHandle.FromIntPtr(state).Target!;
            var needs = new bool[resultCount];
            for (int i = 0; i < resultCount; i++) needs[i] = needed[i] != 0;
            var found = recorded.Backward(new FunctionContext(needs, Shared(saved, savedCount)!, recorded.State),
                Shared(gradients, gradientCount));
            if (found?.Length != resultCount) {
                throw new InvalidOperationException(
                    $"the derivative of '{recorded.Name}' has {found?.Length ?? 0} parts for {resultCount} inputs");
            }
            for (int i = 0; i < resultCount; i++) {
                if (found[i] is not { } gradient || needed[i] == 0) continue;
                results[i] = TensorShim.tensors_alias(gradient.Borrow());
                gradient.Return();
            }
            return 0;
        } catch (Exception exception) {
            return GCHandle.ToIntPtr(GCHandle.Alloc(exception));
        }
    }

    private static Tensor?[] Shared(nint* handles, int count) {
        var tensors = new Tensor?[count];
        for (int i = 0; i < count; i++) tensors[i] = handles[i] == 0 ? null : new Tensor(TensorShim.tensors_alias(handles[i]));
        return tensors;
    }
}
