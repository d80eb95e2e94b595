namespace Diorama.Datasets.Tests;

/// <summary>A folder that is removed afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable {
    public string Path { get; } = Directory.CreateTempSubdirectory("diorama-test-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);

    /// <summary>Every file below a folder with its bytes, by path from there; what workers say of themselves is no data.</summary>
    public static SortedDictionary<string, byte[]> Files(string folder) {
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)) {
            string name = System.IO.Path.GetRelativePath(folder, file);
            if (!name.StartsWith("status/", StringComparison.Ordinal)) files[name] = File.ReadAllBytes(file);
        }
        return files;
    }

    public static void ExpectSame(string expected, string actual) {
        var (a, b) = (Files(expected), Files(actual));
        Assert.Equal(a.Keys, b.Keys);
        Assert.All(a, f => Assert.True(f.Value.AsSpan().SequenceEqual(b[f.Key]), $"{f.Key} differs"));
    }
}
