using Diorama.Core;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Formats;

/// <summary>
/// Class numbers for formats that have few of them: from 1 without gaps, things first, then structure, each ordered by id. All classes of
/// the dataset are numbered if they fit, so that the numbers stay the same when the dataset grows; otherwise only the classes that it
/// shows.
/// </summary>
internal sealed class ClassIndex {
    private readonly Dictionary<int, int> numbers = [];

    /// <summary>The numbered classes; the class with number n is at index n − 1.</summary>
    public IReadOnlyList<DatasetClass> Classes { get; }

    /// <param name="format">Name of the format, for the error message.</param>
    /// <param name="target">Export target: supplies the classes and the survey of those that the dataset shows.</param>
    /// <param name="limit">Highest class number of the format.</param>
    /// <param name="limitOfThings">Highest number of a class that is a thing.</param>
    /// <param name="withStructure">Whether classes of structure (not things) are numbered too.</param>
    /// <exception cref="BadInputException">The dataset shows more classes than the format can number.</exception>
    public ClassIndex(string format, ExportTarget target, int limit, int limitOfThings, bool withStructure) {
        DatasetClass[] all = [.. target.Classes.Classes.Where(c => c.IsThing || withStructure).OrderBy(c => !c.IsThing).ThenBy(c => c.Id)];
        if (!Fits(all)) all = [.. all.Where(c => target.Survey.Classes.Contains(c.Id))];
        if (!Fits(all)) throw new BadInputException($"The format {format} has room for {limit} classes, {limitOfThings} of things; the "
            + $"dataset shows {all.Length}, {all.Count(c => c.IsThing)} of things.");
        Classes = all;
        for (int i = 0; i < all.Length; i++) numbers.Add(all[i].Id, i + 1);

        bool Fits(DatasetClass[] classes) => classes.Length <= limit && classes.Count(c => c.IsThing) <= limitOfThings;
    }

    /// <summary>Number of a class; 0 if the class has none.</summary>
    public int this[int classId] => numbers.GetValueOrDefault(classId);
}
