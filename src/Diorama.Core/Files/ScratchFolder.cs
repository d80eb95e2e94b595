namespace Diorama.Core.Files;

/// <summary>A folder among the system's temporary ones that goes with all that is in it, also when a signal ends the process.</summary>
public sealed class ScratchFolder : IDisposable {
    public string Path { get; }

    /// <param name="name">What it is for; the folder's name begins with it.</param>
    /// <exception cref="FileTrouble">The system does not let it be made.</exception>
    public ScratchFolder(string name) {
        try {
            Path = Directory.CreateTempSubdirectory($"diorama-{name}-").FullName;
        } catch (Exception e) when (e is IOException or UnauthorizedAccessException) {
            throw FileTrouble.Writing(System.IO.Path.GetTempPath(), e);
        }
        AtomicFile.Watch(Path);
    }

    public void Dispose() => AtomicFile.Forget(Path);
}
