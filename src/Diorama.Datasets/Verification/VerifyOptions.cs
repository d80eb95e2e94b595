namespace Diorama.Datasets.Verification;

/// <summary>Options of the verification of a dataset.</summary>
public sealed class VerifyOptions {
    /// <summary>True to check only records and the presence of files; no image is opened.</summary>
    public bool Quick { get; init; }
    /// <summary>Share of the images to check, chosen by their ids: the same share gives the same images.</summary>
    public double Sample { get; init; } = 1;
    /// <summary>Number of violations of each check that the report holds; the others are only counted.</summary>
    public int Kept { get; init; } = Findings.Kept;
    /// <summary>Number of threads; 0 uses every processor. The report does not depend on it.</summary>
    public int Threads { get; init; }
    /// <summary>Progress callback; receives the completed fraction, 0…1; called from one thread.</summary>
    public Action<double>? Progress { get; init; }
    public CancellationToken Cancellation { get; init; }

    /// <summary>Whether an image is in the sample.</summary>
    public bool Takes(long image) =>
        Sample >= 1 || Core.Randomness.Keyed.Start(0).With("verify").With(image).Generator().NextDouble() < Sample;
}
