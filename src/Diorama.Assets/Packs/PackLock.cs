using Diorama.Core.Files;

namespace Diorama.Assets.Packs;

/// <summary>A file held open for one process alone; whoever comes second waits. The system lets go of it when a process dies.</summary>
internal sealed class PackLock : IDisposable {
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly FileStream file;

    private PackLock(FileStream file) => this.file = file;

    /// <param name="path">The lock file; it stays.</param>
    /// <param name="waiting">Called once when someone else has it.</param>
    public static PackLock Acquire(string path, Action waiting) {
        for (bool told = false; ; Thread.Sleep(Pause)) {
            try {
                return new(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            } catch (IOException e) when (FileTrouble.IsInUse(e)) {
                if (!told) waiting();
                told = true;
            }
        }
    }

    public void Dispose() => file.Dispose();
}
