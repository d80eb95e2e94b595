using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Diorama.Assets;
using Diorama.Cli.Options;
using Diorama.Cli.Processes;
using Diorama.Cli.Terminals;
using Diorama.Core.Diagnostics;
using Diorama.Core.Images;
using Diorama.Learning.Evaluation;
using Diorama.Models.CameraNoise;
using Diorama.Tensors;
using Spectre.Console;

namespace Diorama.Cli.Commands.Models.CameraNoise;

/// <summary>
/// <c>diorama model evaluate camera-noise</c>: measures models of camera noise on held-out cameras and scenes, as in
/// docs/systems/camera-noise.md.
/// </summary>
internal static class EvaluateCommand {
    private static readonly Option<string?> Models =
        new Option<string?>("--models", "--model") {
            Description = $"Tables of these alone, of {string.Join(",", NoiseModelKind.All.Select(k => k.Name))}, separated by commas.",
        }.ReadBy(text => Array.ForEach(TextOption.Split(text), name => NoiseModelKind.Find(name)));
    private static readonly Option<bool> Quick = new("--quick") {
        Description = "Measure the weights that come with Diorama, in a few minutes.",
    };
    private static readonly Option<ulong> Seed = CommonOptions.Seed("Draws the held-out cameras and views.");
    private static readonly string[] parts = ["unseen", "denoise-real", "superresolution"];
    private static readonly Option<string?> Only = new Option<string?>("--only") {
        Description = $"Parts of the full evaluation, of {string.Join(",", parts)}, separated by commas.",
    }.ReadBy(text => {
        if (TextOption.Split(text).FirstOrDefault(t => !parts.Contains(t)) is { } other)
            throw NearestNames.Unknown("part of the evaluation", other, parts);
    });
    private static readonly Option<double> Temperature = NumberOption.Of("--temperature",
        "Factor of the latent's deviation for the samples of all models; 1 is the density as it was learned.", 1.0, 0, 4);
    private static readonly Option<string?> Keep =
        new("--keep") { Description = "Folder where trained models are kept, with a log of training each; in the data folder by default." };
    private static readonly Option<string?> Picture = new("--picture") { Description = "PNG file for patches of the cameras' noise "
        + "beside that of each model, magnified; of real pairs the noise alone. With two kinds of pairs the name of the kind is put "
        + "before the extension." };

    private const int WidePage = 200;

    /// <summary>Columns of the table: title, key in the JSON report, and value of a score.</summary>
    private static readonly (string Title, string Key, Func<NoiseScores, double?> Of)[] columns = [
        ("NLL", "nll", s => s.Nll), ("KL", "kl", s => s.Distance.Divergence), ("lag-1 →", "horizontal_error", s => s.Distance.Horizontal),
        ("lag-1 ↓", "vertical_error", s => s.Distance.Vertical), ("colours", "color_error", s => s.Distance.Colors),
        ("by scene", "correlation_error_by_scene", s => s.Distance.ByScene),
        ("deviation", "deviation_error", s => s.Distance.Deviation),
    ];

    public static Command Create() {
        var command = new Command("camera-noise", """
            Measure models of camera noise on cameras and scenes that they have not seen. Measured are negative
            log-likelihood per value in nats, divergence of histograms, error of the correlation between neighbours to
            the right, below and between colours, and relative error of the standard deviation by intensity. In full,
            every model is trained with every seed, which takes hours; stopped, it goes on where it was. With --models,
            --data, --temperature or --picture it makes tables of cameras that were trained with, on scenes that were not.

            Examples:
              diorama model evaluate camera-noise --quick --json
              diorama model evaluate camera-noise --quick --seed 3 --real ~/real-noise
              diorama model evaluate camera-noise --real ~/real-noise
              diorama model evaluate camera-noise --models iso,paper --seeds 0
              diorama model evaluate camera-noise --data both --real ~/real-noise --json
              diorama model evaluate camera-noise --models hetero,paper --temperature 0.95 --picture noise.png
            """) { Quick, Seed, PairOptions.Data, PairOptions.Real, NoiseOptions.Seeds, Models, Temperature, Keep, Picture, Only,
            CommonOptions.Json, CommonOptions.NoInstall };
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(parsed, cancellation), CancellationToken.None));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation) {
        var clock = Stopwatch.StartNew();
        Torch.Threads = 1;
        AssetLibrary library = CommonOptions.Library(parsed);
        var trained = new TrainedModels(parsed.GetValue(Keep) ?? Path.Combine(library.Folder, "cache", "noise", "models"));
        bool json = parsed.GetValue(CommonOptions.Json), quick = parsed.GetValue(Quick);
        ulong seed = parsed.GetValue(Seed);
        (IReadOnlyList<Ordering> orderings, JsonObject measures) = ([], []);
        // What only tables can heed.
        Option? ofTables = Array.Find<Option>([Models, PairOptions.Data, Picture, Temperature],
            o => parsed.GetResult(o) is { Implicit: false });
        if (ofTables is not null && (quick || parsed.GetValue(Only) is not null))
            throw new UsageException(
                $"{ofTables.Name} belongs to the tables of cameras that were trained with, without --quick and --only.");
        if (ofTables is not null) {
            measures = Tables(parsed, library, trained, json, cancellation);
        } else if (quick) {
            ProgressLine.Run("camera-noise", progress =>
                (orderings, measures) = new NoiseEvaluation(library).Quick(seed, PairOptions.RealFolder(parsed), progress));
        } else {
            (orderings, measures) = Full(parsed, library, trained, json, cancellation);
        }
        if (!json) foreach (Ordering o in orderings) Console.WriteLine(Sentence(o));
        else Console.WriteLine(new EvaluationReport("camera-noise", quick, seed, orderings, measures, clock.Elapsed.TotalSeconds).ToJson());
        return 0;
    }

    private static string Sentence(Ordering o) => string.Create(CultureInfo.InvariantCulture,
        $"{o.Name} {(o.Holds ? "holds" : "does not hold")}: "
        + $"{string.Join(", ", o.Rows.Select(r => $"{r.Row} {r.Values.Average():0.####}"))} (n {o.Items}, spread {o.Spread:0.####})");

    /// <summary>Trains and measures everything; the table goes to the page of the documentation where there is one.</summary>
    private static (IReadOnlyList<Ordering>, JsonObject) Full(ParseResult parsed, AssetLibrary library, TrainedModels trained, bool json,
        CancellationToken cancellation) {
        const string Page = "docs/systems/camera-noise.md";
        ulong[] seeds = NoiseOptions.SeedsOf(parsed);
        string[] only = parsed.GetValue(Only) is { } names ? TextOption.Split(names) : parts;
        string? real = PairOptions.RealFolder(parsed);
        bool inCheckout = File.Exists(Page);
        var finished = new EvaluatedRows(inCheckout ? Path.ChangeExtension(Page, ".jsonl")
            : Path.Combine(library.Folder, "cache", "noise", "camera-noise.jsonl"));
        var evaluation = new NoiseEvaluation(library);
        var orderings = new List<Ordering>();
        var measures = new JsonObject();
        if (only.Contains("unseen")) {
            var (found, values, tables) = evaluation.Full(seeds, parsed.GetValue(Seed), real, trained, finished, cancellation);
            orderings.AddRange(found);
            foreach ((string key, JsonNode? value) in values) measures[key] = value?.DeepClone();
            if (inCheckout) MarkedTable.Fill(Page, "unseen", tables);
            if (!json) Console.Write(tables);
        }
        if (only.Contains("denoise-real") && real is not null) {
            var (ordering, values, table) = evaluation.Denoising(seeds, real, trained, finished, cancellation);
            if (ordering is not null) orderings.Add(ordering);
            measures["denoising"] = values;
            if (inCheckout) MarkedTable.Fill(Page, "denoising", table);
            if (!json) Console.Write(table);
        }
        if (only.Contains("superresolution") && real is not null) {
            var (ordering, values, table) = evaluation.SuperResolution(seeds, real, trained, finished, cancellation);
            if (ordering is not null) orderings.Add(ordering);
            measures["superresolution"] = values;
            if (inCheckout) MarkedTable.Fill(Page, "superresolution", table);
            if (!json) Console.Write(table);
        }
        return (orderings, measures);
    }

    /// <summary>Makes the tables of cameras that were trained with, and returns them.</summary>
    private static JsonObject Tables(ParseResult parsed, AssetLibrary library, TrainedModels trained, bool isJson,
        CancellationToken cancellation) {
        NoiseModelKind[] kinds = parsed.GetValue(Models) is { } names ? [.. TextOption.Split(names).Select(NoiseModelKind.Find)]
            : [.. NoiseModelKind.All];
        ulong[] seeds = NoiseOptions.SeedsOf(parsed);
        double temperature = parsed.GetValue(Temperature);
        var report = new JsonObject { ["temperature"] = temperature, ["seeds"] = new JsonArray([.. seeds.Select(s => (JsonNode)s)]) };
        foreach (NoiseSet set in PairOptions.Sets(parsed, library)) {
            var rows = new List<(string Title, NoiseScores[] Scores)> { ("Floor", [NoiseScores.Floor(set.Test)]) };
            var json = new JsonObject { ["floor"] = Row(rows[0].Scores) };
            foreach (NoiseModelKind kind in kinds) {
                var scores = new NoiseScores[seeds.Length];
                for (int i = 0; i < seeds.Length; i++) {
                    NoiseModel model = trained.Get(kind, set, seeds[i], cancellation);
                    ProgressLine.Run($"{kind.Name}, {set.Name}, seed {seeds[i]}",
                        progress => scores[i] = NoiseScores.Of(model, set.Test, seeds[i], temperature, progress));
                    cancellation.ThrowIfCancellationRequested();
                }
                rows.Add((kind.Title, scores));
                json[kind.Name] = Row(scores);
            }
            report[set.Name] = json;
            if (parsed.GetValue(Picture) is { } path) Draw(set, [.. kinds.Select(k => trained.Get(k, set, seeds[0], cancellation))],
                temperature, parsed.GetValue(PairOptions.Data) == "both" ? Path.ChangeExtension(path, $"{set.Name}.png") : path);
            if (!isJson) Print(set, rows);
        }
        return report;
    }

    /// <summary>
    /// Draws three held-out pictures with the noise of each model. Of real pairs only the noise is drawn, as the photographs may not be
    /// redistributed.
    /// </summary>
    private static void Draw(NoiseSet set, NoiseModel[] models, double temperature, string path) {
        NoisePair[] all = [.. set.Test.Pairs.OrderBy(p => p.Iso)], some = [all[all.Length / 2], all[all.Length * 3 / 4], all[^1]];
        Torch.Seed(0);
        ImageFile.WritePng(path, NoiseSheet.Draw(some, pair => [.. models.Select(model => {
            using var scope = new TensorScope();
            return PictureTensor.ToImage(model.Sample(PictureTensor.Of(pair.Clean), NoiseConditions.Of(set.Grid, pair.Source, pair.Iso),
                temperature));
        })], withPictures: set.Name == "simulated"));
    }

    private static double? Mean(NoiseScores[] scores, Func<NoiseScores, double?> of) {
        double?[] values = [.. scores.Select(of)];
        return values.All(v => v is { } number && double.IsFinite(number)) ? values.Average() : null;
    }

    private static JsonObject Row(NoiseScores[] scores) {
        var row = new JsonObject();
        foreach (var (_, key, of) in columns) {
            row[key] = Rounded(Mean(scores, of));
            if (scores.Length > 1) row[$"{key}_by_seed"] = new JsonArray([.. scores.Select(s => (JsonNode?)Rounded(of(s)))]);
        }
        return row;

        static double? Rounded(double? value) => value is { } number && double.IsFinite(number) ? Math.Round(number, 5) : null;
    }

    private static void Print(NoiseSet set, List<(string Title, NoiseScores[] Scores)> rows) {
        IAnsiConsole console = Terminal.Output;
        // The table goes into a page, so its lines must not be broken if there is no terminal.
        if (Console.IsOutputRedirected) console.Profile.Width = WidePage;
        var table = new Table().Border(TableBorder.Markdown).AddColumn($"{set.Name} noise");
        foreach (var (title, _, _) in columns) table.AddColumn(new TableColumn(title).RightAligned());
        foreach (var (title, scores) in rows) {
            table.AddRow([title,
                .. columns.Select(c => Mean(scores, c.Of) is { } v ? v.ToString(c.Key == "nll" ? "F3" : "F4", CultureInfo.InvariantCulture)
                    : "")]);
        }
        console.Write(table);
    }
}
