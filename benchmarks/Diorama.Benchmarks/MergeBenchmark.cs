using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Diorama.Core.Images;
using Diorama.Datasets.Layout;
using Diorama.Datasets.Runs;
using Diorama.Datasets.Runs.Parts;

namespace Diorama.Benchmarks;

/// <summary>
/// Seconds in which the records of many parts become one dataset. The parts are made up: records of labels alone, without files.
/// </summary>
public static class MergeBenchmark {
    private const int PartFrames = 500;

    /// <summary>Discs in a row.</summary>
    private static readonly MaskRecord[] Masks = [.. Enumerable.Range(1, 6).Select(Disc)];

    private static MaskRecord Disc(int place) {
        var mask = new Image<byte>(640, 480);
        for (int y = 200; y < 236; y++) {
            for (int x = 40 * place; x < 40 * place + 38; x++) {
                if (Vector2.DistanceSquared(new(x - 40 * place, y - 200), new(18.5f, 17.5f)) < 18 * 18) mask.Pixels[y * mask.Width + x] = 1;
            }
        }
        return new([mask.Height, mask.Width], RunLengths.Compress(RunLengths.Of(mask)));
    }

    /// <summary>Seconds to merge that many frames.</summary>
    public static double Seconds(int frames) {
        string folder = Directory.CreateTempSubdirectory("diorama-merge-").FullName;
        try {
            MakeParts(folder, frames);
            long started = System.Diagnostics.Stopwatch.GetTimestamp();
            new DatasetMerge(new(folder)).Run([]);
            return System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalSeconds;
        } finally {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A run of made-up parts, all handed in.</summary>
    public static void MakeParts(string folder, int frames) {
        ClassTable classes = ClassTable.OfTaxonomy();
        DatasetClass cup = classes.Classes.First(c => c.Name == "cup");
        var run = new RunFolder(folder);
        var plan = run.Prepare(new RunOptions {
            Folder = folder, RecipeName = "made up", RecipeText = "name: made up\n", Classes = classes, Settings = new() { Samples = 0 },
            Frames = frames, PartFrames = PartFrames, Formats = [],
        }.Plan());
        for (long part = 0; part < plan.Parts; part++) {
            string path = Path.Combine(folder, RunFolder.PartName(part));
            Directory.CreateDirectory(path);
            (long first, long end) = plan.FramesOf(part);
            using (FileStream lines = File.Create(Path.Combine(path, "frames.jsonl"))) {
                for (long frame = first; frame < end; frame++) {
                    JsonSerializer.Serialize(lines, Record(frame, cup), DatasetJson.Line);
                    lines.WriteByte((byte)'\n');
                }
            }
            UsedAsset asset = new($"cup-{part % 7}", "A cup", cup.Name, "shapes", "CC0-1.0", "Diorama");
            File.WriteAllText(Path.Combine(path, "assets.jsonl"), JsonSerializer.Serialize(asset, DatasetJson.Line) + "\n");
            new PartInfo {
                Part = part, Engine = BuildInfo.Version, InstructionSet = BuildInfo.InstructionSet, Seed = 0, FirstFrame = first,
                Frames = end - first, Failed = [], Files = [],
            }.Write(path);
        }
    }

    private static FrameRecord Record(long frame, DatasetClass cup) => new() {
        Frame = frame, Scene = frame, Index = 0, ImageId = frame + 1, Time = 0, Width = 640, Height = 480,
        Files = new Dictionary<string, string>(),
        Camera = new() {
            Name = "", Index = 0, Of = 1, K = [[610.25, 0, 320], [0, 610.25, 240], [0, 0, 1]],
            Lens = new JsonObject { ["model"] = "perspective" },
            WorldFromCamera = [[1, 0, 0, 0.25f], [0, 0, 1, -2.5f], [0, -1, 0, 1.375f]],
        },
        Objects = [.. Enumerable.Range(1, 6).Select(i => new ObjectRecord {
            Id = i, Name = $"cup-{i}", ClassId = cup.Id, Class = cup.Name, Asset = $"cup-{i}", VisiblePixels = 1200 + i,
            VisibleBox = [40 * i, 200, 40 * i + 38, 236],
            AmodalBox = [40 * i, 200, 40 * i + 38, 240], Truncated = false, VisibleMask = Masks[i - 1],
        })],
        Values = new Dictionary<string, string> { ["world.count"] = "6", ["camera.distance"] = "1.5" },
        Placement = new(1, new Dictionary<string, int> { ["cup"] = 6 }, new Dictionary<string, int> { ["cup"] = 6 },
            new Dictionary<string, int>()),
    };
}
