namespace Diorama.Rendering.Integrators;

/// <summary>Plain settings of a path-traced image.</summary>
public sealed class RenderSettings {
    /// <summary>Paths per pixel; powers of two stratify best.</summary>
    public int Samples { get; init; } = 64;
    public uint Seed { get; init; }
    /// <summary>Scattering events after the first visible surface; 0 is direct light alone.</summary>
    public int MaxBounces { get; init; } = 8;
    /// <summary>Worker threads; 0 uses every processor. The image does not depend on it.</summary>
    public int Threads { get; init; }
    /// <summary>Keep diffuse/specular × direct/indirect images beside the total.</summary>
    public bool SplitLight { get; init; }
    /// <summary>Called now and then from a worker with the share of the image that is done, 0 to 1.</summary>
    public Action<double>? Progress { get; init; }
    public CancellationToken Cancellation { get; init; }
    /// <summary>Off, the surroundings are sampled alike everywhere: what the guide is measured against.</summary>
    internal bool GuideSurroundings { get; init; } = true;
}
