namespace Diorama.Fuzz.Checks;

/// <summary>
/// The scratch folder of one case: <c>work</c>, in which the program runs, <c>tmp</c> and <c>data</c>, which it is told to use, and folders
/// called <c>victim</c> at every height, into which names that climb would write.
/// </summary>
internal sealed class CaseFolder : IDisposable {
    private Dictionary<string, (long Length, long Time)> before = [];

    public string Root { get; }
    public string Work => Path.Combine(Root, "a", "b", "work");
    public string Temporary => Path.Combine(Root, "tmp");
    public string Data => Path.Combine(Root, "data");

    public CaseFolder(string root) {
        Root = root;
        Remove();
        foreach (string folder in (string[])[Work, Temporary, Data, Path.Combine(Root, "home")]) Directory.CreateDirectory(folder);
        foreach (string at in (string[])["", "a", "a/b", "a/b/work"]) {
            string victim = Path.Combine(Root, at, "victim");
            Directory.CreateDirectory(victim);
            File.WriteAllText(Path.Combine(victim, "x"), "untouched");
        }
    }

    public void Dispose() => Remove();

    /// <summary>Remembers what is there.</summary>
    public void Remember() => before = Entries();

    /// <summary>What has appeared, changed or gone since, as paths from the root.</summary>
    public IReadOnlyList<string> Changes() {
        var now = Entries();
        return [.. now.Where(e => !before.TryGetValue(e.Key, out var old) || old != e.Value).Select(e => e.Key)
            .Concat(before.Keys.Where(p => !now.ContainsKey(p))).Order(StringComparer.Ordinal)];
    }

    /// <summary>Files by length and time; folders are there and no more.</summary>
    private Dictionary<string, (long, long)> Entries() {
        var entries = new Dictionary<string, (long, long)>();
        foreach (FileSystemInfo entry in new DirectoryInfo(Root).EnumerateFileSystemInfos("*",
            new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })) {
            string path = Path.GetRelativePath(Root, entry.FullName);
            entries[path] = entry is FileInfo { LinkTarget: null } file ? (file.Length, file.LastWriteTimeUtc.Ticks) : (-1, 0);
        }
        return entries;
    }

    private void Remove() {
        if (Directory.Exists(Root)) Directory.Delete(Root, recursive: true);
    }
}
