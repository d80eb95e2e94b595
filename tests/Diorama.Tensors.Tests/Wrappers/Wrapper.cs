namespace Diorama.Tensors.Tests.Wrappers;

/// <summary>One line of a table: what a public wrapper gives for some inputs.</summary>
/// <param name="Name">The wrapper, with parameter types where it is overloaded; after a colon what is special about further lines.</param>
/// <param name="Call">Gives a tensor, several of them (array or tuple) or a truth value.</param>
/// <param name="Inputs">What the call gets.</param>
/// <param name="Expected">What each result has to be.</param>
/// <param name="Differentiable">Whether derivatives by all real and complex inputs are compared with differences.</param>
internal sealed record Wrapper(string Name, Func<Tensor[], object> Call, Numbers[] Inputs, Numbers[] Expected, bool Differentiable = true) {
    public string Method => Name.Split(':')[0];

    public Tensor[] Results(Tensor[] inputs) => Call(inputs) switch {
        Tensor one => [one],
        Tensor[] several => several,
        bool truth => [Tensor.From([truth]).Squeeze()],
        System.Runtime.CompilerServices.ITuple tuple => [.. Enumerable.Range(0, tuple.Length).Select(i => (Tensor)tuple[i]!)],
        var other => throw new InvalidOperationException($"{Name} gives a {other.GetType().Name}."),
    };
}
