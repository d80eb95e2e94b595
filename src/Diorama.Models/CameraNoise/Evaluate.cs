using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Diorama.Assets;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Core.Randomness;
using Diorama.Learning.Evaluation;
using Diorama.Learning.Training;
using Diorama.Tensors;

namespace Diorama.Models.CameraNoise;

/// <summary>
/// The evaluation of camera noise: which models are likelier, whose samples are nearer, and what they are good for, on cameras and scenes
/// that were not trained with.
/// </summary>
/// <param name="library">Asset library with the packs <c>environments</c> and <c>cameras</c>.</param>
public sealed class NoiseEvaluation(AssetLibrary library) {
    private const string Ours = "spatial-any", Published = "paper", Heteroscedastic = "hetero", Gaussian = "iso";
    /// <summary>Part of the keys of finished rows: to be raised when what is measured changes.</summary>
    private const int Version = 1;

    private static readonly OrderingStep[] chain = [new(Ours, Published), new(Published, Heteroscedastic), new(Heteroscedastic, Gaussian)];

    /// <summary>Models for any camera, in the order of the tables: those of <see cref="NoiseModelKind.All"/>, with ours by value.</summary>
    public static IReadOnlyList<NoiseModelKind> AnyCamera { get; } =
        [.. NoiseModelKind.All.Where(k => k.Name != "spatial"), NoiseModelKind.AnyCamera];

    /// <summary>Name of the weights of a model for any camera that come with Diorama.</summary>
    public static string ShippedName(NoiseModelKind kind) => kind == NoiseModelKind.AnyCamera ? "small" : kind.Name;

    /// <summary>Measures the weights that come with Diorama, over images.</summary>
    /// <param name="seed">Draws the held-out cameras and views.</param>
    /// <param name="real">Folder of real pairs (<see cref="RealPairs"/>); null leaves them out.</param>
    /// <param name="progress">Progress callback; receives the completed fraction, 0 to 1.</param>
    public (IReadOnlyList<Ordering> Orderings, JsonObject Measures) Quick(ulong seed, string? real, Action<double>? progress = null) {
        SimulatedPairs simulated = SimulatedPairs.Unseen(library, seed);
        var sets = new List<(string Suffix, NoisePatches Test, OrderingStep[] Steps)> {
            ("", new(simulated.Grid, simulated.MakeTest()), chain) };
        if (real is not null) sets.Add(("-real", NoiseSet.Real(real, library.Cameras).Test, [chain[0]]));
        string[] names = [Gaussian, Heteroscedastic, Published, Ours];
        var orderings = new List<Ordering>();
        var measures = new JsonObject();
        int done = 0;
        foreach ((string suffix, NoisePatches test, OrderingStep[] steps) in sets) {
            var rows = new List<(string Row, NoiseScores Scores)>();
            var table = new JsonObject { ["floor"] = Row(NoiseScores.Floor(test)) };
            foreach (string name in names) {
                NoiseModel model = TrainedModels.Read(
                    ShippedWeights.Find("camera-noise", ShippedName(NoiseModelKind.Find(name))), library.Cameras);
                rows.Add((name, NoiseScores.Of(model, test, seed, progress: share =>
                    progress?.Invoke((done + share) / (sets.Count * names.Length)))));
                done++;
                table[name] = Row(rows[^1].Scores);
            }
            orderings.Add(Ordering.OverItems("nll" + suffix, steps, [.. rows.Select(r => (r.Row, r.Scores.NllOfEach.ToArray()))]));
            orderings.Add(Ordering.OverItems("kl" + suffix, steps, [.. rows.Select(r => (r.Row, r.Scores.DivergenceOfEach.ToArray()))]));
            measures["unseen-cameras" + suffix] = table;
        }
        return (orderings, measures);
    }

    /// <summary>
    /// Trains every model for any camera with every seed and measures it on unseen cameras, with the same held-out pairs for all; likewise
    /// on real pairs, if there are some. Finished rows are not made again.
    /// </summary>
    /// <param name="seeds">Seeds of training.</param>
    /// <param name="seed">Draws the held-out cameras and views.</param>
    /// <param name="real">Folder of real pairs (<see cref="RealPairs"/>); null leaves them out.</param>
    /// <param name="trained">Models that are trained.</param>
    /// <param name="finished">Rows that are finished.</param>
    /// <param name="cancellation">Stops; what is finished is kept.</param>
    public (IReadOnlyList<Ordering> Orderings, JsonObject Measures, string Tables) Full(IReadOnlyList<ulong> seeds, ulong seed,
        string? real,
        TrainedModels trained, EvaluatedRows finished, CancellationToken cancellation = default) {
        var wide = NoiseSet.Simulated(SimulatedPairs.Wide(library));
        SimulatedPairs simulated = SimulatedPairs.Unseen(library, seed);
        var sets = new List<(string Suffix, NoiseSet Train, NoisePatches Test, IReadOnlyList<NoiseModelKind> Kinds, OrderingStep[] Steps)> {
            ("", wide, new(simulated.Grid, simulated.MakeTest()), AnyCamera, chain),
        };
        if (real is not null) {
            var pairs = NoiseSet.Real(real, library.Cameras);
            sets.Add(("-real", pairs, pairs.Test, NoiseModelKind.All, [new("spatial", Published)]));
        }
        var orderings = new List<Ordering>();
        var measures = new JsonObject();
        var tables = new StringBuilder();
        foreach (var (suffix, train, test, kinds, steps) in sets) {
            var table = new Dictionary<string, IReadOnlyDictionary<string, double[]>[]>();
            foreach (NoiseModelKind kind in kinds) {
                table[kind.Name] = [.. seeds.Select(s => finished.Get(
                    $"{Version} {TrainedModels.Identity(kind.For(train), train)}, seed {s}, measured on {Pictures(test):x16}", () => {
                        cancellation.ThrowIfCancellationRequested();
                        return Values(NoiseScores.Of(trained.Get(kind, train, s, cancellation), test, s));
                    }))];
            }
            if (seeds.Count > 1) {
                foreach (string value in (string[])["nll", "kl"]) {
                    orderings.Add(Ordering.OverSeeds(value + suffix, steps,
                        [.. table.Where(r => steps.Any(s => s.Below == r.Key || s.Above == r.Key))
                            .Select(r => (r.Key, r.Value.Select(v => v[value][0]).ToArray()))]));
                }
            }
            NoiseScores floor = NoiseScores.Floor(test);
            measures["unseen" + suffix] = new JsonObject(table.Select(r => KeyValuePair.Create<string, JsonNode?>(r.Key,
                new JsonObject(r.Value[0].Keys.Select(key => KeyValuePair.Create<string, JsonNode?>(key,
                    new JsonArray([.. r.Value.Select(v => EvaluationReport.Number(v[key][0]))]))))))) { ["floor"] = Row(floor) };
            tables.Append(Table(suffix.Length > 0 ? "real pairs" : "unseen simulated cameras", floor, table));
        }
        return (orderings, measures, tables.ToString());
    }

    /// <summary>
    /// Trains a denoiser on the noise of each model, which was trained on real pairs, and on the real pairs themselves, and denoises
    /// photographs of other scenes (<see cref="DenoiserComparison"/>).
    /// </summary>
    /// <inheritdoc cref="Full"/>
    public (Ordering? Ordering, JsonObject Measures, string Table) Denoising(IReadOnlyList<ulong> seeds, string real, TrainedModels trained,
        EvaluatedRows finished, CancellationToken cancellation = default) {
        const string RealPairs = "real-pairs", Allowed = "real-pairs less 0.5 dB", Ours = "spatial";
        var set = NoiseSet.Real(real, library.Cameras);
        var training = new DenoiserTraining();
        var rows = new List<(string Row, double[] Values)>();
        foreach (string name in (string[])[Gaussian, Heteroscedastic, Published, Ours, RealPairs]) {
            rows.Add((name, [.. seeds.Select(seed => finished.Get(
                $"{Version} denoiser of {training.Steps} steps on {name}, {set.Name} noise {set.Fingerprint:x16}, seed {seed}", () => {
                    cancellation.ThrowIfCancellationRequested();
                    var comparison = new DenoiserComparison(set, training with { Seed = seed });
                    return new Dictionary<string, double[]> { ["psnr"] = [name == RealPairs ? comparison.OfRealPairs(cancellation)
                        : comparison.Of(trained.Get(NoiseModelKind.Find(name), set, seed, cancellation), cancellation)] };
                })["psnr"][0])]));
        }
        rows.Add((Allowed, [.. rows[^1].Values.Select(v => v - 0.5)]));
        double untouched = new DenoiserComparison(set, training).Untouched;
        var table = new StringBuilder("| trained on | mean of the seeds, dB | by seed |\n|---|---|---|\n");
        table.Append(CultureInfo.InvariantCulture, $"| nothing: the shots as they are | {untouched:F2} | |\n");
        foreach ((string row, double[] values) in rows.SkipLast(1)) {
            table.Append(CultureInfo.InvariantCulture, $"| {(row == RealPairs ? "Real pairs" : NoiseModelKind.Find(row).Title)} | "
                + $"{values.Average():F2} | {string.Join(", ", values.Select(v => v.ToString("F2", CultureInfo.InvariantCulture)))} |\n");
        }
        var measures = new JsonObject(rows.Select(r => KeyValuePair.Create<string, JsonNode?>(r.Row,
            new JsonArray([.. r.Values.Select(EvaluationReport.Number)])))) { ["untouched"] = EvaluationReport.Number(untouched) };
        return (seeds.Count < 2 ? null : Ordering.OverSeeds("denoise-real", [new(Allowed, Ours), new(Gaussian, Ours),
            new(Heteroscedastic, Ours)], rows), measures, table.ToString());
    }

    /// <summary>
    /// Trains an upscaler on clean views of the training panoramas with the noise of each model, which was trained on real pairs, and
    /// doubles photographs (<see cref="SuperResolutionComparison"/>).
    /// </summary>
    /// <inheritdoc cref="Full"/>
    public (Ordering? Ordering, JsonObject Measures, string Table) SuperResolution(IReadOnlyList<ulong> seeds, string real,
        TrainedModels trained, EvaluatedRows finished, CancellationToken cancellation = default) {
        const string Nothing = "nothing", Ours = "spatial", Interpolation = "bicubic";
        const int Every = 5;
        var set = NoiseSet.Real(real, library.Cameras);
        var simulated = NoiseSet.Simulated(new SimulatedPairs(library));
        Image<Rgb8>[] renders = [.. simulated.Train.Pairs.Where((_, i) => i % Every == 0).Select(p => p.Clean)];
        var training = new UpscalerTraining();
        var rows = new List<(string Row, double[] Values)>();
        foreach (string name in (string[])[Nothing, Gaussian, Published, Ours]) {
            rows.Add((name, [.. seeds.Select(seed => finished.Get(
                $"{Version} upscaler of {training.Steps} steps on {name}, {simulated.Fingerprint:x16}, "
                + $"{set.Name} noise {set.Fingerprint:x16}, seed {seed}", () => {
                    cancellation.ThrowIfCancellationRequested();
                    return new Dictionary<string, double[]> { ["psnr"] = [
                        new SuperResolutionComparison(renders, set, training with { Seed = seed }).Of(name == Nothing ? null
                            : trained.Get(NoiseModelKind.Find(name), set, seed, cancellation), cancellation)] };
                })["psnr"][0])]));
        }
        double interpolated = new SuperResolutionComparison(renders, set, training).OfInterpolation;
        var table = new StringBuilder("| trained with | mean of the seeds, dB | by seed |\n|---|---|---|\n");
        table.Append(CultureInfo.InvariantCulture, $"| cubic interpolation | {interpolated:F2} | |\n");
        foreach ((string row, double[] values) in rows) {
            table.Append(CultureInfo.InvariantCulture, $"| {(row == Nothing ? "no noise" : NoiseModelKind.Find(row).Title)} | "
                + $"{values.Average():F2} | {string.Join(", ", values.Select(v => v.ToString("F2", CultureInfo.InvariantCulture)))} |\n");
        }
        var measures = new JsonObject(rows.Select(r => KeyValuePair.Create<string, JsonNode?>(r.Row,
            new JsonArray([.. r.Values.Select(EvaluationReport.Number)])))) { [Interpolation] = EvaluationReport.Number(interpolated) };
        return (seeds.Count < 2 ? null : Ordering.OverSeeds("superresolution", [new(Nothing, Published), new(Nothing, Ours),
            new(Gaussian, Published), new(Gaussian, Ours)], rows), measures, table.ToString());
    }

    private static ulong Pictures(NoisePatches test) => NoiseSet.ContentsOf(test.Pairs, test.Size).State;

    private static Dictionary<string, double[]> Values(NoiseScores s) => new() {
        ["nll"] = [s.Nll ?? double.NaN], ["kl"] = [s.Distance.Divergence], ["horizontal_error"] = [s.Distance.Horizontal],
        ["vertical_error"] = [s.Distance.Vertical], ["color_error"] = [s.Distance.Colors],
        ["correlation_error_by_scene"] = [s.Distance.ByScene], ["deviation_error"] = [s.Distance.Deviation],
    };

    private static JsonObject Row(NoiseScores scores) =>
        new(Values(scores).Select(v => KeyValuePair.Create(v.Key, EvaluationReport.Number(v.Value[0]))));

    private static string Table(string title, NoiseScores floor, Dictionary<string, IReadOnlyDictionary<string, double[]>[]> rows) {
        string[] columns = [.. Values(floor).Keys];
        var text = new StringBuilder(
            $"| {title} | NLL | KL | lag-1 → | lag-1 ↓ | colours | by scene | deviation |\n|---|---|---|---|---|---|---|---|\n");
        text.Append($"| Floor | {string.Join(" | ", columns.Select(c => Text(c, [Values(floor)[c][0]])))} |\n");
        foreach ((string name, IReadOnlyDictionary<string, double[]>[] seeds) in rows)
            text.Append($"| {NoiseModelKind.Find(name).Title} | "
                + $"{string.Join(" | ", columns.Select(c => Text(c, [.. seeds.Select(s => s[c][0])])))} |\n");
        return text.Append('\n').ToString();

        static string Text(string column, double[] values) {
            if (!Array.TrueForAll(values, double.IsFinite)) return "";
            string form = column is "nll" ? "F3" : column is "kl" ? "F4" : "F3";
            string mean = values.Average().ToString(form, CultureInfo.InvariantCulture),
                low = values.Min().ToString(form, CultureInfo.InvariantCulture),
                high = values.Max().ToString(form, CultureInfo.InvariantCulture);
            return low == high ? mean : $"{mean} ({low}–{high})";
        }
    }
}

/// <summary>Quality of a model on the noise of held-out scenes.</summary>
/// <param name="Nll">Negative log-likelihood per value, nats; null for a source of noise without density.</param>
/// <param name="Distance">Distance between sampled and true noise.</param>
public sealed record NoiseScores(double? Nll, NoiseDistance Distance) {
    /// <summary>Negative log-likelihood per value of each image, nats; empty for a source of noise without density.</summary>
    public IReadOnlyList<double> NllOfEach { get; init; } = [];
    /// <summary>Mean divergence of the patches of each image, nats; empty if it is not known by image.</summary>
    public IReadOnlyList<double> DivergenceOfEach { get; init; } = [];

    /// <summary>
    /// Computes the scores of a model on patches that it has not seen. The random numbers start at <paramref name="seed"/>, and samples are
    /// drawn at <paramref name="temperature"/>.
    /// </summary>
    public static NoiseScores Of(NoiseModel model, NoisePatches test, ulong seed, double temperature = 1, Action<double>? progress = null) {
        model.Eval();
        double[] nll = NoiseTrainer.NllOfEach(model, test, [.. Enumerable.Range(0, test.Count)]);
        progress?.Invoke(0.4);
        Torch.Seed(seed + 1);
        var comparison = new NoiseComparison();
        for (int i = 0; i < test.Pairs.Count; i++) {
            using var scope = new TensorScope();
            NoisePair pair = test.Pairs[i];
            comparison.Add(pair, PictureTensor.ToImage(model.Sample(PictureTensor.Of(pair.Clean),
                model.Known(NoiseConditions.Of(test.Grid, pair.Source, pair.Iso)), temperature)));
            progress?.Invoke(0.4 + 0.6 * (i + 1) / test.Pairs.Count);
        }
        return new(nll.Average(), comparison.Result()) {
            NllOfEach = [.. test.OfEachPair(nll)], DivergenceOfEach = comparison.Divergences,
        };
    }

    /// <summary>
    /// Estimates the scores of a perfect model, from second shots of the same scenes; without these, only the divergence is known, from
    /// independent normal noise with the standard deviation of each patch.
    /// </summary>
    public static NoiseScores Floor(NoisePatches test) {
        if (test.Pairs.All(p => p.Again is not null)) {
            var comparison = new NoiseComparison();
            foreach (NoisePair pair in test.Pairs) comparison.Add(pair, pair.Again!);
            return new(null, comparison.Result());
        }
        double sum = 0;
        int patches = 0;
        Keyed key = Keyed.Start(0).With("divergence floor");
        foreach (NoisePair pair in test.Pairs) {
            for (int y = 0; y + NoiseHistogram.Size <= pair.Noisy.Height; y += NoiseHistogram.Size) {
                for (int x = 0; x + NoiseHistogram.Size <= pair.Noisy.Width; x += NoiseHistogram.Size, patches++)
                    sum += NoiseHistogram.NormalFloor(Deviation(pair, x, y), key.With(patches));
            }
        }
        return new(null, new(sum / patches, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN));
    }

    private static double Deviation(NoisePair pair, int left, int top) {
        double sum = 0, square = 0, count = 3.0 * NoiseHistogram.Size * NoiseHistogram.Size;
        for (int y = top; y < top + NoiseHistogram.Size; y++) {
            for (int x = left; x < left + NoiseHistogram.Size; x++) {
                Rgb8 n = pair.Noisy[x, y], c = pair.Clean[x, y];
                foreach (int d in (ReadOnlySpan<int>)[n.R - c.R, n.G - c.G, n.B - c.B]) (sum, square) = (sum + d, square + d * d);
            }
        }
        return Math.Sqrt(Math.Max(0, square / count - sum / count * (sum / count)));
    }
}
