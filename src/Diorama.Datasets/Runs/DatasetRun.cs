using Diorama.Core;
using Diorama.Datasets.Formats;
using Diorama.Datasets.Frames;
using Diorama.Datasets.Labels;
using Diorama.Datasets.Layout;
using Diorama.Datasets.Pictures;
using Diorama.Worlds;

namespace Diorama.Datasets.Runs;

/// <summary>
/// Makes a dataset. Frames are addressed by number; a run goes on behind the last finished frame of its folder. With path tracing one frame
/// after the other takes all threads; labels alone are made of several scenes at a time, one thread each, which gives the same bytes.
/// </summary>
public sealed class DatasetRun {
    /// <summary>Scenes that may wait for an earlier one to be finished, per worker.</summary>
    private const int ScenesAhead = 8;

    private readonly RunOptions options;
    private readonly Func<long, World> build;
    private readonly DatasetFolder folder;
    private readonly int threads;

    public RunStatus Status { get; } = new();

    /// <param name="options">What is to be made.</param>
    /// <param name="build">Samples a scene by its number; called from several threads, always giving the same for the same number.</param>
    public DatasetRun(RunOptions options, Func<long, World> build) {
        (this.options, this.build) = (options, build);
        folder = new(options.Folder);
        threads = options.Threads > 0 ? options.Threads : Environment.ProcessorCount;
        DatasetFormats.Check(options.Formats, [.. LabelNames.Images(options.Settings.Labels)], options.Settings.Samples > 0);
    }

    /// <summary>Makes the missing frames, then what is made from all of them: formats, attribution, contact sheet.</summary>
    /// <exception cref="BadInputException">The folder holds something else.</exception>
    /// <exception cref="OperationCanceledException">Everything finished so far is kept and the folder can be continued.</exception>
    public DatasetSummary Run(CancellationToken cancellation = default) {
        DatasetInfo info = options.Info();
        folder.Prepare(info, options.RecipeText);
        using (var log = new FrameLog(folder)) {
            Status.Start(Math.Min(log.Next, options.Frames), options.Frames);
            if (options.Settings.Samples > 0) RunScenes(log, 1, threads, cancellation);
            else {
                long scenes = (options.Frames - log.Next + options.FramesPerScene - 1) / options.FramesPerScene;
                int workers = (int)Math.Clamp(scenes, 1, threads);
                RunScenes(log, workers, Math.Max(1, threads / workers), cancellation);
            }
        }
        DatasetSummary summary = DatasetSummary.Of(folder, info);
        DatasetFormats.Write(folder, info, options.Formats);
        AssetLog.WriteAttribution(folder.AssetsFile, folder.AttributionFile);
        ContactSheet.Write(folder, info, summary);
        (info with { Counts = summary.Counts }).Write(folder.InfoFile);
        return summary;
    }

    private void RunScenes(FrameLog log, int workers, int threadsPerFrame, CancellationToken cancellation) {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        FrameSettings settings = options.Settings with { Threads = threadsPerFrame };
        long firstFrame = log.Next, next = firstFrame / options.FramesPerScene, end = (options.Frames + options.FramesPerScene - 1) / options.FramesPerScene;
        Exception? failure = null;
        void Work() {
            try {
                for (long scene; (scene = Interlocked.Increment(ref next) - 1) < end;) {
                    log.WaitUntilNear(scene * options.FramesPerScene, (long)ScenesAhead * workers * options.FramesPerScene, stop.Token);
                    RunScene(log, scene, firstFrame, settings, stop.Token);
                }
            } catch (Exception e) {
                if (e is not OperationCanceledException || cancellation.IsCancellationRequested) Interlocked.CompareExchange(ref failure, e, null);
                stop.Cancel();
            }
        }
        var others = new Thread[workers - 1];
        for (int i = 0; i < others.Length; i++) {
            // Layout and scene graphs recurse; the main thread's stack is the measure.
            others[i] = new Thread(Work, 16 << 20) { IsBackground = true };
            others[i].Start();
        }
        Work();
        foreach (Thread t in others) t.Join();
        if (failure is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
    }

    private void RunScene(FrameLog log, long scene, long firstFrame, FrameSettings settings, CancellationToken cancellation) {
        cancellation.ThrowIfCancellationRequested();
        using World world = Status.Clock.Measure(Stage.Build, () => build(scene));
        Status.Note(world);
        var files = new FrameFiles(world, options.Classes, options.FramesPerScene);
        using var frames = new SceneFrames(world, scene, settings, Status.Clock);
        for (int index = 0; index < options.FramesPerScene; index++) {
            long frame = scene * options.FramesPerScene + index;
            if (frame < firstFrame) continue;
            if (frame >= options.Frames) break;
            var images = new FrameRecord[world.Cameras.Count];
            for (int camera = 0; camera < images.Length; camera++) {
                RenderedFrame rendered = frames.Render(index, camera, Status.Progress, cancellation);
                images[camera] = Status.Clock.Measure(Stage.Write, () => files.Write(folder, rendered));
            }
            log.Add(frame, images, [.. world.Objects.Select(o => o.Asset)]);
            Status.Finished(images.Length);
        }
        Status.Warn(world.Scene.Warnings.Messages);
    }
}
