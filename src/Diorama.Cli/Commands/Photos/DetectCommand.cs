using System.CommandLine;
using System.CommandLine.Parsing;
using Diorama.Assets;
using Diorama.Cli.Options;
using Diorama.Cli.Processes;
using Diorama.Cli.Terminals;
using Diorama.Core;
using Diorama.Learning.Detectors;
using Diorama.Learning.Photographs;

namespace Diorama.Cli.Commands.Photos;

/// <summary><c>diorama detect</c>: labels of photographs and videos by networks that were trained on photographs.</summary>
internal static class DetectCommand {
    private static readonly Argument<string[]> Source = new("IN") {
        Description = "Photographs, videos, or folders of them with all below.", Arity = ArgumentArity.OneOrMore,
    };
    private static readonly Option<PhotoLabelKind[]> What = new("--what") {
        Description = $"What to look for, separated by commas: {string.Join(", ", PhotoLabelKinds.Names)}.",
        CustomParser = Kinds, DefaultValueFactory = _ => [PhotoLabelKind.Faces, PhotoLabelKind.Pose, PhotoLabelKind.Objects],
    };
    private static readonly Option<string> Output = OutputOption.Required("Folder of the labels.");
    private static readonly Option<bool> Coco = new("--coco") { Description = "Also write COCO's annotations, with the images." };
    private static readonly Option<bool> Plain = new("--plain") { Description = "Draw no pictures." };
    private static readonly Option<double> Score = NumberOption.Of("--score", "Smallest score of faces, poses and hands.", 0.5, 0.01, 1);
    private static readonly Option<double> ObjectScore =
        NumberOption.Of("--object-score", "Smallest score of objects.", 0.25, 0.1, 1);
    private static readonly Option<int> Most = NumberOption.Of("--most", "Largest number of faces, of people and of hands.", 20, 1, 1000);
    private static readonly Option<string> Pose = new Option<string>("--pose") {
        Description = "Network of poses: lite, full or heavy.", DefaultValueFactory = _ => "full",
    }.OneOf("lite", "full", "heavy");
    private static readonly Option<double?> FrameRate =
        NumberOption.Optional("--frame-rate", "Frames of a second of video to look at; by default all.", 0.001, 1000);

    public static Command Create() {
        var command = new Command("detect", """
            Find faces, poses, hands, objects and masks in photographs and videos. Networks that were trained on
            photographs make labels to begin with, for a person to correct: a JSON file for each photograph or frame,
            and a drawn picture. The same command goes on after a stop. A file that cannot be used is told on standard
            error, the others are made, and the exit code is 65. Videos need FFmpeg.

            Examples:
              diorama detect holiday.jpg -o out
              diorama detect photos/ --what objects,pose --coco -o out && diorama verify out
              diorama detect talk.mp4 --what face-mesh,iris,hands --frame-rate 10 -o out
              diorama detect shoes/ --what foreground -o out
            """) { Source, What, Output, Coco, Plain, Score, ObjectScore, Most, Pose, FrameRate, CommonOptions.Threads, CommonOptions.Force,
            CommonOptions.NoInstall };
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(parsed, cancellation), CancellationToken.None));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation) {
        int threads = parsed.GetValue(CommonOptions.Threads);
        var options = new PhotoLabelerOptions {
            Kinds = parsed.GetValue(What)!, Score = (float)parsed.GetValue(Score), ObjectScore = (float)parsed.GetValue(ObjectScore),
            Most = parsed.GetValue(Most), PoseSize = Enum.Parse<BlazePoseSize>(parsed.GetValue(Pose)!, ignoreCase: true),
            Threads = threads == 0 ? Environment.ProcessorCount : threads,
        };
        IReadOnlyList<PhotoSource> sources = PhotoSource.Find(parsed.GetValue(Source)!, parsed.GetValue(Output)!);
        AssetLibrary library = CommonOptions.Library(parsed);
        if (options.Kinds.Contains(PhotoLabelKind.Foreground))
            Console.Error.WriteLine($"foreground: by ISNet, whose licence is {AllPacks.Segmenter.Licence}.");
        using var labeler = new PhotoLabeler(options, library.PackFolder(AllPacks.Detectors), () => library.PackFolder(AllPacks.Segmenter));
        var run = new DetectRun(labeler, options, parsed.GetValue(Output)!) {
            Coco = parsed.GetValue(Coco), Draws = !parsed.GetValue(Plain), FramesPerSecond = parsed.GetValue(FrameRate),
            Force = parsed.GetValue(CommonOptions.Force),
        };
        run.Begin();
        try {
            ProgressLine.Run("detect", progress => run.Make(sources, progress, cancellation));
        } catch (OperationCanceledException) {
            throw new StoppedException("Stopped; what has labels is kept, and the same command goes on.");
        }
        foreach (string sentence in run.Refused) Console.Error.WriteLine(sentence);
        if (run.Labelled > 0) Console.WriteLine($"{parsed.GetValue(Output)}: {run.Labelled} {(run.Labelled == 1 ? "image" : "images")}, "
            + run.Summary());
        if (run.Refused.Count == 0) return 0;
        if (sources.Count > 1) Console.Error.WriteLine($"{run.Refused.Count} of {sources.Count} files could not be used.");
        return ExitCodes.BadInput;
    }

    private static PhotoLabelKind[] Kinds(ArgumentResult result) {
        string[] names = [.. result.Tokens.SelectMany(t => t.Value.Split(',')).Select(n => n.Trim())];
        try {
            return [.. names.Select(PhotoLabelKinds.Find).Distinct().Order()];
        } catch (BadInputException e) {
            result.AddError(e.Message);
            return [];
        }
    }
}
