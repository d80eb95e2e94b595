using Diorama.Core;
using Diorama.Core.Diagnostics;

namespace Diorama.Models.CameraNoise;

/// <summary>A model of camera noise that can be asked for by name.</summary>
/// <param name="Name">On the command line.</param>
/// <param name="Title">In tables.</param>
/// <param name="Make">Untrained, with its initial weights.</param>
/// <param name="Training">How it is trained; no steps where <see cref="NoiseModel.Initialise"/> is its maximum likelihood.</param>
/// <param name="OnSimulated">How it is trained on simulated cameras, where that is something else.</param>
public sealed record NoiseModelKind(string Name, string Title, Func<NoiseGrid, NoiseModel> Make, NoiseTraining Training,
    NoiseTraining? OnSimulated = null) {
    private const int SimulatedLooks = 100;

    private static readonly NoiseTraining Closed = new() { Steps = 0 };

    /// <summary>By what they can express.</summary>
    public static IReadOnlyList<NoiseModelKind> All { get; } = [
        new("iso", "Isotropic Gaussian", grid => new IsotropicGaussian(grid), Closed),
        new("diagonal", "Diagonal Gaussian", grid => new DiagonalGaussian(grid), Closed),
        new("full", "Full Gaussian", grid => new FullGaussian(grid), Closed),
        new("hetero", "Heteroscedastic Gaussian", grid => new HeteroscedasticGaussian(grid),
            new() { Steps = 2000, LearningRate = 2e-3, ValidateEvery = 50 }),
        new("noise-flow", "Noise Flow (sRGB)", grid => new NoiseFlowRgb(grid), new() { Steps = 3000, Batch = 32, LearningRate = 4e-3 }),
        // On simulated cameras longer training goes on lowering the negative log-likelihood, but what is drawn gets too strong.
        new("paper", "Kousha et al. 2022", grid => new PaperFlow(grid), new() { Steps = 6000, Batch = 32, LearningRate = 6e-3 },
            OnSimulated: new() { Steps = 3000, Batch = 32, LearningRate = 12e-3 }),
        new("spatial", "Ours, spatial flow", grid => new SpatialFlow(grid),
            new() { Steps = 2000, Batch = 32, LearningRate = 3e-3, WeightDecay = 0.3 }),
    ];

    /// <summary>Ours without names of cameras: knows any that was measured by its measurements. What Diorama comes with.</summary>
    public static NoiseModelKind AnyCamera { get; } = new("spatial-any", "Ours, any camera", grid => new SpatialFlow(grid, byName: false),
        Find("spatial").Training with { Steps = 6000 });

    /// <summary>
    /// With the training for these pairs. Simulated pairs are enough to choose weights by samples; of the real ones few are for validation,
    /// of which likelihood says more.
    /// </summary>
    public NoiseModelKind For(NoiseSet set) {
        if (set.Name != "simulated") return this;
        NoiseTraining training = OnSimulated ?? Training;
        return this with { Training = training with { ChooseBy = NoiseCriterion.Samples,
            ValidateEvery = Math.Min(training.ValidateEvery, SimulatedLooks) } };
    }

    /// <exception cref="BadInputException">There is no such model; the sentence offers near names.</exception>
    public static NoiseModelKind Find(string name) => All.FirstOrDefault(k => k.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? (name == "spatial-any" ? AnyCamera : null)
        ?? throw new BadInputException($"there is no noise model '{name}', {NearestNames.Sentence(name, All.Select(k => k.Name))}");
}
