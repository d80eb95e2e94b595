using System.CommandLine;
using Diorama.Cli.Options;
using Diorama.Cli.Terminals;
using Diorama.Core.Files;
using Diorama.Datasets.Layout;
using Diorama.Datasets.Verification;
using Diorama.Datasets.Viewing;
using Diorama.Rendering.Cameras;

namespace Diorama.Cli.Commands.Datasets;

/// <summary><c>diorama view DIR</c>: writes a dataset as one HTML page for browsing.</summary>
internal static class ViewCommand {
    private static readonly Argument<string> Folder = new("DIR") {
        Description = "Folder of a dataset in Diorama's own layout or of COCO, or a file of COCO's annotations.",
    };
    private static readonly Option<string?> Output = OutputOption.Optional("HTML file to write; by default view.html in the folder.");
    private static readonly Option<int> Frames = NumberOption.Of("--frames", "Images to show, spread evenly over the dataset.", 100, 1,
        1_000_000);
    private static readonly Option<int> Width = NumberOption.Of("--width", "Longer side of the reduced pictures, pixels.", 480, 16,
        ImageSize.MaxSide);

    public static Command Create() {
        var command = new Command("view", """
            Write a dataset as one HTML page that any browser opens. It needs no server and no network, and shows
            images, depth, normals and flow, with boxes, masks, keypoints and names to switch, filters by class,
            statistics.

            Examples:
              diorama view out/living-room
              diorama view out/living-room -o living-room.html --frames 200
              diorama view ~/coco/annotations/instances_val2017.json -o coco.html
            """) { Folder, Output, Frames, Width };
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(parsed, cancellation), CancellationToken.None));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation) {
        string folder = parsed.GetValue(Folder)!;
        bool isOwn = !File.Exists(folder) && File.Exists(Path.Combine(folder, "dataset.json"));
        // Captions and segments in PNG files have no boxes to show.
        string[] coco = isOwn ? [] : [.. DatasetVerifier.CocoFiles(folder).Where(f => f == folder
            || !Path.GetFileName(f).StartsWith("captions", StringComparison.Ordinal)
            && !Path.GetFileName(f).StartsWith("panoptic", StringComparison.Ordinal))];
        string place = File.Exists(folder) ? Path.GetDirectoryName(Path.GetFullPath(folder))! : folder;
        string path = parsed.GetValue(Output) ?? Path.Combine(place, "view.html");
        int images = parsed.GetValue(Frames), width = parsed.GetValue(Width), shown = 0;
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } parent) AtomicFile.Sweep(parent);
        ProgressLine.Run("view",
            progress => {
                var options = new ViewOptions { Images = images, Width = width, Progress = progress, Cancellation = cancellation };
                shown = coco.Length > 0 ? ViewPage.WriteCoco(coco, path, options)
                    : ViewPage.Write(new DatasetFolder(folder), path, options);
            });
        Console.WriteLine(System.FormattableString.Invariant(
            $"{Path.GetFullPath(path)} ({shown} images, {new FileInfo(path).Length / 1e6:0.0} MB)"));
        return 0;
    }
}
