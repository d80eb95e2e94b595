using System.Numerics;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Datasets.Layout;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Integrators;
using Diorama.Rendering.Labels;
using Diorama.Rendering.Scenes;
using Diorama.Worlds;

namespace Diorama.Datasets.Frames;

/// <summary>
/// Renders the frames of one world, which it does not dispose. If only cameras move, all frames share one prepared scene; otherwise those
/// of the previous, the current and the next frame are kept, which optical flow needs. Not thread-safe: the work inside a frame runs on
/// many threads.
/// </summary>
public sealed class SceneFrames : IDisposable {
    private readonly World world;
    private readonly long scene;
    private readonly FrameSettings settings;
    private readonly StageClock clock;
    private readonly SensorStage sensorStage;
    private readonly PrepareOptions options;
    private readonly bool moves;
    private readonly RenderScene? shared;
    private readonly SortedDictionary<int, RenderScene> prepared = [];
    private float? exposure;

    public SceneFrames(World world, long scene, FrameSettings settings, StageClock? clock = null) {
        (this.world, this.scene, this.settings, this.clock) = (world, scene, settings, clock ?? new());
        sensorStage = new(world);
        options = new() {
            MotionSeconds = world.Cameras.Max(n => n.Camera!.ShutterSeconds + n.Camera.ReadoutSeconds),
            ForLabels = settings.Samples == 0, QuickBuild = settings.Samples < PrepareOptions.FewSamples,
            AllowGather = settings.Labels.Contains(LabelTable.AmodalMasks),
        };
        moves = FlowNeighbours.GeometryMoves(world.Scene, options);
        // Only cameras move, so neither time nor shutter matters.
        shared = moves ? null : world.Prepared;
    }

    private double TimeOf(int index) => index / world.FrameRate;

    private RenderScene At(int index) {
        if (shared is not null) return shared;
        int key = moves ? index : 0;
        if (prepared.TryGetValue(key, out RenderScene? ready)) return ready;
        return prepared[key] = clock.Measure(Stage.Prepare, () => RenderScene.Prepare(world.Scene, options.At(TimeOf(key))));
    }

    private CameraRays CameraAt(int index, Node node) => FlowNeighbours.CameraAt(world.Scene, node, options.At(TimeOf(index)),
        TimeOf(index));

    /// <summary>
    /// Renders one image of camera number <paramref name="camera"/>. Before the first frame of a scene and after its last, animations hold
    /// still.
    /// </summary>
    public RenderedFrame Render(int index, int camera, Action<double>? progress = null, CancellationToken cancellation = default) =>
        RenderAttempt(index, camera, 0, progress, cancellation);

    /// <summary>Renders one image; attempts above 0 trace other random paths.</summary>
    internal RenderedFrame RenderAttempt(int index, int camera, int attempt, Action<double>? progress, CancellationToken cancellation) {
        cancellation.ThrowIfCancellationRequested();
        // The light meter uses frame 0; prepared scenes that are no longer needed are released before another is prepared.
        foreach (int old in prepared.Keys.Where(k => moves && k < index - 1).ToArray()) {
            prepared[old].Dispose();
            prepared.Remove(old);
        }
        if (settings.Samples > 0 && settings.Exposure is null) exposure ??= Meter(cancellation);
        Node node = world.Cameras[camera];
        LabelSet labels = settings.Labels | FrameSettings.PerObject | (settings.SensorDepth ? LabelTable.DepthZ : LabelSet.None);
        RenderScene now = At(index);
        IdLimits.Check(now, labels);
        CameraRays rays = CameraAt(index, node);
        (RenderScene, CameraRays)? next = labels.Overlaps(LabelSet.Forward) ? (At(index + 1), CameraAt(index + 1, node)) : null;
        (RenderScene, CameraRays)? previous = labels.Overlaps(LabelSet.Backward) ? (At(index - 1), CameraAt(index - 1, node)) : null;

        float stops = (float)(settings.Exposure ?? exposure ?? 0) + rays.Camera.ExposureStops;
        Image<Vector3>? radiance = settings.Samples == 0 ? null : clock.Measure(Stage.Render, () => PathTracer.Render(now, rays, new() {
            Samples = settings.Samples, MaxBounces = settings.Bounces, Seed = settings.ImageSeed(scene, index, camera, attempt),
            Threads = settings.Threads, Progress = progress, Cancellation = cancellation,
        }).Radiance);
        LabelFrame frame = clock.Measure(Stage.Label,
            () => LabelPass.Run(now, rays, new() { Labels = labels, Policy = settings.Policy, Threads = settings.Threads, Next = next,
                Previous = previous }));
        Image<Rgb8> Develop(Image<Vector3> image) =>
            sensorStage.Develop(image, stops, rays.Camera, settings.ImageKey("sensor", scene, index, camera), settings.Threads);
        return new() {
            Scene = scene, Index = index, CameraIndex = camera, CameraName = node.Name, Time = TimeOf(index), Attempt = attempt,
            Prepared = now, Camera = rays, Labels = frame, Radiance = radiance, ExposureStops = stops,
            Picture = radiance is null ? null : Develop(radiance), Develop = Develop, KeepsRadiance = settings.Radiance,
            SensorDepth = settings.SensorDepth ? SensorStage.Depth(frame.DepthZ, rays.Camera,
                settings.ImageKey("depth_sensor", scene, index, camera), settings.Threads) : null,
        };
    }

    private float Meter(CancellationToken cancellation) {
        bool passing = moves && !prepared.ContainsKey(0);
        RenderScene first = At(0);
        float stops = clock.Measure(Stage.Render, () => AutoExposure.Measure(first, CameraAt(0, world.Cameras[0]), settings.Threads,
            cancellation));
        if (passing) {
            prepared.Remove(0);
            first.Dispose();
        }
        return stops;
    }

    public void Dispose() {
        foreach (RenderScene ready in prepared.Values) ready.Dispose();
        prepared.Clear();
    }
}
