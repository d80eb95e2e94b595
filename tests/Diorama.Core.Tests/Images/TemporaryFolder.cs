namespace Diorama.Core.Tests.Images;

/// <summary>A folder of its own for one test, removed afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable {
    public string Path { get; } = Directory.CreateTempSubdirectory("diorama-test-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public string[] Names =>
        [.. Directory.GetFileSystemEntries(Path).Select(p => System.IO.Path.GetFileName(p)).Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
