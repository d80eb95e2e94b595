using System.CommandLine;
using Diorama.Cli.Options;
using Diorama.Cli.Terminals;
using Diorama.Core;
using Diorama.Datasets.Exports;
using Diorama.Datasets.Formats;
using Diorama.Datasets.Layout;
using Diorama.Datasets.Layout.Splits;

namespace Diorama.Cli.Commands.Datasets;

/// <summary><c>diorama export RUN -f FORMATS -o DIR</c>: writes a dataset in the formats of other programs.</summary>
internal static class ExportCommand {
    private static readonly Argument<string> Source = new("dataset") { Description = "Folder that 'generate' made." };
    private static readonly Option<string> Formats = new Option<string>("--formats", "-f") {
        Description = "Names separated by commas.", Required = true,
    }.ReadBy(text => {
        if (TextOption.Split(text).Length == 0) throw new BadInputException("--formats is empty; a name was expected.");
        DatasetFormats.Check(TextOption.Split(text));
    });
    private static readonly Option<string> Output = OutputOption.Required("Gets one folder per format.");
    private static readonly Option<string?> Splits = SplitOptions.Shares("those of the plan by default");
    private static readonly Option<string?> HeldOut = SplitOptions.HeldOutAssets("those of the plan by default");

    public static Command Create() {
        int width = DatasetFormats.Names.Max(n => n.Length);
        string list = string.Join("\n", DatasetFormats.All.Select(f => $"  {f.Name.PadRight(width)}  {f.Summary}"));
        var command = new Command("export", $"""
            Write a dataset in the formats that other programs read. Images are hard links where the file system has them.

            Formats:
            {list}

            Splits are those that the run was planned with, or others of the same frames. A scene is in one split with
            all its frames and cameras. It stays there when the dataset grows, and every split has its share to within
            one scene at any length.

            Examples:
              diorama export out/living-room -f coco -o out/exports
              diorama export out/living-room -f coco,coco-panoptic -o out/exports --splits train=0.8,val=0.1,test=0.1
              diorama export out/living-room -f coco -o out/exports --hold-out-assets 0.1
            """) { Source, Formats, Output, Splits, HeldOut };
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(parsed, cancellation), CancellationToken.None));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation) {
        var source = new DatasetFolder(parsed.GetValue(Source)!);
        DatasetFormat[] formats = [.. TextOption.Split(parsed.GetValue(Formats)!).Distinct().Select(DatasetFormats.Find)];
        DatasetInfo info = source.ReadInfo();
        var export = new DatasetExport(source, parsed.GetValue(Output)!, formats) {
            Info = info,
            Splits = parsed.GetValue(Splits) switch { null => info.Splits?.Proportions, SplitOptions.None => null,
                var shares => SplitShares.Parse(shares) },
            HeldOut = parsed.GetValue(HeldOut) switch { null => info.Splits?.HeldOut, SplitOptions.None => null,
                var heldOut => HeldOutAssets.Parse(heldOut, source) },
        };
        ExportSummary? summary = null;
        ProgressLine.Run("exporting", progress => summary = export.Run(progress, cancellation));
        foreach (ExportedFormat format in summary!.Formats) {
            Console.WriteLine($"{format.Name}: {format.Folder}");
            foreach (var (note, count) in format.Notes) Console.WriteLine($"  {count} {note}");
        }
        Console.WriteLine(string.Join(", ",
            summary.Images.Select(i => $"{i.Images} {(i.Images == 1 ? "image" : "images")}{(i.Split.Length > 0 ? " in " + i.Split : "")}"))
                + ".");
        return 0;
    }
}
