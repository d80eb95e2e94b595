using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Diorama.Assets;
using Diorama.Cli.Options;
using Diorama.Cli.Terminals;
using Diorama.Models.CameraNoise;
using Diorama.Tensors;
using Spectre.Console;

namespace Diorama.Cli.Commands.Models;

/// <summary><c>diorama noise denoise</c>: measures how well denoisers trained on each model's noise denoise real photographs.</summary>
internal static class NoiseDenoiseCommand {
    private const string RealPairs = "real-pairs";

    private static readonly Option<string> Models =
        new Option<string>("--models") {
            Description = $"Of {string.Join(",", NoiseModelKind.All.Select(k => k.Name))} and {RealPairs}, separated by commas.",
            DefaultValueFactory = _ => "iso,hetero,paper,spatial,real-pairs",
        }.ReadBy(text => Array.ForEach([.. TextOption.Split(text).Where(n => n != RealPairs)], name => NoiseModelKind.Find(name)));
    private static readonly Option<int> Steps = NumberOption.Of("--steps", "Steps of training each denoiser.", new DenoiserTraining().Steps,
        1, 1_000_000_000);
    private static readonly Option<string?> Keep =
        new("--keep") { Description = "Folder where 'noise evaluate' keeps trained models; in the data folder by default." };

    public static Command Create() {
        var command = new Command("denoise", """
            Compare denoisers that are trained on the noise of each model. A small denoiser is trained on clean pictures
            with the noise that each model of 'noise evaluate' draws, and on the real shots themselves, and denoises real
            photographs of other scenes: signal to noise in dB, more is better. All get the same clean pictures, crops,
            initial weights and steps.

            Examples:
              diorama noise denoise --real ~/real-noise --json
              diorama noise denoise --real ~/real-noise --models iso,spatial --seeds 0 --steps 500
            """) { NoiseData.Real, Models, NoiseOptions.Seeds, Steps, Keep, CommonOptions.Json, CommonOptions.NoInstall };
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(parsed, cancellation), CancellationToken.None));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation) {
        string[] names = TextOption.Split(parsed.GetValue(Models)!);
        ulong[] seeds = NoiseOptions.SeedsOf(parsed);
        Torch.Threads = 1;
        AssetLibrary library = CommonOptions.Library(parsed);
        NoiseSet set = NoiseData.RealPairs(parsed, library, "noise denoise");
        var trained = new TrainedModels(parsed.GetValue(Keep) ?? Path.Combine(library.Folder, "cache", "noise", "models"));
        var training = new DenoiserTraining { Steps = parsed.GetValue(Steps) };
        double untouched = new DenoiserComparison(set, training).Untouched;
        var report = new JsonObject { ["seeds"] = new JsonArray([.. seeds.Select(s => (JsonNode)s)]), ["steps"] = training.Steps,
            ["untouched"] = Math.Round(untouched, 3) };
        var rows = new List<(string Title, double[] Values)> { ("Noisy, as it is", [untouched]) };
        foreach (string name in names) {
            double[] values = new double[seeds.Length];
            for (int i = 0; i < seeds.Length; i++) {
                var comparison = new DenoiserComparison(set, training with { Seed = seeds[i] });
                ProgressLine.Run($"denoise, {name}, seed {seeds[i]}",
                    progress => values[i] = name == RealPairs ? comparison.OfRealPairs(progress, cancellation)
                    : comparison.Of(trained.Get(NoiseModelKind.Find(name), set, seeds[i], null, cancellation), progress, cancellation));
            }
            rows.Add((name == RealPairs ? "Real pairs" : NoiseModelKind.Find(name).Title, values));
            report[name] = Math.Round(values.Average(), 3);
            if (seeds.Length > 1) report[$"{name}_by_seed"] = new JsonArray([.. values.Select(v => (JsonNode)Math.Round(v, 3))]);
        }
        if (parsed.GetValue(CommonOptions.Json)) Console.WriteLine(report.ToJsonString());
        else Print(rows);
        return 0;
    }

    private static void Print(List<(string Title, double[] Values)> rows) {
        var table = new Table().Border(TableBorder.Markdown).AddColumn("trained on the noise of")
            .AddColumn(new TableColumn("PSNR, dB").RightAligned());
        foreach (var (title, values) in rows) table.AddRow(title, values.Average().ToString("F2", CultureInfo.InvariantCulture));
        Terminal.Output.Write(table);
    }
}
