using System.Text.Json;
using Diorama.Core.Files;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Runs;

/// <summary>Events in a worker's status file, for people and dashboards; no data is made from them.</summary>
public enum WorkerEvent {
    /// <summary>The worker begins: shard, source, threads, engine.</summary>
    Start,
    /// <summary>A frame was made or given up; its line is already in the part's log.</summary>
    Frame,
    /// <summary>A part was committed.</summary>
    Part,
    /// <summary>Progress, once a minute.</summary>
    Minute,
    /// <summary>The worker ended: outcome.</summary>
    End,
}

/// <summary>A line of <c>status/WORKER.jsonl</c>.</summary>
public sealed record WorkerLine {
    public required WorkerEvent Event { get; init; }
    /// <summary>Time of the event, UTC.</summary>
    public required DateTimeOffset Time { get; init; }
    /// <summary>Seconds since the run of the worker began; for a frame, the seconds that it took.</summary>
    public double? Seconds { get; init; }
    public string? Shard { get; init; }
    public string? Source { get; init; }
    public int? Threads { get; init; }
    public string? Engine { get; init; }
    public string? InstructionSet { get; init; }
    public long? Frame { get; init; }
    public long? Scene { get; init; }
    public FrameFailureReason? Failed { get; init; }
    public long? Part { get; init; }
    /// <summary>Number of frames of the worker's shard that are done, whoever made them.</summary>
    public long? Done { get; init; }
    public long? Total { get; init; }
    public long? Images { get; init; }
    /// <summary>Seconds by stage, summed over threads.</summary>
    public SortedDictionary<string, double>? Stages { get; init; }
    /// <summary>Outcome of the worker: done, stopped or failed.</summary>
    public string? Outcome { get; init; }
}

/// <summary>Appends to the status file of one worker.</summary>
internal sealed class WorkerLog : IDisposable {
    private readonly Lock access = new();
    private readonly LineLog log;
    private readonly RunStatus status;

    public WorkerLog(RunFolder folder, string worker, RunStatus status) {
        FileException.MakeFolder(folder.StatusFolder);
        log = LineLog.Open(Path.Combine(folder.StatusFolder, worker + ".jsonl"), 0);
        this.status = status;
    }

    public void Start(Shard shard, int threads) => Add(Line(WorkerEvent.Start) with {
        Shard = shard.ToString(), Source = shard.Source.Length > 0 ? shard.Source : null, Threads = threads, Engine = BuildInfo.Version,
        InstructionSet = BuildInfo.InstructionSet,
    });

    public void Frame(long frame, long scene, double seconds, FrameFailureReason? failed) =>
        Add(new() { Event = WorkerEvent.Frame, Time = TimeProvider.System.GetUtcNow(), Frame = frame, Scene = scene,
        Seconds = Math.Round(seconds, 3), Failed = failed });

    public void Part(long part) => Add(Line(WorkerEvent.Part) with { Part = part, Stages = status.Clock.ByStage() });

    public void Minute() => Add(Line(WorkerEvent.Minute));

    public void End(string outcome) => Add(Line(WorkerEvent.End) with { Outcome = outcome, Stages = status.Clock.ByStage() });

    private WorkerLine Line(WorkerEvent kind) => new() {
        Event = kind, Time = TimeProvider.System.GetUtcNow(), Seconds = Math.Round(status.Seconds, 3), Done = status.Done,
        Total = status.Total, Images = status.Images,
    };

    private void Add(WorkerLine line) {
        lock (access) log.Append([.. JsonSerializer.SerializeToUtf8Bytes(line, DatasetJson.Line), (byte)'\n']);
    }

    public void Dispose() => log.Dispose();
}
