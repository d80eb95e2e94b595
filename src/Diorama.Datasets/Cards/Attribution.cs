using System.Globalization;
using System.Text;
using Diorama.Assets;
using Diorama.Core;
using Diorama.Core.Files;
using Diorama.Core.Quoting;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Cards;

/// <summary>Content of ATTRIBUTION.md: every model and panorama that the dataset shows, by licence, with the authors to credit.</summary>
public static class Attribution {
    /// <exception cref="BadInputException">assets.jsonl is damaged.</exception>
    public static IReadOnlyList<UsedAsset> Read(DatasetFolder folder) => [.. folder.ReadAssets()];

    public static void Write(string path, IReadOnlyList<UsedAsset> used) {
        var text = new StringBuilder("# Attribution\n\n");
        if (used.Count == 0) text.Append("All that this dataset shows was made by the program: there is nobody to credit.\n");
        else {
            text.Append("""
                This dataset shows the works below. Pictures of them keep the conditions of their licences; where one asks for
                credit, give the authors in the last column.
                Textures of a model are part of it. All other surfaces, the sun and the sky are computed by the program.

                | licence | works | credit |
                |---|---|---|

                """);
            foreach (var group in ByLicence(used)) {
                string credit = group.Key.StartsWith("CC0", StringComparison.Ordinal) ? "not required"
                    : string.Join("; ", group.Select(a => a.Author).Distinct().Order(StringComparer.Ordinal));
                text.Append(CultureInfo.InvariantCulture, $"| {Link(group.Key)} | {group.Count()} | {MarkdownText.Of(credit)} |\n");
            }
            foreach (var licence in ByLicence(used)) {
                foreach (var pack in licence.GroupBy(a => a.Pack).OrderBy(g => g.Key, StringComparer.Ordinal)) {
                    text.Append(CultureInfo.InvariantCulture, $"\n## {MarkdownText.Of(licence.Key)}: {MarkdownText.Of(pack.Key)}\n\n");
                    if (Source(pack.Key) is { } source) text.Append(source).Append("\n\n");
                    text.Append("| asset | name | class | author |\n|---|---|---|---|\n");
                    foreach (UsedAsset a in pack.OrderBy(a => a.Id, StringComparer.Ordinal)) {
                        text.Append(CultureInfo.InvariantCulture, $"| {MarkdownText.Of(a.Id)} | {MarkdownText.Of(a.Name)} | "
                            + $"{MarkdownText.Of(a.Class)} | {MarkdownText.Of(a.Author)} |\n");
                    }
                }
            }
        }
        AtomicFile.Write(path, temporary => File.WriteAllText(temporary, text.ToString()));
    }

    internal static IEnumerable<IGrouping<string, UsedAsset>> ByLicence(IEnumerable<UsedAsset> used) =>
        used.GroupBy(a => a.Licence).OrderBy(g => g.Key, StringComparer.Ordinal);

    /// <summary>
    /// Address of the licence's page at SPDX if the name has the form of an SPDX identifier (letters, digits, dots and at least one
    /// hyphen); null otherwise.
    /// </summary>
    internal static string? Page(string licence) =>
        licence.Length > 0 && licence.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.') && licence.Contains('-')
        ? $"https://spdx.org/licenses/{licence}.html" : null;

    internal static string Link(string licence) => Page(licence) is { } page ? MarkdownText.Link(licence, page) : MarkdownText.Of(licence);

    private static string? Source(string pack) => AllPacks.All.FirstOrDefault(p => p.Name == pack) is { } known
        ? known.Packages.Count > 0 ? $"{known.Summary} From {string.Join(" and ", known.Packages)}." : known.Summary
        : null;
}
