using Diorama.Rendering.Textures;

namespace Diorama.Rendering.Scenes;

/// <summary>How a <see cref="Scene"/> is prepared for one frame.</summary>
public sealed record PrepareOptions {
    /// <summary>Frame time on the animations' clock, seconds.</summary>
    public double FrameTime { get; init; }
    /// <summary>Length of the interval around the frame time over which motion is kept, seconds; 0 freezes the scene.</summary>
    public double MotionSeconds { get; init; }
    /// <summary>Motion steps across that interval, odd so that one falls on the frame time; rotation between steps is linear.</summary>
    public int MotionSteps { get; init; } = 9;
    /// <summary>Animation to play; null plays all.</summary>
    public Animation? Animation { get; init; }
    /// <summary>
    /// Up to this many triangles every placed mesh is copied to world space, which traces faster; beyond it, meshes used
    /// more than once are kept once and placed by Embree instances.
    /// </summary>
    public long FlattenedTriangles { get; init; } = 6_000_000;
    /// <summary>
    /// Lets rays collect all that lies along them, which amodal masks need. Costs the tracing of paths nothing that can be measured.
    /// </summary>
    public bool AllowGather { get; init; } = true;
    /// <summary>Decoded textures that outlive the scene; null decodes each texture for this scene alone.</summary>
    public TextureCache? Textures { get; init; } = TextureCache.Shared;

    /// <summary>
    /// For scenes that are labelled and not rendered: the hierarchy is built several times faster, its rays take longer, and lights are
    /// gathered only if they are asked for.
    /// </summary>
    public bool ForLabels { get; init; }
    /// <summary>
    /// For pictures of few samples: the hierarchy is built in a third of the time and its rays take a little longer. A ray that meets two
    /// triangles at one distance may take the other one.
    /// </summary>
    public bool QuickBuild { get; init; }

    /// <summary>With fewer paths per pixel than this, <see cref="QuickBuild"/> saves more than it costs.</summary>
    public const int FewSamples = 16;

    /// <summary>The same for another frame.</summary>
    public PrepareOptions At(double frameTime) => this with { FrameTime = frameTime };
}
