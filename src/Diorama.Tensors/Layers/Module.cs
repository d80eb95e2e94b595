namespace Diorama.Tensors.Layers;

/// <summary>
/// A part of a model: named parameters (trained), named buffers (kept, not trained) and named parts. Names join with dots, as PyTorch's do:
/// a model's <c>body.0.weight</c> is what a file of weights calls it.
/// </summary>
public abstract class Module {
    private readonly List<(string Name, Tensor Tensor)> parameters = [], buffers = [];
    private readonly List<(string Name, Module Module)> parts = [];

    /// <summary>Whether dropout drops and batch norm learns; see <see cref="Train"/>.</summary>
    public bool Training { get; private set; } = true;

    /// <summary>Registers a parameter, which then outlives every scope and has a gradient. Returns it.</summary>
    protected Tensor Parameter(string name, Tensor initial) => Register(parameters, name, initial).WithGrad();

    /// <summary>Registers a tensor that belongs to the weights but is not trained. Returns it.</summary>
    protected Tensor Buffer(string name, Tensor initial) => Register(buffers, name, initial);

    /// <summary>Registers a part. Returns it.</summary>
    protected T Part<T>(string name, T module) where T : Module {
        if (parts.Exists(p => p.Name == name)) throw new ArgumentException($"There are two parts named '{name}'.");
        parts.Add((name, module));
        return module;
    }

    private Tensor Register(List<(string Name, Tensor Tensor)> list, string name, Tensor initial) {
        ArgumentNullException.ThrowIfNull(initial);
        if (parameters.Concat(buffers).Any(p => p.Name == name)) throw new ArgumentException($"There are two tensors named '{name}'.");
        list.Add((name, initial.Keep()));
        return initial;
    }

    /// <summary>All parameters, this module's first, then those of its parts in order.</summary>
    public IEnumerable<(string Name, Tensor Tensor)> NamedParameters() => Named(m => m.parameters, "");

    /// <summary>All buffers, in the same order.</summary>
    public IEnumerable<(string Name, Tensor Tensor)> NamedBuffers() => Named(m => m.buffers, "");

    /// <summary>Everything that a file of weights holds.</summary>
    public IEnumerable<(string Name, Tensor Tensor)> NamedTensors() => NamedParameters().Concat(NamedBuffers());

    /// <summary>All parameters, in order.</summary>
    public IReadOnlyList<Tensor> Parameters => [.. NamedParameters().Select(p => p.Tensor)];

    private IEnumerable<(string Name, Tensor Tensor)> Named(Func<Module, List<(string Name, Tensor Tensor)>> list, string prefix) =>
        list(this).Select(p => (prefix + p.Name, p.Tensor)).Concat(parts.SelectMany(p => p.Module.Named(list, $"{prefix}{p.Name}.")));

    /// <summary>How many numbers are trained.</summary>
    public long ParameterCount => Parameters.Sum(p => p.Numel);

    /// <summary>Sets <see cref="Training"/> here and in all parts.</summary>
    public void Train(bool on = true) {
        Training = on;
        foreach (var (_, part) in parts) part.Train(on);
    }

    /// <summary>The opposite of <see cref="Train"/>.</summary>
    public void Eval() => Train(false);

    /// <summary>
    /// Moves all parameters and buffers, and converts those of floating-point type. Gradients are forgotten; optimisers go on with the same
    /// tensors.
    /// </summary>
    public void To(Device device, DType? dtype = null) {
        using var scope = new TensorScope();
        using var mode = Autograd.GradientMode.Off();
        foreach (var (_, tensor) in NamedTensors()) {
            tensor.Grad = null;
            tensor.SetData(tensor.To(device, tensor.DType.IsFloatingPoint() ? dtype : null));
        }
    }

    /// <summary>Takes over the values of a module of the same kind.</summary>
    public void CopyFrom(Module source) {
        ArgumentNullException.ThrowIfNull(source);
        using var mode = Autograd.GradientMode.Off();
        var theirs = source.NamedTensors().ToDictionary(p => p.Name, p => p.Tensor);
        foreach (var (name, tensor) in NamedTensors()) {
            tensor.CopyIn(theirs.TryGetValue(name, out var other) ? other : throw new ArgumentException($"The source has no '{name}'."));
        }
    }
}
