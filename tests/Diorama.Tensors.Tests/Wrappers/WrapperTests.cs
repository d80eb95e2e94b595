using System.Reflection;

namespace Diorama.Tensors.Tests.Wrappers;

/// <summary>Every public wrapper of an operator beside numbers written down, and its derivatives beside central differences.</summary>
public sealed class WrapperTests : IDisposable {
    private readonly int threads = Torch.Threads;

    // A second thread only waits for elements this few.
    public WrapperTests() => Torch.Threads = 1;

    public void Dispose() => Torch.Threads = threads;

    private static readonly Dictionary<string, Wrapper> Lines = new[] {
        Pointwise.Lines, Comparisons.Lines, Reductions.Lines, Shapes.Lines, Creation.Lines, Elements.Lines, Algebra.Lines, Fourier.Lines,
        Activations.Lines, Layers.Lines, Losses.Lines,
    }.SelectMany(lines => lines).ToDictionary(line => line.Name);

    public static TheoryData<string> All => [.. Lines.Keys];

    public static TheoryData<string> Differentiable => [.. Lines.Values.Where(line => line.Differentiable).Select(line => line.Name)];

    [Theory]
    [MemberData(nameof(All))]
    public void Gives_WhatIsWrittenDown(string name) {
        using var scope = new TensorScope();
        var line = Lines[name];
        var found = line.Results([.. line.Inputs.Select(input => input.Typed(input.Flat()))]);
        Assert.Equal(line.Expected.Length, found.Length);
        for (int i = 0; i < found.Length; i++) line.Expected[i].AssertEqual(found[i]);
    }

    [Theory]
    [MemberData(nameof(Differentiable))]
    public void Derivatives_AreThoseOfDifferences(string name) {
        using var scope = new TensorScope();
        var line = Lines[name];
        int[] real = [.. Enumerable.Range(0, line.Inputs.Length).Where(i => line.Inputs[i].HasDerivatives)];
        Assert.NotEmpty(real);
        FiniteDifferences.Agree(leaves => {
            Tensor[] inputs = [.. line.Inputs.Select(input => input.Typed(input.Flat()))];
            for (int k = 0; k < real.Length; k++) inputs[real[k]] = line.Inputs[real[k]].Typed(leaves[k]);
            return Tensor.Cat([.. line.Results(inputs).Where(r => r.DType is DType.Float64 or DType.Complex128)
                .Select(r => Numbers.Plain(r).Flatten())]);
        }, [.. real.Select(i => line.Inputs[i].Flat())]);
    }

    /// <summary>Public methods that wrap no operator, and why.</summary>
    private static readonly Dictionary<string, string> NoOperators = new() {
        ["From"] = "copies an array; TensorTests", ["FromScalar"] = "copies a number; TensorTests",
        ["FromBlob"] = "lends an array's memory; TensorTests",
        ["Data"] = "gives memory; TensorTests", ["ToArray"] = "copies elements; TensorTests", ["CopyTo"] = "copies elements",
        ["CopyFrom"] = "copies elements",
        ["ToDouble"] = "reads one element; TensorTests", ["ToInt64"] = "reads one element; TensorTests",
        ["ToBoolean"] = "reads one element",
        ["Dispose"] = "frees; MisuseTests", ["DetachFromScope"] = "leaves scopes; TensorScopeTests",
            ["Alias"] = "a second owner; TensorScopeTests",
        ["Size"] = "reads the shape", ["ToString"] = "prints; TensorTests", ["WithGrad"] = "sets a flag; GradientTests",
        ["Backward"] = "runs the graph; GradientTests",
    };

    [Fact]
    public void EveryWrapper_HasALine() {
        var methods = new[] { typeof(Tensor), typeof(Functional) }
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static
            | BindingFlags.DeclaredOnly))
            .Where(method => !method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)
            || method.Name is "get_Item" or "set_Item")
            .Where(method => !NoOperators.ContainsKey(method.Name))
            .ToArray();
        string[] names = [.. methods.GroupBy(method => method.DeclaringType!.Name + method.Name).SelectMany(Names)];
        var written = Lines.Values.Select(line => line.Method).ToHashSet();
        Assert.True(names.Length > 200);
        string[] missing = [.. names.Except(written)], unknown = [.. written.Except(names)];
        Assert.True(missing.Length == 0, "Wrappers without a line: " + string.Join(", ", missing));
        Assert.True(unknown.Length == 0, "Lines without a wrapper: " + string.Join(", ", unknown));
    }

    private static IEnumerable<string> Names(IGrouping<string, MethodInfo> overloads) => overloads.Select(method => {
        string name = method.DeclaringType == typeof(Functional) ? "Functional." + method.Name : method.Name;
        return overloads.Count() == 1 ? name : $"{name}({string.Join(", ", method.GetParameters().Select(p => Name(p.ParameterType)))})";
    });

    private static string Name(Type type) =>
        type.IsArray ? Name(type.GetElementType()!) + "[]" :
        Nullable.GetUnderlyingType(type) is { } inner ? Name(inner) + "?" :
        type == typeof(long) ? "long" : type == typeof(bool) ? "bool" : type.Name;
}
