using System.Diagnostics;
using System.Text.Json.Nodes;
using Diorama.Assets;
using Diorama.Core;
using Diorama.Datasets.Exports;
using Diorama.Datasets.Formats;
using Diorama.Datasets.Layout;
using Diorama.Datasets.Runs;
using Diorama.Rendering.Labels;
using Diorama.Worlds;
using Diorama.Worlds.Recipes;
using Stage = Diorama.Datasets.Frames.Stage;

namespace Diorama.Benchmarks;

/// <summary>
/// <c>diorama bench datasets</c>: the share of writing in the time of a path-traced frame with all labels, images per second of each
/// format's writer, whether COCO's cost per frame grows, and how long merging takes.
/// </summary>
public static class DatasetsBenchmark {
    private const int Width = 640, Height = 480, Repetitions = 3;

    /// <summary>Progress and tables go to standard error; the last line on standard output is one JSON object.</summary>
    public static int Run(bool quick) {
        string folder = Directory.CreateTempSubdirectory("diorama-bench-").FullName;
        try {
            AssetLibrary library = AssetLibrary.Open(new() { Report = Console.Error.WriteLine });
            double share = WriteShare(Path.Combine(folder, "frames"), library, frames: quick ? 1 : 3);
            JsonObject writers = Writers(Path.Combine(folder, "writers"), library, quick ? 2 : 4);
            int records = quick ? 1000 : 5000, merged = quick ? 20_000 : 100_000;
            double growth = CocoGrowth(Path.Combine(folder, "records"), records);
            double merge = MergeBenchmark.Seconds(merged) * 100_000 / merged;
            Say($"merging: {merge:0.0} s per 100,000");
            Console.WriteLine(new JsonObject {
                ["write_share"] = Math.Round(share, 4), ["coco_cost_growth"] = Math.Round(growth, 3),
                ["merge_seconds_per_100k"] = Math.Round(merge, 1),
                ["images_per_second"] = writers, ["quick"] = quick, ["records"] = records, ["width"] = Width, ["height"] = Height,
                ["threads"] = Environment.ProcessorCount,
            }.ToJsonString());
            return 0;
        } finally {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Of living rooms with all labels, at the recipe's own samples.</summary>
    private static double WriteShare(string folder, AssetLibrary library, int frames) {
        Recipe recipe = RecipeFile.Read(RecipeFile.Find("living-room"), [$"camera.width={Width}", $"camera.height={Height}"]);
        RunStatus status = Make(folder, recipe, library, frames, recipe.Render.Samples);
        double all = Enum.GetValues<Stage>().Sum(status.Clock.Seconds), write = status.Clock.Seconds(Stage.Write);
        Say($"writing a frame with all labels: {write / frames:0.00} of {all / frames:0.0} s, {100 * write / all:0.0} %");
        return write / all;
    }

    /// <summary>
    /// Images per second of every format that a rectified pair with two frames per scene can be written in; the best of some runs each.
    /// </summary>
    private static JsonObject Writers(string folder, AssetLibrary library, int frames) {
        Recipe recipe = RecipeFile.Read(RecipeFile.Find("stereo"),
            [$"camera.width={Width}", $"camera.height={Height}", "camera.frames_per_scene=2"]);
        string run = Path.Combine(folder, "run");
        Make(run, recipe, library, frames, samples: 1);
        var source = new DatasetFolder(run);
        var speeds = new JsonObject();
        foreach (DatasetFormat format in DatasetFormats.All) {
            double best = double.PositiveInfinity;
            long images = 0;
            try {
                for (int i = 0; i < Repetitions; i++) {
                    long began = Stopwatch.GetTimestamp();
                    images = new DatasetExport(source, Path.Combine(folder, "out"), [format]) { Replace = true }.Run().Images.Sum(
                        s => s.Images);
                    best = Math.Min(best, Stopwatch.GetElapsedTime(began).TotalSeconds);
                }
            } catch (BadInputException e) {
                // Rooms have no keypoints.
                Say(e.Message);
                continue;
            }
            speeds[format.Name] = Math.Round(images / best, 1);
            Say($"{format.Name,-16} {images / best,8:0.0} images/s");
        }
        return speeds;
    }

    /// <summary>Many images without files: the cost of COCO's last fifth over that of the first.</summary>
    private static double CocoGrowth(string folder, int count) {
        var options = new RunOptions {
            Folder = folder, RecipeName = "boxes", RecipeText = "name: boxes\n", Classes = FewBoxes.Classes, Frames = count, Formats = [],
            Settings = new() { Samples = 0, Labels = LabelSet.None, Seed = 1 },
        };
        var run = new DatasetRun(options, FewBoxes.Build);
        run.Render();
        Say($"{count} frames of records: {run.Status.Seconds:0.0} s");
        new DatasetMerge(new RunFolder(folder)).Run([]);
        var source = new DatasetFolder(folder);
        int window = count / 5;
        double first = double.PositiveInfinity, last = double.PositiveInfinity;
        // The first one compiles the code.
        for (int i = 0; i <= Repetitions; i++) {
            var times = new long[count];
            int at = 0;
            new DatasetExport(source, folder, [DatasetFormats.Find("coco")]) { Replace = true }.Run(
                _ => times[at++] = Stopwatch.GetTimestamp());
            if (i == 0) continue;
            first = Math.Min(first, Stopwatch.GetElapsedTime(times[0], times[window - 1]).TotalSeconds);
            last = Math.Min(last, Stopwatch.GetElapsedTime(times[^window], times[^1]).TotalSeconds);
        }
        Say($"COCO: {1e6 * first / window:0} µs for each of the first {window} frames, {1e6 * last / window:0} µs for each of the last");
        return last / first;
    }

    private static RunStatus Make(string folder, Recipe recipe, AssetLibrary library, int frames, int samples) {
        var run = new DatasetRun(new() {
            Folder = folder, RecipeName = recipe.Name, RecipeText = RecipeWriter.Text(recipe), Classes = ClassTable.OfTaxonomy(),
            Frames = frames, Formats = [],
            FramesPerScene = recipe.Camera.FramesPerScene, Settings =
                new() { Samples = samples, Labels = LabelSet.All, Seed = recipe.Seed },
        }, new WorldBuilder(recipe, library).Build);
        run.Run();
        return run.Status;
    }

    private static void Say(string sentence) => Console.Error.WriteLine(sentence);
}
