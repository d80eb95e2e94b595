using Diorama.Tensors;
using Diorama.Tensors.Autograd;
using Diorama.Tensors.Layers;

namespace Diorama.Learning.Training;

/// <summary>Copies of the weights and buffers of models as they were when the validation was best.</summary>
internal sealed class BestWeights : IDisposable {
    private readonly (string Name, Tensor Tensor)[] sources;

    /// <summary>The copies, by <c>model.name</c>.</summary>
    public IReadOnlyList<(string Name, Tensor Tensor)> Tensors { get; }
    /// <summary>Number of steps after which they were kept; 0 if none were.</summary>
    public long Step { get; set; }
    public double Score { get; set; } = double.NaN;
    /// <summary>Loss of the last step, which a run that goes on needs if there is no other.</summary>
    public double LastLoss { get; set; } = double.NaN;

    public BestWeights(IEnumerable<(string Name, Module Model)> models) {
        sources = [.. models.SelectMany(m => m.Model.NamedTensors().Select(t => ($"{m.Name}.{t.Name}", t.Tensor)))];
        Tensors = [.. sources.Select(s => (s.Name, s.Tensor.Detach().Clone().DetachFromScope()))];
    }

    public void Keep(long step, double score) {
        (Step, Score) = (step, score);
        using var mode = GradientMode.Off();
        for (int i = 0; i < sources.Length; i++) Tensors[i].Tensor.CopyInPlace(sources[i].Tensor);
    }

    /// <summary>Gives the copies back to the models.</summary>
    public void Restore() {
        using var mode = GradientMode.Off();
        for (int i = 0; i < sources.Length; i++) sources[i].Tensor.CopyInPlace(Tensors[i].Tensor);
    }

    public void Dispose() {
        foreach ((_, Tensor tensor) in Tensors) tensor.Dispose();
    }
}
