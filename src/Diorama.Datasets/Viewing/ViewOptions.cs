namespace Diorama.Datasets.Viewing;

/// <summary>Options of a page that shows a dataset.</summary>
public sealed class ViewOptions {
    /// <summary>Number of images, evenly spaced over the dataset.</summary>
    public int Images { get; init; } = 100;
    /// <summary>Length of the longer side of the reduced pictures, pixels.</summary>
    public int Width { get; init; } = 480;
    /// <summary>Progress callback; receives the completed fraction, 0…1.</summary>
    public Action<double>? Progress { get; init; }
    public CancellationToken Cancellation { get; init; }
}
