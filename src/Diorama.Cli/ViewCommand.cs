using System.CommandLine;
using Diorama.Core;
using Diorama.Datasets.Layout;
using Diorama.Datasets.Viewing;

namespace Diorama.Cli;

/// <summary><c>diorama view DIR</c>: a dataset as one HTML page to look through.</summary>
internal static class ViewCommand {
    private static readonly Argument<string> Folder = new("DIR") { Description = "Folder of a dataset in Diorama's own layout." };
    private static readonly Option<string?> Output = new("--output", "-o") { Description = "HTML file to write; by default view.html in the folder." };
    private static readonly Option<int> Frames = new("--frames") { Description = "Images to show, spread evenly over the dataset.", DefaultValueFactory = _ => 100 };
    private static readonly Option<int> Width = new("--width") { Description = "Longer side of the reduced pictures, pixels.", DefaultValueFactory = _ => 480 };

    public static Command Create() {
        var command = new Command("view", """
            Write a dataset as one HTML page that any browser opens, without a server or a network: images, depth, normals and flow, with boxes, masks, keypoints
            and names to switch, filters by class, statistics.

            Examples:
              diorama view out/living-room
              diorama view out/living-room -o living-room.html --frames 200
            """) { Folder, Output, Frames, Width };
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(parsed, cancellation), CancellationToken.None));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation) {
        string folder = parsed.GetValue(Folder)!, path = parsed.GetValue(Output) ?? Path.Combine(folder, "view.html");
        int images = parsed.GetValue(Frames), width = parsed.GetValue(Width), shown = 0;
        if (images < 1) throw new BadInputException($"--frames is {images}; 1 or more were expected.");
        if (width < 16) throw new BadInputException($"--width is {width}; 16 or more pixels were expected.");
        ProgressLine.Run("view", progress => shown = ViewPage.Write(new DatasetFolder(folder), path, new() { Images = images, Width = width, Progress = progress, Cancellation = cancellation }));
        Console.WriteLine(System.FormattableString.Invariant($"{Path.GetFullPath(path)} ({shown} images, {new FileInfo(path).Length / 1e6:0.0} MB)"));
        return 0;
    }
}
