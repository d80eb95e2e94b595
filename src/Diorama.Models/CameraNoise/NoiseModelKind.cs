using Diorama.Core;
using Diorama.Core.Diagnostics;

namespace Diorama.Models.CameraNoise;

/// <summary>A kind of camera noise model that can be chosen by name.</summary>
/// <param name="Name">Name on the command line.</param>
/// <param name="Title">Name in tables.</param>
/// <param name="Make">Creates an untrained model with its initial weights.</param>
/// <param name="Training">Parameters of the training; 0 steps if <see cref="NoiseModel.Initialise"/> gives the maximum-likelihood
/// values.</param>
/// <param name="OnSimulated">Parameters of the training on simulated cameras; null if they are the same.</param>
public sealed record NoiseModelKind(string Name, string Title, Func<NoiseGrid, NoiseModel> Make, NoiseTraining Training,
    NoiseTraining? OnSimulated = null) {
    private const int SimulatedLooks = 100;

    private static readonly NoiseTraining Closed = new() { Steps = 0 };

    /// <summary>All kinds, in ascending order of expressiveness.</summary>
    public static IReadOnlyList<NoiseModelKind> All { get; } = [
        new("iso", "Isotropic Gaussian", grid => new IsotropicGaussian(grid), Closed),
        new("diagonal", "Diagonal Gaussian", grid => new DiagonalGaussian(grid), Closed),
        new("full", "Full Gaussian", grid => new FullGaussian(grid), Closed),
        new("hetero", "Heteroscedastic Gaussian", grid => new HeteroscedasticGaussian(grid),
            new() { Steps = 2000, LearningRate = 2e-3, ValidateEvery = 50 }),
        new("noise-flow", "Noise Flow (sRGB)", grid => new NoiseFlowRgb(grid), new() { Steps = 3000, Batch = 32, LearningRate = 4e-3 }),
        // On simulated cameras longer training still lowers the negative log-likelihood, but the sampled noise becomes too strong.
        new("paper", "Kousha et al. 2022", grid => new PaperFlow(grid), new() { Steps = 6000, Batch = 32, LearningRate = 6e-3 },
            OnSimulated: new() { Steps = 3000, Batch = 32, LearningRate = 12e-3 }),
        new("spatial", "Ours, spatial flow", grid => new SpatialFlow(grid),
            new() { Steps = 2000, Batch = 32, LearningRate = 3e-3, WeightDecay = 0.3 }),
    ];

    /// <summary>
    /// The spatial flow without names of cameras: it knows any measured camera by its measurements. These are the weights that Diorama
    /// ships.
    /// </summary>
    public static NoiseModelKind AnyCamera { get; } = new("spatial-any", "Ours, any camera", grid => new SpatialFlow(grid, byName: false),
        Find("spatial").Training with { Steps = 6000 });

    /// <summary>
    /// Returns this kind with the training for a set of pairs. There are enough simulated pairs to choose the weights by samples; of the
    /// real ones there are few for validation, for which the likelihood is more reliable.
    /// </summary>
    public NoiseModelKind For(NoiseSet set) {
        if (set.Name != "simulated") return this;
        NoiseTraining training = OnSimulated ?? Training;
        return this with { Training = training with { ChooseBy = NoiseCriterion.Samples,
            ValidateEvery = Math.Min(training.ValidateEvery, SimulatedLooks) } };
    }

    /// <exception cref="BadInputException">There is no such model; the message offers similar names.</exception>
    public static NoiseModelKind Find(string name) => All.FirstOrDefault(k => k.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? (name == "spatial-any" ? AnyCamera : null)
        ?? throw NearestNames.Unknown("noise model", name, All.Select(k => k.Name));
}
