using Diorama.Core;
using Diorama.Core.Files;

namespace Diorama.Learning.Evaluation;

/// <summary>
/// A part of a page of documentation that a command fills, between <c>&lt;!-- NAME --&gt;</c> and <c>&lt;!-- /NAME --&gt;</c>.
/// </summary>
public static class MarkedTable {
    /// <summary>Replaces what stands between the two markers.</summary>
    /// <param name="path">The page, Markdown.</param>
    /// <param name="name">Name in the markers.</param>
    /// <param name="text">New text between them.</param>
    /// <exception cref="BadInputException">The page lacks one of the markers.</exception>
    public static void Fill(string path, string name, string text) {
        string page = File.ReadAllText(path), first = $"<!-- {name} -->\n", last = $"<!-- /{name} -->";
        int from = page.IndexOf(first, StringComparison.Ordinal), to = page.IndexOf(last, StringComparison.Ordinal);
        if (from < 0 || to < from) throw new BadInputException($"{path} has no lines '{first.Trim()}' and '{last}', in this order.");
        string filled = page[..(from + first.Length)] + text.TrimEnd('\n') + "\n" + page[to..];
        AtomicFile.Write(path, temporary => File.WriteAllText(temporary, filled));
    }
}
