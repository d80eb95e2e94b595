using System.CommandLine;
using Diorama.Cli.Options;
using Diorama.Cli.Processes;
using Diorama.Cli.Terminals;
using Diorama.Datasets.Layout;
using Diorama.Datasets.Runs;

namespace Diorama.Cli.Commands.Datasets;

/// <summary><c>diorama merge DIR</c>: merges the parts of a run to a dataset.</summary>
internal static class MergeCommand {
    private static readonly Argument<string> Folder = new("RUN") { Description = "Folder of the run." };
    private static readonly Option<string?> Formats = new Option<string?>("--formats") {
        Description = "Formats beside Diorama's own layout, separated by commas, or 'none'; those of the plan by default.",
    }.ReadBy(SplitOptions.CheckFormats);
    private static readonly Option<bool> AllowMissing =
        new("--allow-missing") { Description = "Leave out parts that are not there, and list them in missing.json." };

    public static Command Create() {
        var command = new Command("merge", """
            Put the dataset of a run together, when its shards are done. It writes frames.jsonl, dataset.json, formats,
            attribution and contact sheet. Images and labels stay where they are; the result is the same whoever made
            the parts.

            Examples:
              diorama merge run
              diorama merge run --formats coco --allow-missing
            """) { Folder, Formats, AllowMissing };
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(parsed, cancellation), CancellationToken.None));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation) {
        string? names = parsed.GetValue(Formats);
        string[]? formats = names is null ? null : names == SplitOptions.None ? [] : TextOption.Split(names);
        var merge = new DatasetMerge(new(parsed.GetValue(Folder)!));
        DatasetSummary summary = null!;
        ProgressLine.Run("merging", progress => summary = merge.Run(formats, parsed.GetValue(AllowMissing), progress, cancellation));
        foreach (string warning in merge.Warnings) Console.Error.WriteLine($"warning: {warning}");
        RunReport.Print(null, summary, Path.GetFullPath(parsed.GetValue(Folder)!));
        return summary.FailedFrames.Count > 0 ? ExitCodes.SomeFailed : 0;
    }
}
