using System.Globalization;
using Diorama.Core.Files;
using Diorama.Core.Randomness;
using Diorama.Tensors.Files;

namespace Diorama.Models.CameraNoise;

/// <summary>Cache of trained models in a folder, by kind, set, seed and parameters of the training.</summary>
public sealed class TrainedModels(string folder) {
    private const int Version = 1;

    /// <summary>Returns the trained model, from the folder or trained now; the log of the training is stored beside it.</summary>
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
        FileException.MakeFolder(folder);
        var (model, result) = NoiseTrainer.Train(() => kind.Make(set.Grid), set,
            kind.Training with { Seed = seed, Log = Path.ChangeExtension(weights, ".jsonl") }, progress, cancellation);
        Weights.Save(weights, model, Facts(kind, set, seed, result));
        return model;
    }

    /// <summary>Returns the metadata of a weights file, which describe the origin of the weights.</summary>
    public static IReadOnlyDictionary<string, string> Facts(NoiseModelKind kind, NoiseSet set, ulong seed, NoiseTrainingResult result) =>
        new Dictionary<string, string> {
        ["model"] = kind.Name, ["data"] = set.Name, ["seed"] = seed.ToString(CultureInfo.InvariantCulture),
        ["cameras"] = string.Join('\n', set.Grid.Cameras), ["isos"] =
            string.Join(' ', set.Grid.Isos.Select(i => i.ToString(CultureInfo.InvariantCulture))),
        ["steps"] = kind.Training.Steps.ToString(CultureInfo.InvariantCulture),
        ["best_step"] = result.BestStep.ToString(CultureInfo.InvariantCulture),
        ["validation"] = result.Validation.ToString("F4", CultureInfo.InvariantCulture),
        ["seconds"] = result.Seconds.ToString("F0", CultureInfo.InvariantCulture),
    };

    /// <summary>Computes a key of everything that affects the result, except the code.</summary>
    private static string Key(NoiseModelKind kind, NoiseSet set) {
        Keyed key = Keyed.Start(Version).With(kind.Training.ToString()).With(set.Fingerprint);
        return key.State.ToString("x16", CultureInfo.InvariantCulture);
    }
}
