using Diorama.Core.Spaces;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.Labels;

/// <summary>
/// A scene prepared for three consecutive frames, as optical flow needs it. If nothing but cameras moves, one preparation serves all three.
/// </summary>
public sealed class FlowNeighbours : IDisposable {
    public RenderScene Scene { get; }
    public CameraRays Camera { get; }
    public (RenderScene Scene, CameraRays Camera) Next { get; }
    public (RenderScene Scene, CameraRays Camera) Previous { get; }

    private FlowNeighbours((RenderScene, CameraRays) previous, (RenderScene Scene, CameraRays Camera) current,
        (RenderScene, CameraRays) next) =>
        ((Scene, Camera), Previous, Next) = (current, previous, next);

    /// <param name="scene">Scene to prepare; later changes to it have no effect on the preparations.</param>
    /// <param name="cameraNode">Node that carries the camera.</param>
    /// <param name="time">Time of the middle frame in seconds.</param>
    /// <param name="frameInterval">Time in seconds from one frame to the next.</param>
    /// <param name="options">Options of the preparation; the frame time is ignored.</param>
    public static FlowNeighbours Prepare(Scene scene, Node cameraNode, double time, double frameInterval, PrepareOptions? options = null) {
        options ??= new();
        var current = RenderScene.Prepare(scene, options.At(time));
        if (!GeometryMoves(scene, options)) {
            (RenderScene, CameraRays) At(double t) => (current, CameraAt(scene, cameraNode, options, t));
            return new(At(time - frameInterval), At(time), At(time + frameInterval));
        }
        RenderScene? previous = null;
        try {
            previous = RenderScene.Prepare(scene, options.At(time - frameInterval));
            var next = RenderScene.Prepare(scene, options.At(time + frameInterval));
            return new((previous, previous.CameraAt(cameraNode)), (current, current.CameraAt(cameraNode)),
                (next, next.CameraAt(cameraNode)));
        } catch {
            previous?.Dispose();
            current.Dispose();
            throw;
        }
    }

    /// <summary>Whether anything but cameras changes with time, so that every frame needs a preparation of its own.</summary>
    public static bool GeometryMoves(Scene scene, PrepareOptions options) {
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(options);
        var pose = ScenePose.At(scene, options.FrameTime, options.Animation);
        return scene.Nodes.Any(n => (n.Parts.Count > 0 || n.Curves.Count > 0 || n.Light is not null) && pose.Moves(n));
    }

    /// <summary>Returns the camera of a node at a time in seconds, without a preparation of the scene.</summary>
    public static CameraRays CameraAt(Scene scene, Node node, PrepareOptions options, double time) {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(options);
        Camera camera = node.Camera ?? throw new ArgumentException($"node '{node.Name}' carries no camera", nameof(node));
        if (!ScenePose.At(scene, time, options.Animation).Moves(node)) return new(camera, Pose(0));
        return new(camera, Pose);
        Affine3 Pose(double offset) => ScenePose.At(scene, time + offset, options.Animation).WorldFromCamera(node);
    }

    public void Dispose() {
        Scene.Dispose();
        if (Next.Scene != Scene) Next.Scene.Dispose();
        if (Previous.Scene != Scene) Previous.Scene.Dispose();
    }
}
