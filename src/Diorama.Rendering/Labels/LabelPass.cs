using Diorama.Rendering.Cameras;
using Diorama.Rendering.Integrators;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.Labels;

/// <summary>
/// Makes all labels of an image in one pass of rays through the pixel centres, in the same scene and with the same lens as the path tracer:
/// centre of the aperture, middle of the exposure. The result does not depend on the number of threads.
/// </summary>
public static class LabelPass {
    /// <exception cref="ArgumentException">
    /// A requested label needs a neighbouring frame, or an option of the preparation, that was not given.
    /// </exception>
    public static LabelFrame Run(RenderScene scene, CameraRays camera, LabelOptions options) {
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(camera);
        ArgumentNullException.ThrowIfNull(options);
        CheckNeighbour(scene, camera, options.Labels & LabelSet.Forward, options.Next, nameof(LabelOptions.Next));
        CheckNeighbour(scene, camera, options.Labels & LabelSet.Backward, options.Previous, nameof(LabelOptions.Previous));
        if (options.Labels.Contains(LabelTable.AmodalMasks) && !scene.Options.AllowGather) {
            throw new ArgumentException($"amodal masks need a scene prepared with {nameof(PrepareOptions.AllowGather)}", nameof(options));
        }
        int width = camera.Camera.Width, height = camera.Camera.Height;
        var frame = new LabelFrame(width, height, options.Labels);
        var objectFrames = new ObjectFrames(scene.Objects);
        var workers = new List<LabelWorker>();
        LabelWorker NewWorker() {
            var worker = new LabelWorker(scene, camera, options, frame, objectFrames);
            lock (workers) workers.Add(worker);
            return worker;
        }
        Tiles.Run(width, height, options.Threads, NewWorker, static (worker, x0, y0, x1, y1) => worker.Tile(x0, y0, x1, y1));

        int count = scene.Objects.Count;
        TileMasks[] visible = [.. workers.Select(w => w.VisibleMasks).OfType<TileMasks>()];
        TileMasks[] amodal = [.. workers.Select(w => w.AmodalMasks).OfType<TileMasks>()];
        InstanceMasks? visibleMasks = visible.Length > 0 ? TileMasks.Join(visible, count, width, height) : null;
        if (options.Labels.Contains(LabelTable.VisibleMasks)) frame.VisibleMasks = visibleMasks;
        if (amodal.Length > 0) frame.AmodalMasks = TileMasks.Join(amodal, count, width, height);
        frame.Objects = ObjectLabels.Gather(scene, camera, options, frame, visibleMasks);
        return frame;
    }

    private static void CheckNeighbour(RenderScene scene, CameraRays camera, LabelSet asked, (RenderScene Scene, CameraRays Camera)? other,
        string name) {
        if (asked.IsEmpty) return;
        if (other is not { } frame) {
            throw new ArgumentException($"{asked} needs {nameof(LabelOptions)}.{name}; where nothing moves, give the same scene and camera",
                name);
        }
        if (frame.Scene.Records.Length != scene.Records.Length) {
            throw new ArgumentException($"{nameof(LabelOptions)}.{name} is another scene: it has {frame.Scene.Records.Length} parts, not "
                + $"{scene.Records.Length}", name);
        }
        if (frame.Camera.Camera.Width != camera.Camera.Width || frame.Camera.Camera.Height != camera.Camera.Height) {
            throw new ArgumentException($"the camera of {nameof(LabelOptions)}.{name} has an image of another size", name);
        }
    }
}
