using Diorama.Rendering.Cameras;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.Labels;

/// <summary>What a <see cref="LabelPass"/> makes, and how.</summary>
public sealed class LabelOptions {
    public LabelSet Labels { get; init; } = LabelSet.Basic;
    public LabelPolicy Policy { get; init; } = new();
    /// <summary>Worker threads; 0 uses every processor. The labels do not depend on it.</summary>
    public int Threads { get; init; }
    /// <summary>
    /// The same scene one frame later, and the camera there: needed for what is forward. See <see cref="FlowNeighbours"/>.
    /// </summary>
    public (RenderScene Scene, CameraRays Camera)? Next { get; init; }
    /// <summary>The same scene one frame earlier, and the camera there: needed for what is backward.</summary>
    public (RenderScene Scene, CameraRays Camera)? Previous { get; init; }
    /// <summary>How deep below its own object's surface a keypoint may lie and still be visible, metres.</summary>
    public float KeypointDepth { get; init; } = 0.02f;
}
