using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Diorama.Assets;
using Diorama.Cli.Options;
using Diorama.Cli.Terminals;
using Diorama.Core.Images;
using Diorama.Models.CameraNoise;
using Diorama.Tensors;
using Spectre.Console;

namespace Diorama.Cli.Commands.Models;

/// <summary>
/// <c>diorama noise evaluate</c>: evaluates all models of camera noise on held-out scenes, as in docs/systems/camera-noise.md.
/// </summary>
internal static class NoiseEvaluateCommand {
    private static readonly Option<string?> Models =
        new Option<string?>("--models") {
            Description = $"Of {string.Join(",", NoiseModelKind.All.Select(k => k.Name))}, separated by commas; all by default.",
        }.ReadBy(text => Array.ForEach(TextOption.Split(text), name => NoiseModelKind.Find(name)));
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
        var command = new Command("evaluate", """
            Train every model of camera noise and measure it on scenes that it has not seen. Models that are kept are not
            trained again. Measured are negative log-likelihood per value in nats, divergence of histograms, error of
            the correlation between neighbours to the right, below and between colours, and relative error of the
            standard deviation by intensity. Stopped, it goes on where it was.

            Examples:
              diorama noise evaluate --models iso,paper --seeds 0
              diorama noise evaluate --data both --real ~/real-noise --json
              diorama noise evaluate --seeds 0 --picture noise.png
              diorama noise evaluate --models hetero,paper --temperature 0.95
            """) { NoiseData.Data, NoiseData.Real, NoiseOptions.Seeds, Models, Temperature, Keep, Picture,
            CommonOptions.Json, CommonOptions.NoInstall };
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(parsed, cancellation), CancellationToken.None));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation) {
        NoiseModelKind[] kinds = parsed.GetValue(Models) is { } names ? [.. TextOption.Split(names).Select(NoiseModelKind.Find)]
            : [.. NoiseModelKind.All];
        ulong[] seeds = NoiseOptions.SeedsOf(parsed);
        double temperature = parsed.GetValue(Temperature);
        Torch.Threads = 1;
        AssetLibrary library = CommonOptions.Library(parsed);
        var trained = new TrainedModels(parsed.GetValue(Keep) ?? Path.Combine(library.Folder, "cache", "noise", "models"));
        var report = new JsonObject { ["temperature"] = temperature, ["seeds"] = new JsonArray([.. seeds.Select(s => (JsonNode)s)]) };
        foreach (NoiseSet set in NoiseData.Sets(parsed, library)) {
            var rows = new List<(string Title, NoiseScores[] Scores)> { ("Floor", [NoiseScores.Floor(set)]) };
            var json = new JsonObject { ["floor"] = Row(rows[0].Scores) };
            foreach (NoiseModelKind kind in kinds) {
                var scores = new NoiseScores[seeds.Length];
                for (int i = 0; i < seeds.Length; i++) {
                    ProgressLine.Run($"{kind.Name}, {set.Name}, seed {seeds[i]}", progress => {
                        NoiseModel model = trained.Get(kind, set, seeds[i], share => progress(0.8 * share), cancellation);
                        scores[i] = NoiseScores.Of(model, set, seeds[i], temperature, share => progress(0.8 + 0.2 * share));
                    });
                    cancellation.ThrowIfCancellationRequested();
                }
                rows.Add((kind.Title, scores));
                json[kind.Name] = Row(scores);
            }
            report[set.Name] = json;
            if (parsed.GetValue(Picture) is { } path) Draw(set, [.. kinds.Select(k => trained.Get(k, set, seeds[0]))], temperature,
                parsed.GetValue(NoiseData.Data) == "both" ? Path.ChangeExtension(path, $"{set.Name}.png") : path);
            if (!parsed.GetValue(CommonOptions.Json)) Print(set, rows);
        }
        if (parsed.GetValue(CommonOptions.Json)) Console.WriteLine(report.ToJsonString());
        return 0;
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
