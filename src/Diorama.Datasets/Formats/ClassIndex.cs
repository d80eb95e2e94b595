using Diorama.Core;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Formats;

/// <summary>
/// Numbers for classes in formats that have few of them, from 1 without gaps: things first, then structure, each by id. All classes of the
/// dataset when they fit, so that numbers stay when it grows; else those of which it shows something.
/// </summary>
internal sealed class ClassIndex {
    private readonly Dictionary<int, int> numbers = [];

    /// <summary>The class with number n is at n − 1.</summary>
    public IReadOnlyList<DatasetClass> Classes { get; }

    /// <param name="format">For the sentence.</param>
    /// <param name="target">Classes and what is shown of them.</param>
    /// <param name="limit">The highest number.</param>
    /// <param name="limitOfThings">The highest number of a thing.</param>
    /// <param name="withStructure">Whether structure is numbered.</param>
    /// <exception cref="BadInputException">Even those that are shown are too many.</exception>
    public ClassIndex(string format, ExportTarget target, int limit, int limitOfThings, bool withStructure) {
        DatasetClass[] all = [.. target.Classes.Classes.Where(c => c.IsThing || withStructure).OrderBy(c => !c.IsThing).ThenBy(c => c.Id)];
        if (!Fits(all)) all = [.. all.Where(c => target.Survey.Classes.Contains(c.Id))];
        if (!Fits(all)) throw new BadInputException($"The format {format} has room for {limit} classes, {limitOfThings} of things; the "
            + $"dataset shows {all.Length}, {all.Count(c => c.IsThing)} of things.");
        Classes = all;
        for (int i = 0; i < all.Length; i++) numbers.Add(all[i].Id, i + 1);

        bool Fits(DatasetClass[] classes) => classes.Length <= limit && classes.Count(c => c.IsThing) <= limitOfThings;
    }

    /// <summary>0 for what has no number.</summary>
    public int this[int classId] => numbers.GetValueOrDefault(classId);
}
