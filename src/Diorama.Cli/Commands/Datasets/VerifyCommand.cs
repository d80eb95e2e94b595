using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Diorama.Assets;
using Diorama.Cli.Options;
using Diorama.Cli.Terminals;
using Diorama.Core;
using Diorama.Core.Quoting;
using Diorama.Datasets.Layout;
using Diorama.Datasets.Verification;
using Diorama.Worlds;
using Diorama.Worlds.Recipes;
using Spectre.Console;

namespace Diorama.Cli.Commands.Datasets;

/// <summary>
/// <c>diorama verify DIR</c>: checks a dataset, written by Diorama or another tool, and reports what is wrong with which file.
/// </summary>
internal static class VerifyCommand {
    private const int Shown = 10;
    /// <summary>JSON lists every violation, up to a number that memory can hold.</summary>
    private const int ListedInJson = 1_000_000;

    private static readonly Argument<string> Folder =
        new("DIR") {
            Description = "Folder of a dataset: Diorama's own, COCO, YOLO, KITTI or BOP; a folder of several; COCO's JSON or YOLO's YAML.",
        };
    private static readonly Option<bool> Quick =
        new("--quick") { Description = "Records and the presence of files alone; no image is opened." };
    private static readonly Option<double?> Sample = Share("--sample", "Share of the images to look at: 10% or 0.1; all by default.");
    private static readonly Option<double?> Again = Share("--replay",
        "Make a share of the frames anew from the folder's recipe and compare every byte: 1% or 0.01; at least one frame.");

    public static Command Create() {
        var command = new Command("verify", """
            Check a dataset: records, ids, files, and whether all labels of a frame agree. The last is for Diorama's own
            layout. Exits with 0 when all is sound, with 1 when something is wrong, with 65 when there is no dataset.

            Examples:
              diorama verify out/living-room
              diorama verify out/living-room --quick --json
              diorama verify out/living-room --replay 1%
              diorama verify ~/coco/annotations/instances_val2017.json
            """) { Folder, Quick, Sample, Again, CommonOptions.Json, CommonOptions.Threads, CommonOptions.NoInstall };
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(parsed, cancellation), CancellationToken.None));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation) {
        double share = parsed.GetValue(Sample) ?? 1;
        var reports = new List<VerificationReport>();
        ProgressLine.Run("verify", progress => reports.AddRange(DatasetVerifier.Verify(parsed.GetValue(Folder)!, new() {
            Quick = parsed.GetValue(Quick), Sample = share, Threads = parsed.GetValue(CommonOptions.Threads), Progress = progress,
            Cancellation = cancellation, Kept = parsed.GetValue(CommonOptions.Json) ? ListedInJson : Findings.Kept,
        })));
        if (parsed.GetValue(Again) is { } again) reports[0] = Replayed(parsed, reports[0], again, cancellation);
        bool sound = reports.TrueForAll(r => r.IsSound);
        if (parsed.GetValue(CommonOptions.Json))
            Console.WriteLine(JsonSerializer.Serialize(new { Sound = sound, Datasets = reports }, DatasetJson.Page));
        else reports.ForEach(Print);
        return sound ? 0 : 1;
    }

    private static VerificationReport Replayed(ParseResult parsed, VerificationReport report, double share,
        CancellationToken cancellation) {
        var folder = new DatasetFolder(report.Folder);
        if (report.Kind != "diorama" || !File.Exists(folder.RecipeFile))
            throw new BadInputException($"--replay needs a dataset of Diorama's own with its recipe.yaml; {report.Folder} is none.");
        Recipe recipe = RecipeFile.Read(folder.RecipeFile, []);
        AssetLibrary library = CommonOptions.Library(parsed);
        var replay = new Replay(folder, RecipeOptions.Settings(recipe) with { Threads = parsed.GetValue(CommonOptions.Threads) },
            new WorldBuilder(recipe, library).Build);
        CheckReport check = null!;
        ProgressLine.Run("replay", progress => check = replay.Check(share, progress, cancellation));
        return report with { Checks = [.. report.Checks, check] };
    }

    /// <summary>Makes an option for a share, '1%' or '0.01'; anything else is wrong usage.</summary>
    private static Option<double?> Share(string name, string description) => new(name) {
        Description = description,
        CustomParser = result => {
            string text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
            bool percent = text.EndsWith('%');
            if (NumberOption.TryParse(percent ? text[..^1] : text, out double value) && value > 0 && value <= (percent ? 100 : 1))
                return percent ? value / 100 : value;
            result.AddError($"{name} is '{text}'; a share such as 10% or 0.1 was expected.");
            return null;
        },
    };

    private static void Print(VerificationReport report) {
        IAnsiConsole console = Terminal.Output;
        var table = new Table().Border(TableBorder.Simple).BorderColor(Color.Grey37);
        bool skips = report.Checks.Any(l => l.Skipped > 0);
        foreach (string column in (string[])["check", "checked", "violations", "worst", .. skips ? ["skipped"] : Array.Empty<string>()])
            table.AddColumn(column == "check" ? new TableColumn(column) : new TableColumn(column).RightAligned());
        foreach (CheckReport check in report.Checks) {
            string color = check.Violations > 0 ? "red" : check.Checked == 0 ? "grey50" : "green";
            string skipped = check.Skipped > 0 ? $"{N(check.Skipped)} {(check.Skipped == 1 ? "image" : "images")}: {check.SkippedFor}" : "";
            table.AddRow([$"[{color}]{Terminal.Cell(check.Name)}[/]", N(check.Checked),
                check.Violations == 0 ? "0" : $"[red]{N(check.Violations)}[/]",
                check.Worst > 0 ? string.Create(CultureInfo.InvariantCulture, $"{check.Worst:g3} {check.Unit}").Trim() : "",
                    .. skips ? [skipped] : Array.Empty<string>()]);
        }
        console.WriteLine($"{TerminalText.Of(report.Folder)} ({report.Kind}, {N(report.Images)} images)");
        console.Write(table);
        foreach (CheckReport check in report.Checks.Where(l => l.Violations > 0)) {
            Console.WriteLine($"{check.Name}: {check.Sentence}{(check.Tolerance == "none" ? "" : $" Allowed: {check.Tolerance}.")}");
            foreach (Violation violation in check.First.Take(Shown)) Console.WriteLine($"  {TerminalText.Of(violation.ToString()!)}");
            if (check.Violations > Shown) Console.WriteLine($"  and {N(check.Violations - Math.Min(Shown, check.First.Count))} more");
        }
        foreach (string note in report.Notes) Console.WriteLine($"note: {TerminalText.Of(note)}");
        long wrong = report.Checks.Sum(l => l.Violations);
        Console.WriteLine(wrong == 0 ? "Sound." : $"{N(wrong)} {(wrong == 1 ? "violation" : "violations")}.");
    }

    private static string N(long n) => n.ToString("N0", CultureInfo.InvariantCulture);
}
