using System.Globalization;
using Diorama.Core.Files;
using Diorama.Core.Processes;

namespace Diorama.Datasets.Runs.Parts;

/// <summary>
/// Worker that makes a part: a process, and a number within it. It is part of the name of the folder of a part in work, so that taking a
/// part over is one rename. For a process of this system it is known whether it is alive; for others only from lack of activity.
/// </summary>
internal sealed record PartOwner(ProcessIdentity Process, int Number) {
    /// <summary>Time without activity after which a worker counts as dead; workers touch their folders every half minute.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(5);

    private static readonly Lock gate = new();
    private static readonly HashSet<string> active = new(StringComparer.Ordinal);
    private static int last;

    public string Token => string.Create(CultureInfo.InvariantCulture, $"{Process}-{Number}");

    /// <summary>Makes a new owner in this process, alive until <see cref="Retire"/>.</summary>
    public static PartOwner Begin() {
        lock (gate) {
            var owner = new PartOwner(ProcessIdentity.Here, ++last);
            active.Add(owner.Token);
            return owner;
        }
    }

    public void Retire() {
        lock (gate) active.Remove(Token);
    }

    public static PartOwner? Parse(string token) {
        int mark = token.LastIndexOf('-');
        return mark > 0 && int.TryParse(token.AsSpan(mark + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && ProcessIdentity.Parse(token[..mark]) is { } process ? new(process, number) : null;
    }

    /// <summary>Whether the worker with this token may still be alive.</summary>
    /// <param name="token">Token from the folder's name.</param>
    /// <param name="untouched">Time since the last change in the folder, by the clock of its file system.</param>
    /// <param name="log">Status file of the worker, which it keeps open.</param>
    public static bool MayBeAlive(string token, TimeSpan untouched, string log) {
        if (Parse(token) is not { } owner) return untouched < Silence;
        if (owner.Process == ProcessIdentity.Here) {
            lock (gate) return active.Contains(token);
        }
        bool? alive = owner.Process.IsAlive;
        // A process in another container of this system is not visible, but the system knows whether a file is open.
        if (alive is null && owner.Process.IsOnThisSystem) alive = IsOpen(log);
        return alive ?? untouched < Silence;
    }

    /// <summary>
    /// Whether a process of this system has the file open: whoever opens it shares a lock on it, so that nobody can open it exclusively.
    /// Null if that cannot be determined.
    /// </summary>
    private static bool? IsOpen(string file) {
        try {
            using var alone = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1);
            // Network file systems may keep locks to one mount, or have none.
            return new DriveInfo(file).DriveType is DriveType.Fixed or DriveType.Ram ? false : null;
        } catch (IOException e) when (FileException.IsInUse(e)) {
            return true;
        } catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException) {
            return null;
        }
    }
}
