namespace Diorama.Datasets.Verification;

/// <summary>How thoroughly a dataset is checked.</summary>
public sealed class VerifyOptions {
    /// <summary>Records and the presence of files alone; no image is opened.</summary>
    public bool Quick { get; init; }
    /// <summary>Share of the images that is looked at, chosen by their ids: the same share is the same images.</summary>
    public double Sample { get; init; } = 1;
    /// <summary>0 uses every processor. The report does not depend on it.</summary>
    public int Threads { get; init; }
    /// <summary>From 0 to 1; called from one thread.</summary>
    public Action<double>? Progress { get; init; }
    public CancellationToken Cancellation { get; init; }

    /// <summary>Whether an image is in the sample.</summary>
    public bool Takes(long image) =>
        Sample >= 1 || Core.Randomness.Keyed.Start(0).With("verify").With(image).Generator().NextDouble() < Sample;
}
