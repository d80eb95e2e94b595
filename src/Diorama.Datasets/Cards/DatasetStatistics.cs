using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Cards;

/// <summary>
/// Counts of what a dataset shows, gathered in one pass over its records. Objects are visible things (<see cref="DatasetClass.IsThing"/>).
/// </summary>
public sealed class DatasetStatistics {
    /// <summary>Last bin of <see cref="ObjectsPerImage"/>: it also counts images with more objects.</summary>
    public const int MaxObjects = 60;
    /// <summary>Number of bins of <see cref="VisibleFractions"/>, and of columns and rows of <see cref="Positions"/>.</summary>
    public const int FractionBins = 20, PositionColumns = 32, PositionRows = 24;
    private const int SizeBins = 13;

    private readonly ClassTable table;

    private DatasetStatistics(ClassTable table) => this.table = table;

    /// <summary>Number of visible objects, and number of images that show at least one, by class id.</summary>
    public SortedDictionary<int, (long Objects, long Images)> Classes { get; } = [];
    public long Objects { get; private set; }
    public long Images { get; private set; }
    /// <summary>Number of images that have a picture, not labels alone.</summary>
    public long Pictures { get; private set; }
    /// <summary>Number of objects that the image's border cuts.</summary>
    public long Truncated { get; private set; }
    /// <summary>Number of images by their number of objects; the last bin also counts images with more.</summary>
    public long[] ObjectsPerImage { get; } = new long[MaxObjects + 1];
    /// <summary>
    /// Number of objects by the square root of their box's area: bin k holds [2^k, 2^(k+1)) pixels; the last bin has no upper limit.
    /// </summary>
    public long[] BoxSizes { get; } = new long[SizeBins];
    /// <summary>
    /// Number of objects by visible fraction (visible pixels over amodal pixels), in equal bins from 0 to 1; all 0 if the dataset does not
    /// record it.
    /// </summary>
    public long[] VisibleFractions { get; } = new long[FractionBins];
    /// <summary>Number of objects by the centre of their visible box, as a grid over the image, row by row from the top left.</summary>
    public long[] Positions { get; } = new long[PositionColumns * PositionRows];
    /// <summary>Number of images by split; empty if the dataset is not split.</summary>
    public SortedDictionary<string, long> Splits { get; } = new(StringComparer.Ordinal);
    public SortedDictionary<string, long> Sizes { get; } = new(StringComparer.Ordinal);
    /// <summary>What was taken off all positions of the first image's world, metres; null for nothing.</summary>
    public double[]? WorldOrigin { get; private set; }

    public static DatasetStatistics Of(IEnumerable<FrameRecord> images, DatasetInfo info) {
        var statistics = new DatasetStatistics(new(info.Classes));
        var seen = new HashSet<int>();
        foreach (FrameRecord image in images) statistics.Add(image, seen);
        return statistics;
    }

    private void Add(FrameRecord image, HashSet<int> seen) {
        seen.Clear();
        WorldOrigin ??= image.Camera.WorldOrigin;
        int count = 0;
        foreach (ObjectRecord o in image.Objects) {
            if (o.VisiblePixels is not > 0 || o.VisibleBox is not { } box || table[o.ClassId] is not { IsThing: true }) continue;
            count++;
            var (objects, images) = Classes.GetValueOrDefault(o.ClassId);
            Classes[o.ClassId] = (objects + 1, images + (seen.Add(o.ClassId) ? 1 : 0));
            if (o.Truncated == true) Truncated++;
            double side = Math.Sqrt((double)(box[2] - box[0]) * (box[3] - box[1]));
            BoxSizes[Math.Clamp((int)Math.Floor(Math.Log2(side)), 0, SizeBins - 1)]++;
            if (o.VisibleFraction is { } fraction) VisibleFractions[Math.Min((int)(fraction * FractionBins), FractionBins - 1)]++;
            int column = (int)((box[0] + box[2]) * 0.5 * PositionColumns / image.Width),
                row = (int)((box[1] + box[3]) * 0.5 * PositionRows / image.Height);
            Positions[Math.Min(row, PositionRows - 1) * PositionColumns + Math.Min(column, PositionColumns - 1)]++;
        }
        Objects += count;
        Images++;
        if (image.Files.ContainsKey("image")) Pictures++;
        ObjectsPerImage[Math.Min(count, MaxObjects)]++;
        if (image.Split is { } split) Splits[split] = Splits.GetValueOrDefault(split) + 1;
        string size = FormattableString.Invariant($"{image.Width}×{image.Height}");
        Sizes[size] = Sizes.GetValueOrDefault(size) + 1;
    }
}
