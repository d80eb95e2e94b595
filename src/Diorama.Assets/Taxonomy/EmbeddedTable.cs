namespace Diorama.Assets.Taxonomy;

/// <summary>Reads tab-separated tables embedded in the assembly; lines that begin with # are comments.</summary>
internal static class EmbeddedTable {
    public static IEnumerable<string[]> Rows(string file) {
        using var stream = typeof(EmbeddedTable).Assembly.GetManifestResourceStream(file) ?? throw new FileNotFoundException(file);
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line) {
            if (line.Length > 0 && line[0] != '#') yield return line.Split('\t');
        }
    }
}
