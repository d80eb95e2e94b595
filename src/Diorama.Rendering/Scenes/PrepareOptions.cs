using Diorama.Rendering.Textures;

namespace Diorama.Rendering.Scenes;

/// <summary>Options for preparing a <see cref="Scene"/> for one frame.</summary>
public sealed record PrepareOptions {
    /// <summary>Frame time in seconds on the clock of the animations.</summary>
    public double FrameTime { get; init; }
    /// <summary>Length in seconds of the interval around the frame time for which motion is kept; 0 freezes the scene.</summary>
    public double MotionSeconds { get; init; }
    /// <summary>
    /// Number of motion steps in that interval, odd so that one is at the frame time (an even number is increased by 1); motion between
    /// steps is linear.
    /// </summary>
    public int MotionSteps { get; init; } = 9;
    /// <summary>Animation to play; null plays all animations.</summary>
    public Animation? Animation { get; init; }
    /// <summary>
    /// Number of triangles up to which every placed mesh is copied to world space, which makes tracing faster; above it, meshes used more
    /// than once are stored once and placed as Embree instances.
    /// </summary>
    public long FlattenedTriangles { get; init; } = 6_000_000;
    /// <summary>
    /// Whether rays can collect everything along them, which amodal masks need. It does not measurably slow down path tracing.
    /// </summary>
    public bool AllowGather { get; init; } = true;
    /// <summary>Cache of decoded textures that outlives the scene; null decodes each texture for this scene only.</summary>
    public TextureCache? Textures { get; init; } = TextureCache.Shared;

    /// <summary>
    /// Whether the scene is only labelled, not rendered: the acceleration structure is built several times faster, its rays take longer,
    /// and lights are gathered only on demand.
    /// </summary>
    public bool ForLabels { get; init; }
    /// <summary>
    /// Whether the scene is rendered with few samples: the acceleration structure is built in a third of the time and its rays take
    /// slightly longer. A ray that hits two triangles at the same distance may report the other one.
    /// </summary>
    public bool QuickBuild { get; init; }

    /// <summary>Number of paths per pixel below which <see cref="QuickBuild"/> saves more time than it costs.</summary>
    public const int FewSamples = 16;

    /// <summary>Returns the same options for another frame time in seconds.</summary>
    public PrepareOptions At(double frameTime) => this with { FrameTime = frameTime };
}
