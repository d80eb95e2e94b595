using System.Globalization;
using Diorama.Core;
using Diorama.Tensors.Layers;
using Diorama.Tensors.Optimisers;

namespace Diorama.Tensors.Files;

/// <summary>
/// Everything that a training run goes on from: models, optimisers, random numbers and the step, in one safetensors file. A run that loads
/// it computes the same numbers, bit for bit, as one that was never interrupted. <c>var checkpoint = new Checkpoint().Add("model",
/// net).Add("adam", adam);</c>
/// </summary>
public sealed class Checkpoint {
    private readonly List<(string Name, Module Model)> models = [];
    private readonly List<(string Name, Optimiser Optimiser)> optimisers = [];
    private readonly List<(string Name, MovingAverage Average)> averages = [];

    /// <summary>Names are those of the file and differ.</summary>
    public Checkpoint Add(string name, Module model) {
        models.Add((name, model));
        return this;
    }

    /// <inheritdoc cref="Add(string, Module)"/>
    public Checkpoint Add(string name, Optimiser optimiser) {
        optimisers.Add((name, optimiser));
        return this;
    }

    /// <summary>How far an average is; its weights are those of its model, which is added too.</summary>
    public Checkpoint Add(string name, MovingAverage average) {
        averages.Add((name, average));
        return this;
    }

    /// <summary>Writes the file, whole or not at all. The step is the number of steps made.</summary>
    public void Save(string path, long step) {
        using var scope = new TensorScope();
        var said = new Dictionary<string, string> { ["step"] = Text(step) };
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
    /// Sets everything to what it was, and returns the step. A file of other models or optimisers is a <see cref="BadInputException"/>.
    /// </summary>
    public long Load(string path) {
        using var scope = new TensorScope();
        using var file = new SafeTensorsFile(path);
        // The states of random numbers are no tensors of a model: they are received by empty ones.
        (string Name, Device Device, Tensor State)[] generators =
            [.. Generators().Select(g => (g.Name, g.Device, Torch.RandomState(g.Device)))];
        Weights.CopyIn(file, Tensors().Concat(generators.Select(g => (g.Name, g.State))));
        foreach (var (_, device, state) in generators) Torch.SetRandomState(device, state);
        foreach (var (name, average) in averages) average.Steps = (long)Number(file, $"{name}.updates");
        foreach (var (name, optimiser) in optimisers) {
            optimiser.Steps = (long)Number(file, $"{name}.steps");
            for (int g = 0; g < optimiser.Groups.Count; g++) {
                optimiser.Groups[g].LearningRate = Number(file, $"{name}.{g}.rate");
                optimiser.Groups[g].WeightDecay = Number(file, $"{name}.{g}.decay");
            }
        }
        return (long)Number(file, "step");
    }

    /// <summary>Weights as <c>model.name</c>, what an optimiser keeps as <c>optimiser.group.parameter.which</c>.</summary>
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
    }

    /// <summary>The processor's random numbers, and those of the device that the models are on.</summary>
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
