namespace Diorama.Architecture.Tests;

/// <summary>The checkout that these tests were built from: its root, and the files that belong to it.</summary>
internal static class Repository {
    private static readonly HashSet<string> Generated = [".git", ".vs", "artifacts", "build", "out", "node_modules", "__pycache__"];
    private static readonly HashSet<string> Text =
        [".cs", ".csproj", ".props", ".slnx", ".cpp", ".h", ".txt", ".md", ".py", ".sh", ".json", ".debian", ".editorconfig", ".gitignore",
        ""];

    public static string Root { get; } = FindRoot();

    /// <summary>Paths relative to the root, with forward slashes, in ordinal order.</summary>
    public static IReadOnlyList<string> Files { get; } =
        [.. Walk(new(Root)).Select(f => Path.GetRelativePath(Root, f.FullName)).Order(StringComparer.Ordinal)];

    public static IEnumerable<string> TextFiles => Files.Where(f => Text.Contains(Path.GetExtension(f)));

    public static IEnumerable<string> Source(string folder) =>
        Files.Where(f => f.StartsWith(folder + "/", StringComparison.Ordinal) && f.EndsWith(".cs", StringComparison.Ordinal));

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    public static string[] Lines(string file) => File.ReadAllLines(Path.Combine(Root, file));

    /// <summary>Fails with the whole list, one finding per line.</summary>
    public static void ExpectNone(IEnumerable<string> findings) {
        string list = string.Join('\n', findings);
        Assert.True(list.Length == 0, list);
    }

    private static IEnumerable<FileInfo> Walk(DirectoryInfo folder) =>
        folder.EnumerateFiles().Concat(folder.EnumerateDirectories().Where(d => !Generated.Contains(d.Name) && d.LinkTarget is null)
        .SelectMany(Walk));

    private static string FindRoot() {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Diorama.slnx"))) {
            folder = folder.Parent ?? throw new InvalidOperationException("the tests do not lie below a folder with Diorama.slnx");
        }
        return folder.FullName;
    }
}
