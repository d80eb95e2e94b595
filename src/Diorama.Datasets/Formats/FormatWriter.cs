using System.Globalization;
using Diorama.Datasets.Labels;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Formats;

/// <summary>
/// Writes one format in one pass over a dataset: images come in order, cameras of a frame one after the other, and memory does not grow
/// with their number. What is finished is in the target's folder when <see cref="Finish"/> returns.
/// </summary>
/// <param name="format">Whose writer it is.</param>
/// <param name="target">Where it writes.</param>
public abstract class FormatWriter(DatasetFormat format, ExportTarget target) : IDisposable {
    private readonly SortedDictionary<string, long> notes = new(StringComparer.Ordinal);

    protected ExportTarget Target { get; } = target;

    /// <summary>The objects of an image that the format lists, in their order.</summary>
    protected IEnumerable<ObjectRecord> Objects(FrameRecord image) =>
        image.Objects.Where(o => format.Shows(o, Target.Classes, Target.Survey));

    /// <summary>What the format could not hold as it is, counted: "objects with holes kept as run lengths" → 12.</summary>
    public IReadOnlyDictionary<string, long> Notes => notes;

    /// <param name="image">The next image.</param>
    /// <param name="split">Its split, one of the target's; empty when the dataset is not split.</param>
    public abstract void Add(FrameImages image, string split);

    /// <summary>Called once, after the last image, also when there was none.</summary>
    public abstract void Finish();

    protected void Note(string what, long count = 1) => notes[what] = notes.GetValueOrDefault(what) + count;

    /// <summary>As files want numbers: a point, no thousands, no exponent, no more than these decimals.</summary>
    protected static string Number(double value, int decimals) {
        string text = Math.Round(value, decimals).ToString("0." + new string('#', decimals), CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text;
    }

    public void Dispose() {
        Close();
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes what is open; the folder is thrown away when <see cref="Finish"/> was not reached.</summary>
    protected virtual void Close() { }
}
