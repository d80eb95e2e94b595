using System.Globalization;
using Diorama.Core.Files;
using Diorama.Core.Randomness;
using Diorama.Tensors.Files;

namespace Diorama.Models.CameraNoise;

/// <summary>Models that were trained before, in a folder: by kind, set, seed and how they are trained.</summary>
public sealed class TrainedModels(string folder) {
    private const int Version = 1;

    /// <summary>The trained model, from the folder or trained now; its log of training lies beside it.</summary>
    public NoiseModel Get(NoiseModelKind kind, NoiseSet set, ulong seed, Action<double>? progress = null,
        CancellationToken cancellation = default) {
        kind = kind.For(set);
        string weights = Path.Combine(folder, $"{kind.Name}-{set.Name}-{seed}-{Key(kind, set)}.safetensors");
        if (File.Exists(weights)) {
            NoiseModel known = kind.Make(set.Grid);
            Weights.Load(weights, known);
            known.Eval();
            return known;
        }
        FileTrouble.MakeFolder(folder);
        var (model, result) = NoiseTrainer.Train(() => kind.Make(set.Grid), set,
            kind.Training with { Seed = seed, Log = Path.ChangeExtension(weights, ".jsonl") }, progress, cancellation);
        Weights.Save(weights, model, Facts(kind, set, seed, result));
        return model;
    }

    /// <summary>What a file of weights says about where it comes from.</summary>
    public static IReadOnlyDictionary<string, string> Facts(NoiseModelKind kind, NoiseSet set, ulong seed, NoiseTrained result) =>
        new Dictionary<string, string> {
        ["model"] = kind.Name, ["data"] = set.Name, ["seed"] = seed.ToString(CultureInfo.InvariantCulture),
        ["cameras"] = string.Join('\n', set.Grid.Cameras), ["isos"] =
            string.Join(' ', set.Grid.Isos.Select(i => i.ToString(CultureInfo.InvariantCulture))),
        ["steps"] = kind.Training.Steps.ToString(CultureInfo.InvariantCulture),
        ["best_step"] = result.BestStep.ToString(CultureInfo.InvariantCulture),
        ["validation"] = result.Validation.ToString("F4", CultureInfo.InvariantCulture),
        ["seconds"] = result.Seconds.ToString("F0", CultureInfo.InvariantCulture),
    };

    /// <summary>Of everything that another result would come from, but the code.</summary>
    private static string Key(NoiseModelKind kind, NoiseSet set) {
        Keyed key = Keyed.Start(Version).With(kind.Training.ToString()).With(set.Fingerprint);
        return key.State.ToString("x16", CultureInfo.InvariantCulture);
    }
}
