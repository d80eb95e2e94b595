using System.Globalization;
using System.Text.RegularExpressions;

namespace Diorama.Datasets.Runs.Parts;

/// <summary>
/// Who works on a part: host, boot of that host, process, start of that process, and a number within it. It stands in the name of the folder
/// of a part in work, so that taking a part over is one rename. On the same host a process that is gone is known to be gone; of another host only
/// silence tells.
/// </summary>
internal sealed partial record PartOwner(string Host, string Boot, int Process, long Start, int Number) {
    /// <summary>A worker touches what it holds every half a minute; after this long nobody is there.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(5);

    private static readonly Lock gate = new();
    private static readonly HashSet<string> active = new(StringComparer.Ordinal);
    private static int last;

    [GeneratedRegex(@"^(?<host>[\w.-]+)-(?<boot>[0-9a-f]{8})-(?<process>\d+)-(?<start>\d+)-(?<number>\d+)$")]
    private static partial Regex Tokens();

    public string Token => string.Create(CultureInfo.InvariantCulture, $"{Host}-{Boot}-{Process}-{Start}-{Number}");

    /// <summary>A new one of this process, alive until <see cref="Retire"/>.</summary>
    public static PartOwner Begin() {
        lock (gate) {
            PartOwner owner = Here() with { Number = ++last };
            active.Add(owner.Token);
            return owner;
        }
    }

    public void Retire() {
        lock (gate) active.Remove(Token);
    }

    public static PartOwner? Parse(string token) {
        Match m = Tokens().Match(token);
        return !m.Success ? null : new(m.Groups["host"].Value, m.Groups["boot"].Value, Number(m, "process"), long.Parse(m.Groups["start"].ValueSpan, CultureInfo.InvariantCulture), Number(m, "number"));

        static int Number(Match m, string name) => int.Parse(m.Groups[name].ValueSpan, CultureInfo.InvariantCulture);
    }

    /// <summary>Whether the worker that holds this may still be at work.</summary>
    /// <param name="token">From the folder's name.</param>
    /// <param name="untouched">How long nothing happened in the folder, by the clock of its file system.</param>
    public static bool MayBeAlive(string token, TimeSpan untouched) {
        PartOwner here = Here();
        if (Parse(token) is not { } owner || owner.Host != here.Host) return untouched < Silence;
        if (owner.Boot != here.Boot) return false;
        if (owner.Process == here.Process && owner.Start == here.Start) {
            lock (gate) return active.Contains(token);
        }
        return StartOf(owner.Process.ToString(CultureInfo.InvariantCulture)) == owner.Start;
    }

    private static PartOwner Here() {
        string name = Regex.Replace(Environment.MachineName.ToLowerInvariant(), @"[^\w.-]", "_");
        string boot = File.ReadAllText("/proc/sys/kernel/random/boot_id").Replace("-", "", StringComparison.Ordinal)[..8];
        return new(name, boot, Environment.ProcessId, StartOf("self") ?? 0, 0);
    }

    /// <summary>Clock ticks from the boot to the start of a process (proc(5), stat, field 22); null when there is no such process.</summary>
    private static long? StartOf(string process) {
        try {
            string stat = File.ReadAllText($"/proc/{process}/stat");
            // The second field is a name in parentheses, which may hold anything.
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] == "Z" ? null : long.Parse(fields[19], CultureInfo.InvariantCulture);
        } catch (Exception e) when (e is IOException or UnauthorizedAccessException) {
            return null;
        }
    }
}
