using System.Diagnostics;
using Diorama.Datasets.Frames;
using Diorama.Datasets.Layout;
using Diorama.Worlds;
using Diorama.Worlds.Places;

namespace Diorama.Datasets.Runs;

/// <summary>Live status of a run; may be read from any thread while the run goes on.</summary>
public sealed class RunStatus {
    private readonly Lock access = new();
    private readonly SortedDictionary<PlacementReason, int> failures = [];
    private readonly SortedDictionary<FrameFailureReason, int> failed = [];
    private readonly List<string> warnings = [];
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly long started = Stopwatch.GetTimestamp();
    private long resumed, done, images;
    private double share;

    /// <summary>Number of requested frames.</summary>
    public long Total { get; internal set; }
    /// <summary>Number of frames that others had finished: an earlier run, or another worker.</summary>
    public long Resumed => Interlocked.Read(ref resumed);
    /// <summary>Number of frames that are finished or given up, including the resumed ones.</summary>
    public long Done => Interlocked.Read(ref done);
    /// <summary>Number of images made by this run.</summary>
    public long Images => Interlocked.Read(ref images);
    /// <summary>Completed fraction of the image that is being path-traced, 0 to 1.</summary>
    public double Share => Volatile.Read(ref share);
    public StageClock Clock { get; } = new();
    public double Seconds => Stopwatch.GetElapsedTime(started).TotalSeconds;

    /// <summary>Number of objects that this run could not place, by reason.</summary>
    public IReadOnlyList<KeyValuePair<PlacementReason, int>> Failures {
        get { lock (access) return [.. failures]; }
    }

    /// <summary>Number of frames that this run gave up, by reason.</summary>
    public IReadOnlyList<KeyValuePair<FrameFailureReason, int>> FailedFrames {
        get { lock (access) return [.. failed]; }
    }

    /// <summary>Warnings, each distinct sentence once.</summary>
    public IReadOnlyList<string> Warnings {
        get { lock (access) return [.. warnings]; }
    }

    /// <summary>Returns a snapshot that can be sent to another process.</summary>
    public RunProgress Snapshot() {
        lock (access) {
            return new(Total, Done, Resumed, Images, [.. Enum.GetValues<Stage>().Select(s => Math.Round(Clock.Seconds(s), 3))],
                new(failures.ToDictionary()), new(failed.ToDictionary()), [.. warnings]) { Share = Share, Latest = Clock.Latest };
        }
    }

    /// <summary>Replaces the status by the sum of what several processes report.</summary>
    public void Take(IReadOnlyList<RunProgress> workers) {
        lock (access) {
            Total = workers.Sum(w => w.Total);
            Interlocked.Exchange(ref done, workers.Sum(w => w.Done));
            Interlocked.Exchange(ref resumed, workers.Sum(w => w.Resumed));
            Interlocked.Exchange(ref images, workers.Sum(w => w.Images));
            foreach (Stage stage in Enum.GetValues<Stage>()) Clock.Set(stage, workers.Sum(w => w.Stages[(int)stage]));
            if (workers is [.., var newest]) Clock.Latest = newest.Latest;
            Progress(workers.Sum(w => w.Share));
            failures.Clear();
            failed.Clear();
            foreach (RunProgress worker in workers) {
                foreach (var (reason, count) in worker.NotPlaced) failures[reason] = failures.GetValueOrDefault(reason) + count;
                foreach (var (reason, count) in worker.Failed) failed[reason] = failed.GetValueOrDefault(reason) + count;
            }
        }
        Warn(workers.SelectMany(w => w.Warnings));
    }

    internal void Start(long total) => Total = total;

    /// <summary>Counts frames that need not be made.</summary>
    internal void Found(long frames) {
        Interlocked.Add(ref resumed, frames);
        Interlocked.Add(ref done, frames);
    }

    /// <summary>Counts a frame that is given up, also as done; returns the number of failed frames.</summary>
    internal int Failed(FrameFailureReason reason) {
        lock (access) {
            failed[reason] = failed.GetValueOrDefault(reason) + 1;
            Interlocked.Increment(ref done);
            return failed.Values.Sum();
        }
    }

    internal void Progress(double value) => Volatile.Write(ref share, value);

    internal void Finished(int imagesOfFrame) {
        Interlocked.Add(ref images, imagesOfFrame);
        Interlocked.Increment(ref done);
        Volatile.Write(ref share, 0);
    }

    internal void Note(World world) {
        lock (access) {
            foreach (PlacementFailure f in world.Report.Failures) failures[f.Reason] = failures.GetValueOrDefault(f.Reason) + 1;
        }
    }

    internal void Warn(IEnumerable<string> sentences) {
        lock (access) {
            foreach (string s in sentences) {
                if (known.Add(s)) warnings.Add(s);
            }
        }
    }
}
