using Diorama.Core.Files;

namespace Diorama.Assets.Packs;

/// <summary>
/// An inter-process lock: a file opened exclusively. Other processes wait; the system releases the lock when a process dies.
/// </summary>
internal sealed class PackLock : IDisposable {
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly FileStream file;

    private PackLock(FileStream file) => this.file = file;

    /// <param name="path">Path of the lock file, which is not deleted.</param>
    /// <param name="waiting">Called once if another process has the lock.</param>
    public static PackLock Acquire(string path, Action waiting) {
        for (bool told = false; ; Thread.Sleep(Pause)) {
            try {
                return new(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            } catch (IOException e) when (FileException.IsInUse(e)) {
                if (!told) waiting();
                told = true;
            }
        }
    }

    public void Dispose() => file.Dispose();
}
