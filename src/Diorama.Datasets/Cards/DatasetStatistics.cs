using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Cards;

/// <summary>
/// How much of what a dataset shows, gathered in one pass over its records. Objects are visible things
/// (<see cref="DatasetClass.IsThing"/>).
/// </summary>
public sealed class DatasetStatistics {
    /// <summary>Images with more objects are counted in the last place.</summary>
    public const int MostObjects = 60;
    /// <summary>Bins of <see cref="VisibleFractions"/> and cells of <see cref="Positions"/>.</summary>
    public const int FractionBins = 20, PositionColumns = 32, PositionRows = 24;
    private const int SizeBins = 13;

    private readonly ClassTable table;

    private DatasetStatistics(ClassTable table) => this.table = table;

    /// <summary>By class id: how many objects, and how many images show one.</summary>
    public SortedDictionary<int, (long Objects, long Images)> Classes { get; } = [];
    public long Objects { get; private set; }
    public long Images { get; private set; }
    /// <summary>Images that have a picture, not labels alone.</summary>
    public long Pictures { get; private set; }
    /// <summary>Objects that the image's border cuts.</summary>
    public long Truncated { get; private set; }
    /// <summary>Images by their number of objects.</summary>
    public long[] ObjectsPerImage { get; } = new long[MostObjects + 1];
    /// <summary>Objects by the square root of their box's area: bin k holds [2^k, 2^(k+1)) pixels.</summary>
    public long[] BoxSizes { get; } = new long[SizeBins];
    /// <summary>Objects by visible / amodal pixels; all 0 where the dataset does not say.</summary>
    public long[] VisibleFractions { get; } = new long[FractionBins];
    /// <summary>Objects by the place of their box's middle, row by row from the top left.</summary>
    public long[] Positions { get; } = new long[PositionColumns * PositionRows];
    /// <summary>Images by split; empty where the dataset is not divided.</summary>
    public SortedDictionary<string, long> Splits { get; } = new(StringComparer.Ordinal);
    public SortedDictionary<string, long> Sizes { get; } = new(StringComparer.Ordinal);

    public static DatasetStatistics Of(IEnumerable<FrameRecord> images, DatasetInfo info) {
        var statistics = new DatasetStatistics(new(info.Classes));
        var seen = new HashSet<int>();
        foreach (FrameRecord image in images) statistics.Add(image, seen);
        return statistics;
    }

    private void Add(FrameRecord image, HashSet<int> seen) {
        seen.Clear();
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
        ObjectsPerImage[Math.Min(count, MostObjects)]++;
        if (image.Split is { } split) Splits[split] = Splits.GetValueOrDefault(split) + 1;
        string size = FormattableString.Invariant($"{image.Width}×{image.Height}");
        Sizes[size] = Sizes.GetValueOrDefault(size) + 1;
    }
}
