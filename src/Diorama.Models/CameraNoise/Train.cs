using System.Globalization;
using Diorama.Assets;
using Diorama.Core;
using Diorama.Core.Diagnostics;
using Diorama.Core.Files;
using Diorama.Core.Randomness;
using Diorama.Learning.Training;
using Diorama.Models.CameraNoise.Baselines;
using Diorama.Sensors.Profiles;
using Diorama.Tensors;
using Diorama.Tensors.Files;
using Diorama.Tensors.Optimisers;

namespace Diorama.Models.CameraNoise;

/// <summary>Criterion by which validation chooses the best weights.</summary>
public enum NoiseCriterion {
    /// <summary>The negative log-likelihood.</summary>
    Likelihood,
    /// <summary>
    /// The divergence between true and sampled noise (<see cref="NoiseHistogram"/>): likelihood may still improve when samples no longer
    /// do.
    /// </summary>
    Samples,
}

/// <summary>Parameters of the training of a noise model.</summary>
public sealed record NoiseTraining {
    public int Steps { get; init; } = 2000;
    /// <summary>Number of patches per step.</summary>
    public int Batch { get; init; } = 48;
    /// <summary>Initial learning rate; it falls along half a cosine to a twentieth.</summary>
    public double LearningRate { get; init; } = 2e-3;
    /// <summary>Weight decay (decoupled, AdamW; Loshchilov and Hutter 2019), per step, multiplied by the learning rate.</summary>
    public double WeightDecay { get; init; }
    /// <summary>Largest norm of the gradient; larger gradients are scaled down to it.</summary>
    public double MaxGradientNorm { get; init; } = 5;
    /// <summary>Criterion by which the best weights are chosen.</summary>
    public NoiseCriterion ChooseBy { get; init; }
    /// <summary>Number of steps between two validations.</summary>
    public int ValidateEvery { get; init; } = 200;
    /// <summary>Largest number of patches used for validation.</summary>
    public int ValidationPatches { get; init; } = 1024;
}

/// <summary>
/// Trains noise models by maximum likelihood with AdamW. The same seed gives the same weights on one machine with one thread.
/// </summary>
public static class NoiseTrainer {
    private const ulong ValidationSeed = 1;

    /// <summary>
    /// Trains a model that <paramref name="make"/> creates after the random numbers were seeded, starting from
    /// <see cref="NoiseModel.Initialise"/>.
    /// </summary>
    /// <param name="make">Creates the model with its initial weights.</param>
    /// <param name="set">Noise pairs; the test part is not used.</param>
    /// <param name="training">Parameters of the training.</param>
    /// <param name="seed">Seed of the initial weights, the order of patches and the dequantisation.</param>
    /// <param name="options">Where the weights are written, and for how long it trains.</param>
    /// <exception cref="TrainingDivergedException">The loss or a gradient is not finite.</exception>
    public static (T Model, TrainingResult Result) Train<T>(Func<T> make, NoiseSet set, NoiseTraining training, ulong seed = 0,
        TrainingOptions? options = null) where T : NoiseModel {
        using var run = TrainingRun.Start(seed, options);
        T model = make();
        model.Initialise(NoiseStatistics.Of(set.Train));
        var adam = Adam.W(model.Parameters, training.LearningRate, weightDecay: training.WeightDecay);
        var order = new PatchOrder(set.Train, Keyed.Start(seed).With("patches"));
        int[] validation = set.Validation.Shuffled(Keyed.Start(0).With("validation"))[..Math.Min(training.ValidationPatches,
            set.Validation.Count)];
        var plan = new TrainingPlan { Steps = training.Steps, WarmUp = 20, MaxGradientNorm = training.MaxGradientNorm,
            ValidateEvery = training.ValidateEvery };
        TrainingResult result = run.Run(model, adam, plan,
            step => model.Loss(set.Train.Batch(order.Of(step, training.Batch))),
            () => training.ChooseBy == NoiseCriterion.Samples ? Divergence(model, set.Validation, validation)
                : Nll(model, set.Validation, validation));
        return (model, result);
    }

    /// <summary>
    /// Computes the negative log-likelihood per value, mean over patches, with the same dequantisation at each call; the state of the
    /// random numbers is restored afterwards.
    /// </summary>
    public static double Nll(NoiseModel model, NoisePatches patches, ReadOnlySpan<int> numbers, int batch = 64) =>
        Mean(model.Nll, patches, numbers, batch);

    /// <summary>
    /// Computes the divergence between true noise and samples at temperature 1, mean over patches, nats. The same random numbers are used
    /// at each call, and their state is restored afterwards.
    /// </summary>
    public static double Divergence(NoiseModel model, NoisePatches patches, ReadOnlySpan<int> numbers, int batch = 64) =>
        Mean(model.Divergence, patches, numbers, batch);

    /// <summary>Computes the negative log-likelihood per value of each patch, as <see cref="Nll"/>.</summary>
    public static double[] NllOfEach(NoiseModel model, NoisePatches patches, ReadOnlySpan<int> numbers, int batch = 64) =>
        Each(model.Nll, patches, numbers, batch);

    private static double Mean(Func<NoiseBatch, double[]> measure, NoisePatches patches, ReadOnlySpan<int> numbers, int batch) =>
        Each(measure, patches, numbers, batch).Average();

    private static double[] Each(Func<NoiseBatch, double[]> measure, NoisePatches patches, ReadOnlySpan<int> numbers, int batch) {
        using Tensor state = Torch.RandomState(Device.Cpu);
        Torch.Seed(ValidationSeed);
        var values = new double[numbers.Length];
        for (int at = 0; at < numbers.Length; at += batch) {
            using var scope = new TensorScope();
            measure(patches.Batch(numbers.Slice(at, Math.Min(batch, numbers.Length - at)))).CopyTo(values, at);
        }
        Torch.SetRandomState(Device.Cpu, state);
        return values;
    }
}

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
            new() { Steps = 2000, LearningRate = 2e-3, ValidateEvery = 50 },
            OnSimulated: new() { Steps = 4000, LearningRate = 1e-2, ValidateEvery = 50 }),
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

/// <summary>Trained models in a folder, by kind, set, seed and parameters of the training.</summary>
public sealed class TrainedModels(string folder) {
    private const int Version = 2;

    /// <summary>
    /// Returns the trained model, from the folder or trained now; a training that was interrupted goes on. Log, curve and facts are stored
    /// beside it.
    /// </summary>
    public NoiseModel Get(NoiseModelKind kind, NoiseSet set, ulong seed, CancellationToken cancellation = default) {
        kind = kind.For(set);
        string weights = Path.Combine(folder, $"{kind.Name}-{set.Name}-{seed}-{Key(kind, set)}.safetensors");
        if (File.Exists(weights)) {
            NoiseModel known = kind.Make(set.Grid);
            Weights.Load(weights, known);
            known.Eval();
            return known;
        }
        FileException.MakeFolder(folder);
        return NoiseTrainer.Train(() => kind.Make(set.Grid), set, kind.Training, seed, new() {
            Path = weights, Identity = Identity(kind, set), Facts = Facts(kind, set), Cancellation = cancellation,
        }).Model;
    }

    /// <summary>Reads a model of any kind from a file of weights.</summary>
    /// <param name="path">What training has written.</param>
    /// <param name="cameras">Measured noise profiles of cameras.</param>
    /// <exception cref="BadInputException">The file cannot be read, or holds something else.</exception>
    public static NoiseModel Read(string path, CameraProfiles cameras) {
        var said = Metadata(path);
        if (said.GetValueOrDefault("system") is { } system && system != "camera-noise")
            throw new BadInputException($"{path} has weights of the system {system}, expected those of camera-noise");
        NoiseModelKind kind = NoiseModelKind.Find(Said("model"));
        var grid = new NoiseGrid(Said("cameras").Split('\n'), Said("isos").Split(' ').Select(i =>
            double.TryParse(i, CultureInfo.InvariantCulture, out double iso) ? iso
                : throw new BadInputException($"{path} has the ISO '{i}', expected numbers")), cameras);
        NoiseModel model = kind.Make(grid);
        Weights.Load(path, model);
        model.Eval();
        return model;

        string Said(string key) => said.GetValueOrDefault(key) ?? throw new BadInputException(
            $"{path} does not say its {key}, expected a file of weights that 'diorama model train camera-noise' has written");
    }

    /// <summary>Returns what a file of weights says of itself.</summary>
    internal static IReadOnlyDictionary<string, string> Metadata(string path) {
        using var file = new SafeTensorsFile(path);
        return file.Metadata;
    }

    /// <summary>What is trained, as checkpoints tell it: nothing but the same goes on from them.</summary>
    public static string Identity(NoiseModelKind kind, NoiseSet set) =>
        $"camera-noise {kind.Name}, {set.Name} noise {set.Fingerprint:x16}, {kind.Training.Batch} patches a step at rate "
        + kind.Training.LearningRate.ToString(CultureInfo.InvariantCulture);

    /// <summary>Returns what a weights file says of the origin of the weights, and what loading it needs.</summary>
    public static IReadOnlyDictionary<string, string> Facts(NoiseModelKind kind, NoiseSet set) => new Dictionary<string, string> {
        ["system"] = "camera-noise", ["model"] = kind.Name, ["data"] = set.Name, ["chosen_by"] = kind.Training.ChooseBy.ToString(),
        ["licence_of_data"] = DataLicence(set.Name),
        ["cameras"] = string.Join('\n', set.Grid.Cameras),
        ["isos"] = string.Join(' ', set.Grid.Isos.Select(i => i.ToString(CultureInfo.InvariantCulture))),
    };

    /// <summary>Licence of the data that a set is made of.</summary>
    public static string DataLicence(string set) => set == "simulated"
        ? $"panoramas {AllPacks.Environments.Licence}, cameras {AllPacks.Cameras.Licence}" : "for research, not to be passed on";

    /// <summary>Computes a key of everything that affects the result, except the code.</summary>
    private static string Key(NoiseModelKind kind, NoiseSet set) {
        Keyed key = Keyed.Start(Version).With(kind.Training.ToString()).With(set.Fingerprint);
        return key.State.ToString("x16", CultureInfo.InvariantCulture);
    }
}
