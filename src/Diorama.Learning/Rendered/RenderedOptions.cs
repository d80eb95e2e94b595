using Diorama.Assets.Packs;

namespace Diorama.Learning.Rendered;

/// <summary>How a <see cref="RenderedSet"/> is made and where it lies.</summary>
public sealed record RenderedOptions {
    /// <summary>Folder of all sets; that of the data folder by default.</summary>
    public string Folder { get; init; } = RenderedCache.FolderIn(DataFolder.Default);
    /// <summary>Samples that are made side by side; 0 takes one for each processor. Samples do not depend on it.</summary>
    public int Threads { get; init; }
    /// <summary>Receives the completed fraction, 0 to 1, from several threads.</summary>
    public Action<double>? Progress { get; init; }
    /// <summary>Stops; finished files are kept.</summary>
    public CancellationToken Cancellation { get; init; }
    /// <summary>Limit of all sets together, bytes; sets that were not used for longest are removed before it is exceeded.</summary>
    public long Limit { get; init; } = RenderedCache.DefaultLimit;
}
