using System.Numerics;
using Diorama.Core.Images;

namespace Diorama.Benchmarks.Pictures;

/// <summary>What one renderer needed for pictures at a low and a high sample count, and how far they are from its own reference.</summary>
internal sealed class Series(int lowSamples, int highSamples, Image<Vector3> reference) {
    private readonly List<double> lowSeconds = [], highSeconds = [], lowErrors = [], highErrors = [], trimmedErrors = [];

    public void Add(bool high, double seconds, Image<Vector3> image) {
        (high ? highSeconds : lowSeconds).Add(seconds);
        (high ? highErrors : lowErrors).Add(ImageError.RelativeMse(image, reference, out double trimmed));
        if (high) trimmedErrors.Add(trimmed);
    }

    /// <summary>The fastest run: what disturbs a machine only ever adds.</summary>
    public double Seconds => highSeconds.Min();
    public double SecondsPerSample => Math.Max(1e-6, (highSeconds.Min() - lowSeconds.Min()) / (highSamples - lowSamples));
    /// <summary>What does not grow with samples: scene export, BVH.</summary>
    public double FixedSeconds => Math.Max(0, Seconds - highSamples * SecondsPerSample);
    public double LowError => lowErrors.Average();
    public double Error => highErrors.Average();
    public double TrimmedError => trimmedErrors.Average();
    public int Samples => highSamples;

    /// <summary>Seconds to reach <paramref name="error"/>, whose mean falls as 1/samples.</summary>
    public double SecondsToReach(double error) => FixedSeconds + SecondsPerSample * highSamples * Error / error;
}
