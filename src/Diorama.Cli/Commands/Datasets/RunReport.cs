using System.Globalization;
using System.Text.Json;
using Diorama.Cli.Terminals;
using Diorama.Datasets.Frames;
using Diorama.Datasets.Layout;
using Diorama.Datasets.Runs;
using Spectre.Console;

namespace Diorama.Cli.Commands.Datasets;

/// <summary>Prints the result of a run as tables at its end.</summary>
internal static class RunReport {
    private const int ShownWarnings = 10;

    /// <param name="status">Status of the run that made the dataset; null if its parts were only merged.</param>
    /// <param name="summary">Summary of the dataset.</param>
    /// <param name="folder">Folder of the dataset.</param>
    public static void Print(RunStatus? status, DatasetSummary summary, string folder) {
        DatasetCounts counts = summary.Counts;
        IAnsiConsole console = Terminal.Output;
        Table table = New("dataset", "");
        Row(table, "frames", counts.Frames + (status?.Resumed > 0 ? $" ({status.Resumed} were there)" : ""));
        Row(table, "images", N(counts.Images));
        Row(table, "scenes", N(summary.Scenes) + (summary.Attempts > summary.Scenes ? $", {N(summary.Attempts)} attempts" : ""));
        Row(table, "objects in view", $"{N(counts.Objects.Values.Sum())} of {counts.Objects.Count} classes");
        Row(table, "not placed", summary.Failures.Count == 0 ? "0"
            : string.Join(", ", summary.Failures.Select(f => $"{f.Value} {f.Key.Replace('_', ' ')}")));
        if (summary.FailedFrames.Count > 0)
            Row(table, "failed frames", string.Join(", ", summary.FailedFrames.Select(f => $"{f.Value} {f.Key.Replace('_', ' ')}")));
        if (summary.MissingFrames > 0) Row(table, "missing frames", N(summary.MissingFrames));
        if (status is not null) {
            Row(table, "warnings", N(status.Warnings.Count));
            Row(table, "time", RunDisplay.Duration(status.Seconds));
        }
        console.Write(table);

        if (counts.Objects.Count > 0) {
            Table classes = New("class", "in view", "class", "in view", "class", "in view");
            var ordered = counts.Objects.OrderByDescending(o => o.Value).ThenBy(o => o.Key, StringComparer.Ordinal).ToList();
            int rows = (ordered.Count + 2) / 3;
            for (int r = 0; r < rows; r++) {
                string[] cells = [.. Enumerable.Range(0, 3).Select(c => c * rows + r).SelectMany(i =>
                    i < ordered.Count ? new[] { Terminal.Cell(ordered[i].Key), N(ordered[i].Value) } : ["", ""])];
                classes.AddRow(cells);
            }
            console.Write(classes);
        }
        if (status is not null) PrintStages(console, status);
        Console.WriteLine(folder);
        Console.WriteLine(Path.Combine(folder, "contact-sheet.png"));
    }

    private static void PrintStages(IAnsiConsole console, RunStatus status) {
        double total = Enum.GetValues<Stage>().Sum(status.Clock.Seconds);
        if (total > 0 && status.Images > 0) {
            Table stages = New("stage", "seconds per image", "share");
            foreach (Stage stage in Enum.GetValues<Stage>()) {
                double seconds = status.Clock.Seconds(stage);
                if (seconds > 0) stages.AddRow(Words(stage.ToString()), F(seconds / status.Images, "0.000"),
                    F(100 * seconds / total, "0") + " %");
            }
            console.Write(stages);
        }
        foreach (string warning in status.Warnings.Take(ShownWarnings)) Console.Error.WriteLine($"warning: {warning}");
        if (status.Warnings.Count > ShownWarnings) Console.Error.WriteLine($"warning: and {status.Warnings.Count - ShownWarnings} more");
    }

    /// <summary>Splits a name in Pascal case into words: NoFreeSpace becomes "no free space".</summary>
    internal static string Words(string pascal) => JsonNamingPolicy.SnakeCaseLower.ConvertName(pascal).Replace('_', ' ');

    private static Table New(params string[] columns) {
        var table = new Table().Border(TableBorder.Simple).BorderColor(Color.Grey37);
        for (int i = 0; i < columns.Length; i++) {
            var column = new TableColumn($"[grey62]{columns[i]}[/]");
            table.AddColumn(i > 0 && columns[i].Length > 0 && columns[i] != "class" ? column.RightAligned() : column);
        }
        return table;
    }

    private static void Row(Table table, string name, string value) => table.AddRow(name, Terminal.Cell(value));

    private static string N(long n) => n.ToString("N0", CultureInfo.InvariantCulture);

    private static string F(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
