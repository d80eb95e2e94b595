using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Diorama.Core;
using Diorama.Core.Files;
using Diorama.Tensors.Files;
using Diorama.Tensors.Layers;

namespace Diorama.Learning.Training;

/// <summary>The files of a training, of which one process at a time may write: weights, facts, log, curve, checkpoint.</summary>
internal sealed class TrainingFiles : IDisposable {
    /// <summary>Version of what a checkpoint means.</summary>
    private const string Version = "1";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly string weights, facts, log, curve, checkpointFile, lockFile, identity;
    private readonly ulong seed;
    private readonly TrainingOptions options;
    private readonly FileStream held;
    private string plan = "";

    public TrainingFiles(string path, ulong seed, TrainingOptions options) {
        string stem = Path.ChangeExtension(path, null);
        (weights, facts, log, curve) = (path, stem + ".json", stem + ".jsonl", stem + ".png");
        (checkpointFile, lockFile) = (stem + ".checkpoint.safetensors", stem + ".lock");
        (this.seed, this.options) = (seed, options);
        identity = string.Create(CultureInfo.InvariantCulture, $"{options.Identity}, seed {seed}");
        try {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            held = new(lockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            AtomicFile.Sweep(Path.GetDirectoryName(Path.GetFullPath(path))!);
        } catch (IOException e) when (File.Exists(lockFile)) {
            throw new BadInputException($"{path} is being trained by another process; one at a time was expected", e);
        } catch (Exception e) when (e is IOException or UnauthorizedAccessException) {
            throw FileException.Writing(path, e);
        }
    }

    /// <summary>Loads the checkpoint, if there is one, and returns the number of steps that it has made.</summary>
    /// <exception cref="BadInputException">It belongs to another training.</exception>
    public long Resume(Checkpoint checkpoint, TrainingPlan training, BestWeights best, out double seconds) {
        (seconds, plan) = (0, Text(training));
        if (options.StartsAnew || !File.Exists(checkpointFile)) {
            File.Delete(checkpointFile);
            return 0;
        }
        Dictionary<string, string> said = Checkpoint.FactsOf(checkpointFile);
        Expect("version", Version);
        Expect("training", identity);
        Expect("plan", plan);
        long step = checkpoint.Load(checkpointFile);
        (best.Step, best.Score, best.LastLoss) = ((long)Number("best_step"), Number("best_score"), Number("last_loss"));
        seconds = Number("seconds");
        return step;

        void Expect(string key, string expected) {
            string found = said.GetValueOrDefault(key, "none");
            if (found != expected) {
                throw new BadInputException($"{checkpointFile} is a checkpoint of another training: its {key} is '{found}', expected "
                    + $"'{expected}'; remove it to start anew");
            }
        }

        double Number(string key) => double.TryParse(said.GetValueOrDefault(key), CultureInfo.InvariantCulture, out double value) ? value
            : throw new BadInputException($"{checkpointFile} is no checkpoint of a training: it has no number '{key}'");
    }

    /// <summary>Opens the log behind the lines that it had when the checkpoint was written.</summary>
    /// <param name="made">Number of steps that the checkpoint has made.</param>
    /// <param name="every">Number of steps between two lines.</param>
    public MetricsLog OpenLog(long made, long every) {
        if (made == 0) File.Delete(log);
        return new(log, made % every == 0 ? made + 1 : made);
    }

    public void Save(Checkpoint checkpoint, long step, BestWeights best, double seconds) {
        (string, string)[] all = [("version", Version), ("training", identity), ("plan", plan), ("best_step", Text(best.Step)),
            ("best_score", Text(best.Score)), ("last_loss", Text(best.LastLoss)), ("seconds", Text(seconds))];
        foreach ((string key, string value) in all) checkpoint.Facts[key] = value;
        checkpoint.Save(checkpointFile, step);
        LossCurve.Draw(log, curve);
    }

    /// <summary>Writes weights and facts, and removes the checkpoint unless the training diverged.</summary>
    /// <param name="models">Models, with the weights to be written.</param>
    /// <param name="result">What the facts tell.</param>
    /// <param name="divergedAt">Step, counted from 1, in which the training diverged; null where it did not.</param>
    public void Finish((string Name, Module Model)[] models, TrainingResult result, long? divergedAt = null) {
        var said = new Dictionary<string, string>(options.Facts) {
            ["training"] = identity, ["steps"] = Text(result.Steps), ["best_step"] = Text(result.BestStep),
        };
        if (models is [(_, Module alone)]) Weights.Save(weights, alone, said);
        else SafeTensors.Write(weights, models.SelectMany(m => m.Model.NamedTensors().Select(t => ($"{m.Name}.{t.Name}", t.Tensor))), said);
        var json = new JsonObject();
        foreach ((string key, string text) in options.Facts) json[key] = text;
        json["training"] = options.Identity;
        json["seed"] = seed;
        json["steps"] = result.Steps;
        json["best_step"] = result.BestStep;
        json["score"] = double.IsFinite(result.BestScore) ? result.BestScore : null;
        json["minutes"] = Math.Round(result.Seconds / 60, 2);
        json["device"] = options.Device.ToString();
        if (divergedAt is { } step) json["diverged_at"] = step;
        AtomicFile.Write(facts, temporary => File.WriteAllText(temporary, json.ToJsonString(Indented) + "\n"));
        LossCurve.Draw(log, curve);
        if (divergedAt is null) File.Delete(checkpointFile);
    }

    public void Dispose() {
        held.Dispose();
        File.Delete(lockFile);
    }

    private static string Text(TrainingPlan plan) => string.Create(CultureInfo.InvariantCulture,
        $"{plan.Steps} steps, warm-up {plan.WarmUp}, {plan.Decay} to {plan.LastRate}, "
        + $"drops {string.Join(' ', plan.Drops.Select(d => $"{Text(d.From)}:{Text(d.Factor)}"))}, gradient {plan.MaxGradientNorm}, "
        + $"accumulation {plan.Accumulation}, validation every {plan.ValidateEvery}");

    private static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);
}
