using System.Globalization;
using System.Text.Json.Nodes;
using Diorama.Assets;
using Diorama.Datasets.Frames;
using Diorama.Datasets.Layout;
using Diorama.Datasets.Runs;
using Diorama.Rendering.Labels;
using Diorama.Worlds;
using Diorama.Worlds.Recipes;

namespace Diorama.Benchmarks;

/// <summary>
/// <c>diorama bench generate</c>: living rooms with basic labels and no picture, in Diorama's layout and COCO. Seconds to build a room,
/// frames per second in all, where the time goes, and whether memory stays flat.
/// </summary>
public static class GenerateBenchmark {
    private const int Width = 640, Height = 480, SpeedFrames = 60, QuickSpeedFrames = 20;

    /// <summary>Progress and tables go to standard error; the last line on standard output is one JSON object.</summary>
    public static int Run(bool quick, int threads = 0) {
        int frames = quick ? 300 : 2000, early = quick ? 60 : 200, warm = quick ? QuickSpeedFrames : SpeedFrames;
        threads = threads > 0 ? threads : Environment.ProcessorCount;
        Recipe recipe = RecipeFile.Read(RecipeFile.Find("living-room"),
            [$"camera.width={Width}", $"camera.height={Height}", "render.samples=0"]);
        AssetLibrary library = AssetLibrary.Open(new() { Report = Console.Error.WriteLine });
        var builder = new WorldBuilder(recipe, library);
        string folder = Directory.CreateTempSubdirectory("diorama-bench-").FullName;
        try {
            // The first rooms install packs, compile code and fill caches.
            Measure(Path.Combine(folder, "warm"), warm, new Memory(warm, 1));
            var memory = new Memory(early, quick ? 40 : 100);
            TimeSpan before = Environment.CpuUsage.TotalTime;
            (double seconds, RunStatus status) = Measure(Path.Combine(folder, "run"), frames, memory);
            double processor = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
            double build = status.Clock.Seconds(Stage.Build) + status.Clock.Seconds(Stage.Prepare),
                all = Enum.GetValues<Stage>().Sum(status.Clock.Seconds);
            var shares = new JsonObject();
            Console.Error.WriteLine("stage      s/frame   share");
            foreach (Stage stage in Enum.GetValues<Stage>()) {
                double spent = status.Clock.Seconds(stage);
                if (spent == 0) continue;
                shares[stage.ToString().ToLowerInvariant()] = Math.Round(spent / all, 3);
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{stage,-10} {spent / frames,7:0.000} {100 * spent / all,6:0} %"));
            }
            Console.WriteLine(new JsonObject {
                ["scene_build_seconds"] = Math.Round(build / frames, 4), ["label_frames_per_second"] = Math.Round(frames / seconds, 3),
                ["processor_seconds_per_frame"] = Math.Round(processor / frames, 4),
                ["memory_growth"] = Math.Round(memory.Late / memory.Early, 4), ["resident_mib"] = Math.Round(memory.Late / (1 << 20)),
                ["shares"] = shares, ["quick"] = quick, ["frames"] = frames, ["width"] = Width, ["height"] = Height, ["threads"] = threads,
            }.ToJsonString());
            return 0;
        } finally {
            Directory.Delete(folder, recursive: true);
        }

        (double Seconds, RunStatus Status) Measure(string path, int count, Memory memory) {
            var run = new DatasetRun(new() {
                Folder = path, RecipeName = recipe.Name, RecipeText = RecipeWriter.Text(recipe), Classes = ClassTable.OfTaxonomy(),
                Settings = new() { Samples = 0, Labels = LabelSet.Basic, Seed = recipe.Seed }, Frames = count, Formats = ["coco"],
                Threads = threads,
            }, scene => {
                memory.Look(scene);
                return builder.Build(scene);
            });
            run.Run();
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} frames: {run.Status.Seconds:0.0} s"));
            return (run.Status.Seconds, run.Status);
        }
    }

    /// <summary>
    /// Mean resident memory from an early frame on and over the last frames: single readings differ by a third, since images are freed
    /// many at a time.
    /// </summary>
    private sealed class Memory(long from, int frames) {
        private readonly Queue<long> last = [];
        private double sum;
        private int count;

        public double Early => sum / count;
        public double Late => last.Average();

        public void Look(long scene) {
            lock (last) {
                long now = Resident();
                if (scene >= from && scene < from + frames) (sum, count) = (sum + now, count + 1);
                last.Enqueue(now);
                if (last.Count > frames) last.Dequeue();
            }
        }
    }

    /// <summary>Bytes of this process in memory.</summary>
    private static long Resident() {
        foreach (string line in File.ReadLines("/proc/self/status")) {
            if (line.StartsWith("VmRSS:", StringComparison.Ordinal))
                return 1024 * long.Parse(line.AsSpan(6, line.Length - 6 - 3), CultureInfo.InvariantCulture);
        }
        return Environment.WorkingSet;
    }
}
