namespace Diorama.Tensors.Layers;

/// <summary>
/// A model or a part of one: named parameters (trained), named buffers (stored, not trained) and named parts. Names are joined with dots,
/// as in PyTorch: a file of weights has a tensor <c>body.0.weight</c>.
/// </summary>
public abstract class Module {
    private readonly List<(string Name, Tensor Tensor)> parameters = [], buffers = [];
    private readonly List<(string Name, Module Module)> parts = [];

    /// <summary>
    /// True in training mode, in which dropout is active and batch normalisation updates its running statistics; see <see cref="Train"/>.
    /// </summary>
    public bool Training { get; private set; } = true;

    /// <summary>Registers a parameter, which then outlives every scope and requires a gradient. Returns it.</summary>
    protected Tensor RegisterParameter(string name, Tensor initial) => Register(parameters, name, initial).WithGrad();

    /// <summary>Registers a tensor that is stored with the weights but not trained. Returns it.</summary>
    protected Tensor RegisterBuffer(string name, Tensor initial) => Register(buffers, name, initial);

    /// <summary>Registers a part of the module. Returns it.</summary>
    protected T RegisterModule<T>(string name, T module) where T : Module {
        if (parts.Exists(p => p.Name == name)) throw new ArgumentException($"There are two parts named '{name}'.");
        parts.Add((name, module));
        return module;
    }

    private Tensor Register(List<(string Name, Tensor Tensor)> list, string name, Tensor initial) {
        ArgumentNullException.ThrowIfNull(initial);
        if (parameters.Concat(buffers).Any(p => p.Name == name)) throw new ArgumentException($"There are two tensors named '{name}'.");
        list.Add((name, initial.DetachFromScope()));
        return initial;
    }

    /// <summary>Lists all parameters: first those of this module, then those of its parts in order.</summary>
    public IEnumerable<(string Name, Tensor Tensor)> NamedParameters() => Named(m => m.parameters, "");

    /// <summary>Lists all buffers: first those of this module, then those of its parts in order.</summary>
    public IEnumerable<(string Name, Tensor Tensor)> NamedBuffers() => Named(m => m.buffers, "");

    /// <summary>Lists all tensors that a file of weights holds: parameters, then buffers.</summary>
    public IEnumerable<(string Name, Tensor Tensor)> NamedTensors() => NamedParameters().Concat(NamedBuffers());

    /// <summary>All parameters, in the order of <see cref="NamedParameters"/>.</summary>
    public IReadOnlyList<Tensor> Parameters => [.. NamedParameters().Select(p => p.Tensor)];

    private IEnumerable<(string Name, Tensor Tensor)> Named(Func<Module, List<(string Name, Tensor Tensor)>> list, string prefix) =>
        list(this).Select(p => (prefix + p.Name, p.Tensor)).Concat(parts.SelectMany(p => p.Module.Named(list, $"{prefix}{p.Name}.")));

    /// <summary>Number of trained values.</summary>
    public long ParameterCount => Parameters.Sum(p => p.Numel);

    /// <summary>Sets <see cref="Training"/> here and in all parts.</summary>
    public void Train(bool on = true) {
        Training = on;
        foreach (var (_, part) in parts) part.Train(on);
    }

    /// <summary>Ends training mode: the opposite of <see cref="Train"/>.</summary>
    public void Eval() => Train(false);

    /// <summary>
    /// Moves all parameters and buffers to a device, and converts those of floating-point type. Gradients are discarded; optimisers keep
    /// working on the same tensors.
    /// </summary>
    public void To(Device device, DType? dtype = null) {
        using var scope = new TensorScope();
        using var mode = Autograd.GradientMode.Off();
        foreach (var (_, tensor) in NamedTensors()) {
            tensor.Grad = null;
            tensor.SetData(tensor.To(device, tensor.DType.IsFloatingPoint() ? dtype : null));
        }
    }

    /// <summary>Copies the values of all parameters and buffers from a module of the same structure.</summary>
    public void CopyFrom(Module source) {
        ArgumentNullException.ThrowIfNull(source);
        using var mode = Autograd.GradientMode.Off();
        var theirs = source.NamedTensors().ToDictionary(p => p.Name, p => p.Tensor);
        foreach (var (name, tensor) in NamedTensors()) {
            tensor.CopyInPlace(theirs.TryGetValue(name, out var other) ? other
                : throw new ArgumentException($"The source has no '{name}'."));
        }
    }
}
