using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Diorama.Cli.Options;
using Diorama.Datasets.Layout;
using Diorama.Datasets.Runs;

namespace Diorama.Cli.Commands.Datasets;

/// <summary><c>diorama status DIR</c>: prints the progress of a run, while others work on it.</summary>
internal static class StatusCommand {
    private static readonly Argument<string> Folder = new("RUN") { Description = "Folder of the run." };

    public static Command Create() {
        var command = new Command("status", """
            Tell how far a run is: parts, frames per minute, time left, failed frames. It only reads, so it may be asked
            at any time, from any machine that sees the folder.

            Examples:
              diorama status run
              diorama status run --json
            """) { Folder, CommonOptions.Json };
        command.SetAction(parsed => Run(parsed.GetValue(Folder)!, parsed.GetValue(CommonOptions.Json)));
        return command;
    }

    private static int Run(string path, bool json) {
        RunOverview o = RunOverview.Of(new(path));
        if (json) {
            Console.WriteLine(JsonSerializer.Serialize(o, DatasetJson.Line));
            return 0;
        }
        CultureInfo culture = CultureInfo.InvariantCulture;
        Console.WriteLine(string.Create(culture, $"{o.Recipe}: {o.FramesDone} of {o.Frames} frames, {o.PartsDone} of {o.Parts} parts "
            + $"done, {o.PartsInWork} in work{(o.Merged ? ", merged" : "")}"));
        Console.WriteLine(string.Create(culture, $"{o.WorkersActive} workers at work ({o.WorkersEver} ever), {o.FramesPerMinute:0.0} "
            + $"frames/min, {(o.SecondsLeft is { } left ? RunDisplay.Duration(left) + " left" : "time left unknown")}, "
            + $"{o.CoreHours:0.00} core hours"));
        if (o.Failed.Count > 0)
            Console.WriteLine("failed: " + string.Join(", ", o.Failed.Select(f => $"{f.Value} {RunReport.Words(f.Key.ToString())}")));
        if (o.Slowest.Count > 0)
            Console.WriteLine("slowest scenes: " + string.Join(", ",
                o.Slowest.Select(s => string.Create(culture, $"{s.Scene} ({s.Seconds:0.0} s)"))));
        return 0;
    }
}
