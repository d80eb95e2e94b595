namespace Diorama.Core.Files;

/// <summary>Temporary folder of the system that is removed with its content on disposal, also when a signal ends the process.</summary>
public sealed class ScratchFolder : IDisposable {
    public string Path { get; }

    /// <param name="name">Purpose of the folder; part of the folder's name.</param>
    /// <exception cref="FileException">The operating system refuses to create the folder.</exception>
    public ScratchFolder(string name) {
        try {
            Path = Directory.CreateTempSubdirectory($"diorama-{name}-").FullName;
        } catch (Exception e) when (e is IOException or UnauthorizedAccessException) {
            throw FileException.Writing(System.IO.Path.GetTempPath(), e);
        }
        AtomicFile.Watch(Path);
    }

    public void Dispose() => AtomicFile.Forget(Path);
}
