using System.Globalization;
using Diorama.Datasets.Labels;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Formats;

/// <summary>
/// Writes one format in one pass over a dataset: images come in order, cameras of a frame one after the other, and memory does not grow
/// with their number. The export is complete in the target's folder when <see cref="Finish"/> returns.
/// </summary>
/// <param name="format">Format that is written.</param>
/// <param name="target">Folder and facts of the export.</param>
public abstract class FormatWriter(DatasetFormat format, ExportTarget target) : IDisposable {
    private readonly SortedDictionary<string, long> notes = new(StringComparer.Ordinal);

    protected ExportTarget Target { get; } = target;

    /// <summary>Returns the objects of an image that the format lists, in the order of the record.</summary>
    protected IEnumerable<ObjectRecord> Objects(FrameRecord image) =>
        image.Objects.Where(o => format.Includes(o, Target.Classes, Target.Survey));

    /// <summary>
    /// Things that the format could not represent unchanged, with their counts: "objects with holes kept as run lengths" → 12.
    /// </summary>
    public IReadOnlyDictionary<string, long> Notes => notes;

    /// <param name="image">The next image.</param>
    /// <param name="split">Split of the image, one of the target's splits; empty if the dataset is not split.</param>
    public abstract void Add(FrameImages image, string split);

    /// <summary>Writes what is left. Called once, after the last image, also if there was none.</summary>
    public abstract void Finish();

    protected void Note(string what, long count = 1) => notes[what] = notes.GetValueOrDefault(what) + count;

    /// <summary>
    /// Formats a number for text files: with a decimal point, without thousands separators and exponent, rounded to at most this many
    /// decimals.
    /// </summary>
    protected static string Number(double value, int decimals) {
        string text = Math.Round(value, decimals).ToString("0." + new string('#', decimals), CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text;
    }

    public void Dispose() {
        Close();
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes open files. If <see cref="Finish"/> was not reached, the folder is deleted afterwards.</summary>
    protected virtual void Close() { }
}
