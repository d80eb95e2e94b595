using System.Globalization;
using Diorama.Core.Files;
using Diorama.Core.Processes;

namespace Diorama.Datasets.Runs.Parts;

/// <summary>
/// Who works on a part: a process, and a number within it. It stands in the name of the folder of a part in work, so that taking a part
/// over is one rename. A process of this system that is gone is known to be gone; of others only silence tells.
/// </summary>
internal sealed record PartOwner(ProcessIdentity Process, int Number) {
    /// <summary>A worker touches what it holds every half a minute; after this long nobody is there.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(5);

    private static readonly Lock gate = new();
    private static readonly HashSet<string> active = new(StringComparer.Ordinal);
    private static int last;

    public string Token => string.Create(CultureInfo.InvariantCulture, $"{Process}-{Number}");

    /// <summary>A new one of this process, alive until <see cref="Retire"/>.</summary>
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

    /// <summary>Whether the worker that holds this may still be at work.</summary>
    /// <param name="token">From the folder's name.</param>
    /// <param name="untouched">How long nothing happened in the folder, by the clock of its file system.</param>
    /// <param name="log">The worker's status file, which it keeps open.</param>
    public static bool MayBeAlive(string token, TimeSpan untouched, string log) {
        if (Parse(token) is not { } owner) return untouched < Silence;
        if (owner.Process == ProcessIdentity.Here) {
            lock (gate) return active.Contains(token);
        }
        bool? alive = owner.Process.IsAlive;
        // In another container of this system the process is out of sight, but the system knows who has a file open.
        if (alive is null && owner.Process.IsOnThisSystem) alive = IsOpen(log);
        return alive ?? untouched < Silence;
    }

    /// <summary>
    /// Whether some process of this system has the file open: whoever opens one shares a lock on it, so that nobody gets it alone. Null
    /// where that cannot be told.
    /// </summary>
    private static bool? IsOpen(string file) {
        try {
            using var alone = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1);
            // Network file systems may keep locks to one mount, or have none.
            return new DriveInfo(file).DriveType is DriveType.Fixed or DriveType.Ram ? false : null;
        } catch (IOException e) when (FileTrouble.IsInUse(e)) {
            return true;
        } catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException) {
            return null;
        }
    }
}
