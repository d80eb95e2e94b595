using System.Numerics;
using System.Runtime.CompilerServices;
using Diorama.Core;

namespace Diorama.Rendering.Sampling;

/// <summary>
/// A piecewise constant 2D distribution over width × height cells, sampled by inverting the marginal and the conditional distribution,
/// which keeps the stratification of the point set; a guide table (Chen and Asau 1974) makes each inversion O(1) on average.
/// </summary>
public sealed class PiecewiseConstant2D {
    private readonly float[] rowCdf;
    private readonly ushort[] rowGuide;
    private readonly float[] cdf;
    private readonly ushort[] guide;
    private readonly int guideSize;

    public int Width { get; }
    public int Height { get; }
    /// <summary>Sum of the given weights.</summary>
    public double Total { get; }

    /// <summary>Builds the distribution; <paramref name="weights"/> are non-negative, row by row, and need not be normalised.</summary>
    public PiecewiseConstant2D(int width, int height, ReadOnlySpan<float> weights) {
        if (width > ushort.MaxValue || height > ushort.MaxValue) {
            throw new BadInputException(
                $"A table of {width}×{height} cells was given to sample from, at most {ushort.MaxValue} per side can be handled.");
        }
        (Width, Height) = (width, height);
        guideSize = Math.Max(1, width / 4);
        cdf = new float[height * (width + 1)];
        guide = new ushort[height * (guideSize + 1)];
        var rows = new double[height];
        for (int y = 0; y < height; y++) {
            ReadOnlySpan<float> row = weights.Slice(y * width, width);
            rows[y] = Accumulate(row, cdf.AsSpan(y * (width + 1), width + 1));
            FillGuide(cdf.AsSpan(y * (width + 1), width + 1), guide.AsSpan(y * (guideSize + 1), guideSize + 1));
            Total += rows[y];
        }
        rowCdf = new float[height + 1];
        rowGuide = new ushort[height + 1];
        double sum = 0;
        for (int y = 0; y < height; y++) {
            sum += rows[y];
            rowCdf[y + 1] = Total > 0 ? (float)(sum / Total) : (y + 1f) / height;
        }
        FillGuide(rowCdf, rowGuide);
    }

    private static double Accumulate(ReadOnlySpan<float> weights, Span<float> cdf) {
        double total = 0, sum = 0;
        foreach (float w in weights) total += w;
        for (int i = 0; i < weights.Length; i++) {
            sum += weights[i];
            cdf[i + 1] = total > 0 ? (float)(sum / total) : (i + 1f) / weights.Length;
        }
        cdf[weights.Length] = 1;
        return total;
    }

    /// <summary>Fills a guide table: guide[g] is the cell in which g / (guide.Length − 1) falls.</summary>
    private static void FillGuide(ReadOnlySpan<float> cdf, Span<ushort> guide) {
        int cell = 0, buckets = guide.Length - 1;
        for (int g = 0; g <= buckets; g++) {
            while (cell < cdf.Length - 2 && cdf[cell + 1] <= (float)g / buckets) cell++;
            guide[g] = (ushort)cell;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Find(ReadOnlySpan<float> cdf, ReadOnlySpan<ushort> guide, float u, out float fraction) {
        int bucket = Math.Min((int)(u * (guide.Length - 1)), guide.Length - 2);
        int low = guide[bucket], high = guide[bucket + 1];
        while (low < high) {
            int middle = (low + high) >> 1;
            if (cdf[middle + 1] <= u) low = middle + 1; else high = middle;
        }
        // Rounding of u at the border of a bucket, or u in an empty range at the very end, may lead to a cell of width zero next to the
        // right one.
        while (low > 0 && (cdf[low] > u || cdf[low + 1] <= cdf[low])) low--;
        fraction = Math.Clamp((u - cdf[low]) / (cdf[low + 1] - cdf[low]), 0, 0.99999994f);
        return low;
    }

    /// <summary>Samples a cell and the position inside it in [0,1)²; returns false if all weights are zero.</summary>
    public bool Sample(Vector2 u, out int x, out int y, out Vector2 within) {
        (x, y, within) = (0, 0, default);
        if (!(Total > 0)) return false;
        y = Find(rowCdf, rowGuide, u.Y, out float fy);
        x = Find(cdf.AsSpan(y * (Width + 1), Width + 1), guide.AsSpan(y * (guideSize + 1), guideSize + 1), u.X, out float fx);
        within = new(fx, fy);
        return true;
    }

    /// <summary>Returns the probability of a cell, as sampled (from the rounded tables, not from the weights).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Probability(int x, int y) {
        int at = y * (Width + 1) + x;
        return Total > 0 ? (rowCdf[y + 1] - rowCdf[y]) * (cdf[at + 1] - cdf[at]) : 0;
    }
}
