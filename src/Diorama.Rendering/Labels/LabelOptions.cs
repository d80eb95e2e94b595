using Diorama.Rendering.Cameras;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.Labels;

/// <summary>Options of a <see cref="LabelPass"/>.</summary>
public sealed class LabelOptions {
    public LabelSet Labels { get; init; } = LabelSet.Basic;
    public LabelPolicy Policy { get; init; } = new();
    /// <summary>Number of worker threads; 0 uses every processor. The labels do not depend on it.</summary>
    public int Threads { get; init; }
    /// <summary>The same scene and camera one frame later: needed for forward labels. See <see cref="FlowNeighbours"/>.</summary>
    public (RenderScene Scene, CameraRays Camera)? Next { get; init; }
    /// <summary>The same scene and camera one frame earlier: needed for backward labels.</summary>
    public (RenderScene Scene, CameraRays Camera)? Previous { get; init; }
    /// <summary>Largest distance in metres of a keypoint below the surface of its own object at which it still counts as visible.</summary>
    public float KeypointDepth { get; init; } = 0.02f;
}
