using System.Globalization;
using System.Text;
using System.Text.Json;
using Diorama.Assets;
using Diorama.Core.Images;

namespace Diorama.Datasets.Layout;

/// <summary>An asset that a dataset shows.</summary>
/// <param name="Id">As in the frames.</param>
/// <param name="Name">For people.</param>
/// <param name="Class">Its class.</param>
/// <param name="Pack">Where it is from.</param>
/// <param name="Licence">As the pack states it.</param>
/// <param name="Author">Whom to credit.</param>
public sealed record UsedAsset(string Id, string Name, string Class, string Pack, string Licence, string Author);

/// <summary>assets.jsonl: each asset once, in the order of first use; and ATTRIBUTION.md made from it.</summary>
internal sealed class AssetLog : IDisposable {
    private readonly LineLog log;
    private readonly HashSet<string> known = new(StringComparer.Ordinal);

    public AssetLog(string path) {
        long end = 0;
        foreach ((byte[] line, long after) in LineLog.Read(path)) {
            known.Add(JsonSerializer.Deserialize<UsedAsset>(line, DatasetJson.Line)!.Id);
            end = after;
        }
        log = LineLog.Open(path, end);
    }

    public void Add(IEnumerable<Asset> assets) {
        using var lines = new MemoryStream();
        foreach (Asset a in assets) {
            if (!known.Add(a.Id)) continue;
            JsonSerializer.Serialize(lines, new UsedAsset(a.Id, a.Name, a.Class, a.Pack, a.Licence, a.Author), DatasetJson.Line);
            lines.WriteByte((byte)'\n');
        }
        if (lines.Length > 0) log.Append(lines.GetBuffer().AsSpan(0, (int)lines.Length));
    }

    public void Dispose() => log.Dispose();

    public static void WriteAttribution(string assets, string path) {
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
