using System.Globalization;
using System.Text;
using System.Text.Json;
using Diorama.Core.Images;

namespace Diorama.Datasets.Layout;

/// <summary>ATTRIBUTION.md: every asset of assets.jsonl with its author, by licence.</summary>
internal static class Attribution {
    public static void Write(string assets, string path) {
        UsedAsset[] used = [.. LineLog.Read(assets).Select(l => JsonSerializer.Deserialize<UsedAsset>(l.Line, DatasetJson.Line)!)];
        var text = new StringBuilder("# Attribution\n\nThis dataset shows the following assets.\n");
        foreach (var group in used.GroupBy(a => (a.Licence, a.Pack)).OrderBy(g => g.Key.Licence, StringComparer.Ordinal).ThenBy(g => g.Key.Pack, StringComparer.Ordinal)) {
            text.Append(CultureInfo.InvariantCulture, $"\n## {group.Key.Licence}: {group.Key.Pack}\n\n| asset | name | author |\n|---|---|---|\n");
            foreach (UsedAsset a in group.OrderBy(a => a.Id, StringComparer.Ordinal)) {
                text.Append(CultureInfo.InvariantCulture, $"| {a.Id} | {Cell(a.Name)} | {Cell(a.Author)} |\n");
            }
        }
        if (used.Length == 0) text.Append("\nNone: all that it shows was made by the program.\n");
        AtomicFile.Write(path, temporary => File.WriteAllText(temporary, text.ToString()));
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
