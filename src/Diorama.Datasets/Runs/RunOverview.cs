using Diorama.Core;
using Diorama.Core.Json;
using Diorama.Datasets.Layout;
using Diorama.Datasets.Runs.Parts;
using Diorama.Datasets.Runs.Plans;

namespace Diorama.Datasets.Runs;

/// <summary>Progress of a run, read from its folder alone, whichever workers make it and wherever they run.</summary>
public sealed record RunOverview {
    private const int SlowestScenes = 5;
    /// <summary>Time without a line after which a worker counts as inactive; workers write at least once a minute.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(3);

    public required string Recipe { get; init; }
    public required long Frames { get; init; }
    /// <summary>Number of frames done, in committed parts and parts in work, including failed frames.</summary>
    public required long FramesDone { get; init; }
    public required long Parts { get; init; }
    public required long PartsDone { get; init; }
    public required long PartsInWork { get; init; }
    /// <summary>Number of failed frames, by reason.</summary>
    public required SortedDictionary<FrameFailureReason, long> Failed { get; init; }
    /// <summary>Number of workers that wrote to their status file in the last three minutes and have not ended.</summary>
    public required int WorkersActive { get; init; }
    public required int WorkersEver { get; init; }
    /// <summary>Frames per minute of all active workers together.</summary>
    public required double FramesPerMinute { get; init; }
    /// <summary>Estimated seconds until all frames are made; null if no worker is active.</summary>
    public double? SecondsLeft { get; init; }
    /// <summary>Total time of all workers multiplied by their threads, hours.</summary>
    public required double CoreHours { get; init; }
    /// <summary>The slowest scenes by total seconds, the slowest first.</summary>
    public required IReadOnlyList<SceneTime> Slowest { get; init; }
    /// <summary>Whether the parts have been merged to a complete dataset.</summary>
    public required bool Merged { get; init; }

    /// <exception cref="BadInputException">The folder holds no run.</exception>
    public static RunOverview Of(RunFolder folder) {
        RunPlan plan = folder.ReadPlan();
        long parts = 0, done = 0, inWork = 0;
        var failed = new SortedDictionary<FrameFailureReason, long>();
        for (long part = 0; part < plan.Parts; part++) {
            if (PartInfo.Read(folder.PartPath(part)) is { } info) {
                (long first, long end) = plan.FramesOf(part);
                if (info.Frames >= end - first) parts++;
                done += info.Frames;
                foreach (FrameFailure f in info.Failed) failed[f.Reason] = failed.GetValueOrDefault(f.Reason) + 1;
            } else if (folder.Partials(part).Select(p => PartWork.CountFrames(p.Path)).DefaultIfEmpty(-1).Max() is var count and >= 0) {
                inWork++;
                done += count;
            }
        }
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        Worker[] workers = !Directory.Exists(folder.StatusFolder) ? []
            : [.. Directory.GetFiles(folder.StatusFolder, "*.jsonl").Order(StringComparer.Ordinal).Select(Worker.Read)];
        Worker[] active = [.. workers.Where(w => !w.Ended && now - w.Last < Silence)];
        double perMinute = active.Sum(w => w.Seconds > 0 ? 60 * w.Frames / w.Seconds : 0);
        bool merged = File.Exists(folder.Dataset.InfoFile) && folder.Dataset.ReadInfo() is { Counts: { } counts, MissingFrames: null }
            && counts.Frames + failed.Values.Sum() >= plan.Frames;
        return new() {
            Recipe = plan.Recipe, Frames = plan.Frames, FramesDone = Math.Min(done, plan.Frames), Parts = plan.Parts, PartsDone = parts,
            PartsInWork = inWork, Failed = failed,
            WorkersActive = active.Length, WorkersEver = workers.Length, FramesPerMinute = Math.Round(perMinute, 3),
            SecondsLeft = perMinute > 0 ? Math.Round(60 * (plan.Frames - done) / perMinute, 1) : null,
            CoreHours = Math.Round(workers.Sum(w => w.Seconds * w.Threads) / 3600, 4),
            Slowest = [.. workers.SelectMany(w => w.Scenes).GroupBy(s => s.Key).Select(
                g => new SceneTime(g.Key, Math.Round(g.Max(s => s.Value), 3))).OrderByDescending(s => s.Seconds).Take(SlowestScenes)],
            Merged = merged,
        };
    }

    /// <summary>Summary of a worker's status file.</summary>
    private sealed record Worker(DateTimeOffset Last, bool Ended, double Seconds, int Threads, long Frames,
        Dictionary<long, double> Scenes) {
        public static Worker Read(string path) {
            WorkerLine? last = null, first = null;
            long frames = 0;
            var scenes = new Dictionary<long, double>();
            foreach ((byte[] json, _) in LineLog.Read(path)) {
                WorkerLine line = JsonRecord.Parse<WorkerLine>(json, DatasetJson.Line, path);
                if (line.Event == WorkerEvent.Frame && (line.Scene is null || line.Seconds is null))
                    throw new BadInputException($"{path} is damaged: a frame without scene and seconds.");
                first ??= line;
                last = line;
                if (line.Event != WorkerEvent.Frame) continue;
                frames++;
                scenes[line.Scene!.Value] = scenes.GetValueOrDefault(line.Scene.Value) + line.Seconds!.Value;
            }
            return first is null ? new(default, true, 0, 0, 0, scenes)
                : new(last!.Time, last.Event == WorkerEvent.End, (last.Time - first.Time).TotalSeconds, first.Threads ?? 1, frames, scenes);
        }
    }
}

/// <summary>Total seconds that the frames of a scene took.</summary>
public sealed record SceneTime(long Scene, double Seconds);
