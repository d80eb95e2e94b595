using System.Runtime.InteropServices;
using System.Text;
using Diorama.Tensors.Native;

namespace Diorama.Tensors.Autograd;

/// <summary>The value: computed without recording. What the derivative needs goes into <see cref="FunctionContext.Save"/>.</summary>
public delegate Tensor[] ForwardFunction(FunctionContext context, Tensor[] inputs);

/// <summary>
/// The derivative by each input, in order, from the derivative by each output (zeros where nothing flows; null for outputs without
/// derivative). Null stands for no derivative. Recorded when a second derivative is asked for.
/// </summary>
public delegate Tensor?[] BackwardFunction(FunctionContext context, Tensor?[] gradients);

/// <summary>
/// A function with a derivative of its own, both written in C#. What either throws reaches the caller, from the backward pass as the inner
/// exception of a <see cref="TensorException"/>. Inputs are not written to. A delegate that holds an output in a captured variable would
/// keep it for ever: save it.
/// </summary>
public sealed unsafe class DifferentiableFunction(string name, ForwardFunction forward, BackwardFunction backward) {
    public string Name => name;

    /// <summary>The outputs, recorded as one step if any input has a gradient and recording is on.</summary>
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
            // From here the graph owns the state, whether the call succeeds or not.
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
                results[i] = TensorShim.tensors_share(gradient.Borrow());
                gradient.Return();
            }
            return 0;
        } catch (Exception exception) {
            return GCHandle.ToIntPtr(GCHandle.Alloc(exception));
        }
    }

    private static Tensor?[] Shared(nint* handles, int count) {
        var tensors = new Tensor?[count];
        for (int i = 0; i < count; i++) tensors[i] = handles[i] == 0 ? null : new Tensor(TensorShim.tensors_share(handles[i]));
        return tensors;
    }
}
