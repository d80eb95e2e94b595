using System.Globalization;
using Diorama.Core;
using Diorama.Tensors.Layers;
using Diorama.Tensors.Optimisers;

namespace Diorama.Tensors.Files;

/// <summary>
/// The complete state of a training run: models, optimisers, random number generators and the step, in one safetensors file. A run that
/// loads it computes the same numbers, bit for bit, as a run that was never interrupted. <c>var checkpoint = new Checkpoint().Add("model",
/// net).Add("adam", adam);</c>
/// </summary>
public sealed class Checkpoint {
    private readonly List<(string Name, Module Model)> models = [];
    private readonly List<(string Name, Optimiser Optimiser)> optimisers = [];
    private readonly List<(string Name, MovingAverage Average)> averages = [];
    private readonly List<(string Name, IReadOnlyList<(string Name, Tensor Tensor)> Tensors)> others = [];

    /// <summary>Adds a part of the state under a name, which is used in the file and must be unique.</summary>
    public Checkpoint Add(string name, Module model) {
        models.Add((name, model));
        return this;
    }

    /// <inheritdoc cref="Add(string, Module)"/>
    public Checkpoint Add(string name, Optimiser optimiser) {
        optimisers.Add((name, optimiser));
        return this;
    }

    /// <summary>Adds the number of updates of a moving average; its weights are stored with its model, which must be added too.</summary>
    public Checkpoint Add(string name, MovingAverage average) {
        averages.Add((name, average));
        return this;
    }

    /// <summary>Adds further tensors by their names.</summary>
    public Checkpoint Add(string name, IReadOnlyList<(string Name, Tensor Tensor)> tensors) {
        others.Add((name, tensors));
        return this;
    }

    /// <summary>Texts that are saved with the state; loading replaces them by those of the file.</summary>
    public Dictionary<string, string> Facts { get; } = [];

    /// <summary>Writes the file, completely or not at all; <paramref name="step"/> is the number of completed training steps.</summary>
    public void Save(string path, long step) {
        using var scope = new TensorScope();
        var said = new Dictionary<string, string> { ["step"] = Text(step) };
        foreach (var (key, text) in Facts) said[$"fact.{key}"] = text;
        foreach (var (name, average) in averages) said[$"{name}.updates"] = Text(average.Steps);
        foreach (var (name, optimiser) in optimisers) {
            said[$"{name}.steps"] = Text(optimiser.Steps);
            for (int g = 0; g < optimiser.Groups.Count; g++) {
                said[$"{name}.{g}.rate"] = Text(optimiser.Groups[g].LearningRate);
                said[$"{name}.{g}.decay"] = Text(optimiser.Groups[g].WeightDecay);
            }
        }
        SafeTensors.Write(path, Tensors().Concat(Generators().Select(g => (g.Name, Torch.RandomState(g.Device)))), said);
    }

    /// <summary>
    /// Restores the complete state and returns the step. Throws <see cref="BadInputException"/> if the file belongs to other models or
    /// optimisers. A checkpoint of another device is converted; random numbers of a device that it was not made on go on as they are.
    /// </summary>
    public long Load(string path) {
        using var scope = new TensorScope();
        using var file = new SafeTensorsFile(path);
        // The states of the generators are no tensors of a model: they are read into tensors made for this.
        (string Name, Device Device, Tensor State)[] generators =
            [.. Generators().Where(g => file.Contains(g.Name)).Select(g => (g.Name, g.Device, Torch.RandomState(g.Device)))];
        Weights.CopyFrom(file, Tensors().Concat(generators.Select(g => (g.Name, g.State))), "generator.cuda");
        foreach (var (_, device, state) in generators) Torch.SetRandomState(device, state);
        foreach (var (name, average) in averages) average.Steps = (long)Number(file, $"{name}.updates");
        foreach (var (name, optimiser) in optimisers) {
            optimiser.Steps = (long)Number(file, $"{name}.steps");
            for (int g = 0; g < optimiser.Groups.Count; g++) {
                optimiser.Groups[g].LearningRate = Number(file, $"{name}.{g}.rate");
                optimiser.Groups[g].WeightDecay = Number(file, $"{name}.{g}.decay");
            }
        }
        Facts.Clear();
        foreach (var (key, text) in file.Metadata.Where(f => f.Key.StartsWith("fact.", StringComparison.Ordinal))) Facts[key[5..]] = text;
        return (long)Number(file, "step");
    }

    /// <summary>
    /// Names of the tensors: weights are <c>model.name</c>, the state of an optimiser is <c>optimiser.group.parameter.index</c>.
    /// </summary>
    private IEnumerable<(string Name, Tensor Tensor)> Tensors() {
        foreach (var (name, model) in models) {
            foreach (var (inner, tensor) in model.NamedTensors()) yield return ($"{name}.{inner}", tensor);
        }
        foreach (var (name, optimiser) in optimisers) {
            for (int g = 0; g < optimiser.Groups.Count; g++) {
                var parameters = optimiser.Groups[g].Parameters;
                for (int p = 0; p < parameters.Count; p++) {
                    var state = optimiser.State(parameters[p]);
                    for (int k = 0; k < state.Count; k++) yield return ($"{name}.{g}.{p}.{k}", state[k]);
                }
            }
        }
        foreach (var (name, tensors) in others) foreach (var (inner, tensor) in tensors) yield return ($"{name}.{inner}", tensor);
    }

    /// <summary>Returns whether all numbers of the state are finite: others are not loaded again.</summary>
    public bool IsFinite() {
        using var scope = new TensorScope();
        using var mode = Autograd.GradientMode.Off();
        return Tensors().All(t => !t.Tensor.DType.IsFloatingPoint() || t.Tensor.IsFinite().All().ToArray<bool>()[0]);
    }

    /// <summary>Returns the facts of a checkpoint without loading it.</summary>
    /// <exception cref="BadInputException">The file is no safetensors file.</exception>
    public static Dictionary<string, string> FactsOf(string path) {
        using var file = new SafeTensorsFile(path);
        return file.Metadata.Where(f => f.Key.StartsWith("fact.", StringComparison.Ordinal)).ToDictionary(f => f.Key[5..], f => f.Value);
    }

    /// <summary>The random number generators of the processor and of the CUDA device that holds the models.</summary>
    private IEnumerable<(string Name, Device Device)> Generators() {
        yield return ("generator.cpu", Device.Cpu);
        var device = models.SelectMany(m => m.Model.Parameters).Select(p => p.Device).FirstOrDefault(d => d.IsCuda);
        if (device.IsCuda) yield return ("generator.cuda", device);
    }

    private static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);

    private static double Number(SafeTensorsFile file, string name) =>
        file.Metadata.TryGetValue(name, out string? text) && double.TryParse(text, CultureInfo.InvariantCulture, out double number) ? number
            : throw new BadInputException($"{file.Path} is no checkpoint of this training: its metadata have no number '{name}'.");
}
