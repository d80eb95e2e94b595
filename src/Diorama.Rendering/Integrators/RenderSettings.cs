namespace Diorama.Rendering.Integrators;

/// <summary>Settings of a path-traced image.</summary>
public sealed class RenderSettings {
    /// <summary>Number of paths per pixel; powers of two are stratified best.</summary>
    public int Samples { get; init; } = 64;
    public uint Seed { get; init; }
    /// <summary>Number of scattering events after the first visible surface; 0 is direct light only.</summary>
    public int MaxBounces { get; init; } = 8;
    /// <summary>Number of worker threads; 0 uses every processor. The image does not depend on it.</summary>
    public int Threads { get; init; }
    /// <summary>Whether diffuse/specular × direct/indirect images are kept in addition to the total.</summary>
    public bool SplitLight { get; init; }
    /// <summary>
    /// Progress callback; receives the completed fraction of the image, 0…1, from several threads and not always in ascending order.
    /// </summary>
    public Action<double>? Progress { get; init; }
    public CancellationToken Cancellation { get; init; }
    /// <summary>
    /// Whether light samples are guided to the directions of the environment that are visible; off, for comparison, the environment is
    /// sampled the same way everywhere.
    /// </summary>
    internal bool GuideEnvironment { get; init; } = true;
}
