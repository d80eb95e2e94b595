namespace Diorama.Datasets.Viewing;

/// <summary>How much of a dataset a page shows.</summary>
public sealed class ViewOptions {
    /// <summary>Images, spread evenly over the dataset.</summary>
    public int Images { get; init; } = 100;
    /// <summary>Longer side of the reduced pictures, pixels.</summary>
    public int Width { get; init; } = 480;
    /// <summary>From 0 to 1.</summary>
    public Action<double>? Progress { get; init; }
    public CancellationToken Cancellation { get; init; }
}
