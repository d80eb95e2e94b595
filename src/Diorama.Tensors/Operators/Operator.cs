using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Diorama.Tensors.Native;

namespace Diorama.Tensors.Operators;

/// <summary>
/// Any ATen operator, named as in libtorch's schema: <c>new Operator("add.Tensor").Call(a, b)</c>. Arguments are in the order of the
/// schema; those omitted at the end, or given as <c>default</c>, take the defaults of the schema. The operator is looked up at its first
/// call.
/// </summary>
public sealed unsafe class Operator(string name) {
    private const int StackBytes = 1024, MaxResults = 16;
    private nint native;
    private bool isMissing;

    /// <summary>Name and overload of the operator, as given.</summary>
    public string Name => name;

    /// <summary>Declaration of the operator by libtorch, such as <c>aten::neg(Tensor self) -> Tensor</c>.</summary>
    public string Schema {
        get {
            byte* text = stackalloc byte[4096];
            TensorShim.Check(TensorShim.tensors_schema(Find(), text, 4096));
            return Marshal.PtrToStringUTF8((nint)text)!;
        }
    }

    /// <summary>Whether this version of libtorch has the operator.</summary>
    public bool Exists => native != 0 || !isMissing && !(isMissing = Look() == 0);

    /// <summary>Calls an operator that returns one tensor.</summary>
    public Tensor Call(params ReadOnlySpan<Argument> arguments) {
        TensorShim.Value result;
        long made = Invoke(arguments, &result, 1);
        return made == 1 && result.Tag == TensorShim.Tag.Tensor ? new Tensor(result.Pointer)
            : throw Unexpected(&result, made, "one tensor");
    }

    /// <summary>Calls an operator that returns two tensors.</summary>
    public (Tensor, Tensor) CallTwo(params ReadOnlySpan<Argument> arguments) {
        var results = CallMany(arguments);
        return results is [Tensor first, Tensor second] ? (first, second)
            : throw new TensorException($"{name} does not return two tensors.");
    }

    /// <summary>Calls an operator that returns three tensors.</summary>
    public (Tensor, Tensor, Tensor) CallThree(params ReadOnlySpan<Argument> arguments) {
        var results = CallMany(arguments);
        return results is [Tensor first, Tensor second, Tensor third] ? (first, second, third)
            : throw new TensorException($"{name} does not return three tensors.");
    }

    /// <summary>Calls an operator that returns several results, and returns the first of them, a tensor.</summary>
    public Tensor First(params ReadOnlySpan<Argument> arguments) {
        var results = CallMany(arguments);
        foreach (object? result in results.AsSpan(1)) (result as IDisposable)?.Dispose();
        return results[0] as Tensor ?? throw new TensorException($"{name} does not return a tensor first.");
    }

    /// <summary>Calls an operator that returns a list of tensors.</summary>
    public Tensor[] CallList(params ReadOnlySpan<Argument> arguments) =>
        CallMany(arguments) is [Tensor[] list] ? list : throw new TensorException($"{name} does not return a list of tensors.");

    /// <summary>Calls an operator that writes to its arguments; its return value, which is one of them, is dropped.</summary>
    public void Run(params ReadOnlySpan<Argument> arguments) => Invoke(arguments, null, 0);

    /// <summary>
    /// Calls any operator and returns its results: <see cref="Tensor"/>, <see cref="long"/>, <see cref="double"/>, <see cref="bool"/>,
    /// <see cref="Device"/>, arrays of them, or null.
    /// </summary>
    public object?[] CallMany(params ReadOnlySpan<Argument> arguments) {
        TensorShim.Value* results = stackalloc TensorShim.Value[MaxResults];
        long made = Invoke(arguments, results, MaxResults);
        var objects = new object?[made];
        for (int i = 0; i < made; i++) objects[i] = Take(results[i]);
        return objects;
    }

    private static object? Take(in TensorShim.Value value) {
        object? result = value.Tag switch {
            TensorShim.Tag.Tensor => new Tensor(value.Pointer),
            TensorShim.Tag.Int => value.Int,
            TensorShim.Tag.Float => value.Float,
            TensorShim.Tag.Bool => value.Int != 0,
            TensorShim.Tag.Device => Device.FromCode(value.Int),
            TensorShim.Tag.Ints => new ReadOnlySpan<long>((void*)value.Pointer, value.Count).ToArray(),
            TensorShim.Tag.Floats => new ReadOnlySpan<double>((void*)value.Pointer, value.Count).ToArray(),
            TensorShim.Tag.Tensors => Tensor.Own(new ReadOnlySpan<nint>((void*)value.Pointer, value.Count)),
            _ => null,
        };
        if (value.Tag is TensorShim.Tag.Ints or TensorShim.Tag.Floats or TensorShim.Tag.Tensors) TensorShim.tensors_free(value.Pointer);
        return result;
    }

    private TensorException Unexpected(TensorShim.Value* results, long made, string expected) {
        for (int i = 0; i < made; i++) (Take(results[i]) as IDisposable)?.Dispose();
        return new TensorException($"{name} does not return {expected}.");
    }

    private nint Find() => TensorShim.Check(Look());

    private nint Look() {
        if (native != 0) return native;
        string full = name.Contains("::", StringComparison.Ordinal) ? name : "aten::" + name;
        int dot = full.IndexOf('.', StringComparison.Ordinal);
        byte[] first = Encoding.UTF8.GetBytes((dot < 0 ? full : full[..dot]) + '\0');
        byte[] second = Encoding.UTF8.GetBytes((dot < 0 ? "" : full[(dot + 1)..]) + '\0');
        // Two threads may both look it up; the few bytes of one of them are leaked.
        fixed (byte* operatorName = first,
            overload = second) return native = TensorShim.tensors_operator(operatorName, overload);
    }

    [SkipLocalsInit]
    private long Invoke(ReadOnlySpan<Argument> arguments, TensorShim.Value* results, int capacity) {
        int bytes = 0;
        foreach (ref readonly var argument in arguments) {
            if (argument.Tag >= TensorShim.Tag.String && argument.Tag != TensorShim.Tag.Device) bytes += argument.ListBytes;
        }
        TensorShim.Value* values = stackalloc TensorShim.Value[arguments.Length];
        byte* onStack = stackalloc byte[bytes <= StackBytes ? bytes : 0];
        byte* lists = bytes <= StackBytes ? onStack : (byte*)NativeMemory.Alloc((nuint)bytes);
        int borrowed = 0;
        try {
            Write(arguments, values, lists, ref borrowed);
            long made = TensorShim.tensors_call(native != 0 ? native : Find(), values, arguments.Length, results, capacity);
            return made >= 0 ? made : TensorShim.Check(made);
        } finally {
            Return(arguments, borrowed);
            if (lists != onStack) NativeMemory.Free(lists);
        }
    }

    private static void Write(ReadOnlySpan<Argument> arguments, TensorShim.Value* values, byte* lists, ref int borrowed) {
        for (int i = 0; i < arguments.Length; i++) {
            ref readonly var argument = ref arguments[i];
            TensorShim.Value* value = values + i;
            value->Tag = argument.Tag;
            value->Int = argument.Bits;
            if (argument.Tag == TensorShim.Tag.Tensor) {
                value->Pointer = Unsafe.As<Tensor>(argument.Reference!).Borrow();
                borrowed++;
            } else if (argument.Reference is not null) {
                value->Pointer = (nint)lists;
                value->Count = WriteList(argument, lists, ref borrowed);
                lists += argument.ListBytes;
            }
        }
    }

    private static int WriteList(in Argument argument, byte* list, ref int borrowed) {
        switch (argument.Reference) {
            case Tensor?[] tensors:
                for (int k = 0; k < tensors.Length; k++) {
                    ((nint*)list)[k] = tensors[k]?.Borrow() ?? 0;
                    if (tensors[k] is not null) borrowed++;
                }
                return tensors.Length;
            case long[] ints:
                ints.CopyTo(new Span<long>(list, ints.Length));
                return ints.Length;
            case double[] reals:
                reals.CopyTo(new Span<double>(list, reals.Length));
                return reals.Length;
            case bool[] bools:
                bools.CopyTo(new Span<bool>(list, bools.Length));
                return bools.Length;
            default:
                return Encoding.UTF8.GetBytes((string)argument.Reference!, new Span<byte>(list, argument.ListBytes));
        }
    }

    /// <summary>Returns the first <paramref name="borrowed"/> tensors, in the order in which they were borrowed.</summary>
    private static void Return(ReadOnlySpan<Argument> arguments, int borrowed) {
        foreach (ref readonly var argument in arguments) {
            if (argument.Tag == TensorShim.Tag.Tensor) {
                if (borrowed-- <= 0) return;
                Unsafe.As<Tensor>(argument.Reference!).Return();
            } else if (argument.Tag == TensorShim.Tag.Tensors) {
                foreach (var tensor in (Tensor?[])argument.Reference!) {
                    if (tensor is null) continue;
                    if (borrowed-- <= 0) return;
                    tensor.Return();
                }
            }
        }
    }
}
