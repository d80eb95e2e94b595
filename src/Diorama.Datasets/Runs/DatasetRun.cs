using Diorama.Core;
using Diorama.Datasets.Formats;
using Diorama.Datasets.Frames;
using Diorama.Datasets.Layout;
using Diorama.Datasets.Runs.Parts;
using Diorama.Datasets.Runs.Plans;
using Diorama.Worlds;

namespace Diorama.Datasets.Runs;

/// <summary>
/// Makes a dataset, or a shard of one. Frames are addressed by number and committed in parts; parts and frames that an earlier run or
/// another worker has finished are not made again. With path tracing, one frame at a time uses all threads; labels without pictures are
/// made for several scenes at a time, one thread each, which gives the same bytes.
/// </summary>
public sealed class DatasetRun {
    private static readonly TimeSpan TouchEvery = TimeSpan.FromSeconds(30), SayEvery = TimeSpan.FromMinutes(1);
    /// <summary>Number of passes over parts that were left to other workers or lost to them.</summary>
    private const int Passes = 4;

    private readonly RunOptions options;
    private readonly Func<long, int, World> build;
    private readonly int threads;
    private int next;

    public RunStatus Status { get; } = new();
    public RunFolder Folder { get; }

    /// <param name="options">Options of the run.</param>
    /// <param name="build">
    /// Builds a scene by its number; called from several threads, always with the same result for the same number.
    /// </param>
    public DatasetRun(RunOptions options, Func<long, World> build) : this(options, (scene, _) => build(scene)) { }

    /// <param name="options">Options of the run.</param>
    /// <param name="build">
    /// Builds a scene by its number and the number of the attempt, which is above 0 after the scene could not be used.
    /// </param>
    public DatasetRun(RunOptions options, Func<long, int, World> build) {
        (this.options, this.build, Folder) = (options, build, new(options.Folder));
        threads = options.Threads > 0 ? options.Threads : Environment.ProcessorCount;
        DatasetFormats.Check(options.Formats, options.Settings.Labels, options.Settings.Samples > 0,
            Math.Min(options.Frames, options.FramesPerScene));
    }

    /// <summary>Makes the missing frames of the shard, then merges the parts of all shards.</summary>
    /// <param name="abandon">Stops at once; finished frames are kept.</param>
    /// <param name="stop">Stops before the next frame.</param>
    /// <exception cref="BadInputException">The folder holds something else, or a part is missing when the parts are merged.</exception>
    /// <exception cref="OperationCanceledException">
    /// The run was stopped; all finished frames are kept, and the folder can be continued.
    /// </exception>
    /// <exception cref="TooManyFailuresException">More frames failed than are allowed.</exception>
    public DatasetSummary Run(CancellationToken abandon = default, CancellationToken stop = default) {
        Render(abandon, stop);
        return new DatasetMerge(Folder).Run(options.Formats);
    }

    /// <summary>Makes the missing frames of the shard without merging. Exceptions as in <see cref="Run"/>.</summary>
    public void Render(CancellationToken abandon = default, CancellationToken stop = default) {
        RunPlan plan = Folder.Prepare(options.Plan(), anyPartSize: options.PartFrames == 0);
        (long from, long to) = options.Shard.PartsOf(plan.Parts);
        Status.Start(to > from ? plan.FramesOf(to - 1).End - plan.FramesOf(from).First : 0);
        PartOwner owner = PartOwner.Begin();
        using var ledger = new PartLedger(Folder, plan, owner);
        using var log = new WorkerLog(Folder, owner.Token, Status);
        log.Start(options.Shard, threads);
        using var touch = new Timer(_ => ledger.Touch(), null, TouchEvery, TouchEvery);
        using var say = new Timer(_ => log.Minute(), null, SayEvery, SayEvery);
        string outcome = "failed";
        try {
            IReadOnlyList<long> missing = ledger.Missing(from, to);
            var lacking = missing.ToHashSet();
            for (long part = from; part < to; part++) {
                if (!lacking.Contains(part)) Status.Found(plan.FramesOf(part).End - plan.FramesOf(part).First);
            }
            for (int pass = 0; pass < Passes && missing.Count > 0; pass++, missing = ledger.Missing(from, to))
                RunParts(plan, missing, pass > 0, ledger, log, abandon, stop);
            if (missing.Count > 0) throw new PartsTakenException($"{missing.Count} parts were taken by other processes again and again, "
                + $"such as {Folder.PartPath(missing[0])}.");
            outcome = "done";
        } catch (OperationCanceledException) {
            outcome = "stopped";
            throw;
        } finally {
            log.End(outcome);
        }
    }

    /// <summary>Prepares the folder, and counts the parts that the shard still lacks.</summary>
    /// <returns>The plan in effect, and the number of parts of the shard that are not committed.</returns>
    public (RunPlan Plan, long Missing) Prepare() {
        RunPlan plan = Folder.Prepare(options.Plan(), anyPartSize: options.PartFrames == 0);
        (long from, long to) = options.Shard.PartsOf(plan.Parts);
        long missing = 0, there = 0, total = 0;
        for (long part = from; part < to; part++) {
            (long first, long end) = plan.FramesOf(part);
            total += end - first;
            if (PartLedger.IsCommitted(Folder, plan, part)) there += end - first;
            else missing++;
        }
        Status.Start(total);
        if (missing == 0) Status.Found(there);
        return (plan, missing);
    }

    private void RunParts(RunPlan plan, IReadOnlyList<long> parts, bool evenIfHeld, PartLedger ledger, WorkerLog log,
        CancellationToken abandon, CancellationToken stop) {
        var scenes = new List<(long Part, long Scene)>();
        foreach (long part in parts) {
            (long first, long end) = plan.ScenesOf(part);
            for (long scene = first; scene < end; scene++) scenes.Add((part, scene));
        }
        int workers = options.Settings.Samples > 0 || options.OneByOne ? 1 : Math.Clamp(scenes.Count, 1, threads);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(abandon, stop);
        FrameSettings settings = options.Settings with { Threads = Math.Max(1, threads / workers) };
        var maker = new SceneMaker(options, plan, settings, build, Status, log, abandon, enough.Token);
        Exception? failure = null;
        next = 0;
        void Work() {
            try {
                for (int i; (i = Interlocked.Increment(ref next) - 1) < scenes.Count;)
                    RunScene(plan, evenIfHeld, ledger, log, maker, scenes[i].Part, scenes[i].Scene, enough.Token);
            } catch (Exception e) {
                // The first exception is the cause; the other threads are stopped because of it.
                Interlocked.CompareExchange(ref failure, e, null);
                enough.Cancel();
            }
        }
        var others = new Thread[workers - 1];
        for (int i = 0; i < others.Length; i++) {
            // Layout and scene graphs recurse; 16 MiB gives the threads a stack like the main thread's.
            others[i] = new Thread(Work, 16 << 20) { IsBackground = true };
            others[i].Start();
        }
        Work();
        foreach (Thread t in others) t.Join();
        if (failure is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
    }

    private void RunScene(RunPlan plan, bool evenIfHeld, PartLedger ledger, WorkerLog log, SceneMaker maker, long part, long scene,
        CancellationToken enough) {
        enough.ThrowIfCancellationRequested();
        PartWork? work = ledger.Open(part, evenIfHeld, out bool opened, out bool committed);
        if (committed) Status.Found(plan.FramesOf(part).End - plan.FramesOf(part).First);
        if (work is null) return;
        if (opened) Status.Found(work.Found);
        try {
            maker.Make(work, scene);
            if (!work.IsComplete || !ledger.End(work)) return;
            Status.Clock.Measure(Stage.Write, () => work.Commit());
            log.Part(part);
        } catch (Exception e) when (e is IOException or BadInputException && !work.IsMine) {
            // Another process assumed that this one was dead; what it makes of the part is the same.
            ledger.End(work);
        }
    }
}
