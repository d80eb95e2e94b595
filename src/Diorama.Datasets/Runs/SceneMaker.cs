using System.Diagnostics;
using System.Numerics;
using Diorama.Datasets.Frames;
using Diorama.Datasets.Layout;
using Diorama.Datasets.Runs.Parts;
using Diorama.Datasets.Runs.Plans;
using Diorama.Worlds;

namespace Diorama.Datasets.Runs;

/// <summary>
/// Makes the frames of one scene that a part lacks. A failed step is tried once more with a random key that includes the attempt: first the
/// building of the scene, then single images. A second failure is recorded, and the run goes on.
/// </summary>
/// <param name="options">Options of the run: the classes, and how many frames may fail.</param>
/// <param name="plan">Plan of the run, which numbers the frames.</param>
/// <param name="settings">Settings for rendering frames.</param>
/// <param name="build">Builds a scene by its number and the number of the attempt.</param>
/// <param name="status">Status that is updated.</param>
/// <param name="log">Log that receives a line for each frame.</param>
/// <param name="abandon">Cancels the image that is being made.</param>
/// <param name="stop">Stops before the next frame.</param>
internal sealed class SceneMaker(
    RunOptions options, RunPlan plan, FrameSettings settings, Func<long, int, World> build, RunStatus status, WorkerLog log,
        CancellationToken abandon, CancellationToken stop) {
    private const int Retries = 1;

    public void Make(PartWork work, long scene) {
        long first = scene * plan.FramesPerScene, end = Math.Min(plan.Frames, first + plan.FramesPerScene);
        long[] missing = [.. Enumerable.Range(0, (int)(end - first)).Select(i => first + i).Where(f => !work.Has(f))];
        if (missing.Length == 0) return;
        long began = Stopwatch.GetTimestamp();
        for (int attempt = 0; ; attempt++) {
            World? world = null;
            SceneFrames? frames = null;
            try {
                work.Begin(scene, missing[0], missing[^1] + 1);
                world = status.Clock.Measure(Stage.Build, () => build(scene, attempt));
                frames = new SceneFrames(world, scene, settings, status.Clock);
            } catch (Exception e) when (FrameFailure.ReasonOf(e) is { } reason) {
                world?.Dispose();
                if (attempt < Retries) continue;
                foreach (long frame in missing) Fail(work, scene, frame, reason, e, began);
                return;
            }
            using (world)
            using (frames) {
                status.Note(world);
                var files = new FrameFiles(world, options.Classes, plan.FramesPerScene);
                UsedAsset[] assets =
                    [.. world.Assets.DistinctBy(a => a.Id).Select(a => new UsedAsset(a.Id, a.Name, a.Class, a.Pack, a.Licence, a.Author))];
                foreach (long frame in missing) {
                    stop.ThrowIfCancellationRequested();
                    MakeFrame(work, scene, frame, world, frames, files, assets, attempt, began);
                    began = Stopwatch.GetTimestamp();
                }
                status.Warn(world.Scene.Warnings.Messages);
            }
            return;
        }
    }

    private void MakeFrame(PartWork work, long scene, long frame, World world, SceneFrames frames, FrameFiles files, UsedAsset[] assets,
        int sceneAttempt, long began) {
        var folder = new DatasetFolder(work.Folder);
        int index = (int)(frame - scene * plan.FramesPerScene);
        for (int attempt = sceneAttempt; ; attempt++) {
            try {
                work.Begin(scene, frame, frame + 1);
                var images = new FrameRecord[world.Cameras.Count];
                for (int camera = 0; camera < images.Length; camera++) {
                    RenderedFrame rendered = frames.RenderAttempt(index, camera, attempt, status.Progress, abandon);
                    ExpectLight(rendered);
                    images[camera] = status.Clock.Measure(Stage.Write, () => files.Write(folder, rendered));
                }
                status.Clock.Measure(Stage.Write, () => work.Add(FrameEntry.Of(frame, images, assets, work.Folder)));
                status.Finished(images.Length);
                log.Frame(frame, scene, Stopwatch.GetElapsedTime(began).TotalSeconds, null);
                return;
            } catch (Exception e) when (FrameFailure.ReasonOf(e) is { } reason) {
                if (attempt < sceneAttempt + Retries) continue;
                Fail(work, scene, frame, reason, e, began);
                return;
            }
        }
    }

    private void Fail(PartWork work, long scene, long frame, FrameFailureReason reason, Exception e, long began) {
        string message = e.Message.Split('\n')[0];
        work.Add(new(frame, [], [], [], new(frame, reason, message)));
        log.Frame(frame, scene, Stopwatch.GetElapsedTime(began).TotalSeconds, reason);
        if (status.Failed(reason) <= options.MaxFailures) return;
        throw new TooManyFailuresException($"More than {options.MaxFailures} frames failed, the last one, {frame}, with: {message}");
    }

    private static void ExpectLight(RenderedFrame frame) {
        if (frame.Radiance is not { } radiance) return;
        foreach (Vector3 v in radiance.Pixels) {
            if (!float.IsFinite(v.X + v.Y + v.Z)) throw new NotFiniteImageException($"The image of camera {frame.CameraIndex} holds {v}.");
        }
    }
}
