using System.Globalization;
using System.Text.RegularExpressions;

namespace Diorama.Core.Processes;

/// <summary>
/// Identity of a process, as it appears in file names: boot of the system, process id namespace, process id, start time. Host names can be
/// shared by hosts and containers, and process ids by containers, so the host name is informative only.
/// </summary>
/// <param name="Host">Host name without dots, shortened.</param>
/// <param name="Boot">First 8 hexadecimal digits of the system's random boot id.</param>
/// <param name="Namespace">
/// Process id namespace (a container has its own); 0 where /proc shows the process ids of another namespace.
/// </param>
/// <param name="Process">Process id in that namespace.</param>
/// <param name="Start">Start time of the process in clock ticks since boot.</param>
public sealed partial record ProcessIdentity(string Host, string Boot, long Namespace, int Process, long Start) {
    private const int MaxHostCharacters = 32, StateField = 0, StartField = 19;

    [GeneratedRegex(@"^(?<host>[\w-]+)-(?<boot>[0-9a-f]{8})-(?<namespace>\d{1,18})-(?<process>\d{1,9})-(?<start>\d{1,18})$")]
    private static partial Regex Form();

    /// <summary>Identity of this process.</summary>
    public static ProcessIdentity Here { get; } = Read();

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Host}-{Boot}-{Namespace}-{Process}-{Start}");

    /// <summary>Parses the text that <see cref="ToString"/> returns; null for anything else.</summary>
    public static ProcessIdentity? Parse(string text) {
        Match m = Form().Match(text);
        return !m.Success ? null
            : new(m.Groups["host"].Value, m.Groups["boot"].Value, Number("namespace"), (int)Number("process"), Number("start"));

        long Number(string name) => long.Parse(m.Groups[name].ValueSpan, CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// Whether the process is running; null if that cannot be determined here: on another machine, in another container, or before this
    /// boot.
    /// </summary>
    public bool? IsAlive => this == Here ? true
        : !IsOnThisSystem || Namespace != Here.Namespace || Namespace == 0 ? null
        : StartOf(Process.ToString(CultureInfo.InvariantCulture)) == Start;

    /// <summary>Whether the process runs, or ran, since the last boot of this system, in any container.</summary>
    public bool IsOnThisSystem => Boot == Here.Boot;

    private static ProcessIdentity Read() {
        string host = Regex.Replace(Environment.MachineName.ToLowerInvariant(), @"[^\w-]", "_");
        string boot = File.ReadAllText("/proc/sys/kernel/random/boot_id").Replace("-", "", StringComparison.Ordinal)[..8];
        bool ownNumbers = Link("/proc/self") == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        Match space = Regex.Match(ownNumbers ? Link("/proc/self/ns/pid") : "", @"\d+");
        long number = space.Success ? long.Parse(space.ValueSpan, CultureInfo.InvariantCulture) : 0;
        return new(host[..Math.Min(host.Length, MaxHostCharacters)], boot, number, Environment.ProcessId, StartOf("self") ?? 0);
    }

    private static string Link(string path) {
        try {
            return new FileInfo(path).LinkTarget ?? "";
        } catch (Exception e) when (e is IOException or UnauthorizedAccessException) {
            return "";
        }
    }

    /// <summary>
    /// Returns the clock ticks from boot to the start of a process (proc(5), stat, field 22); null if it does not exist or is dead.
    /// </summary>
    private static long? StartOf(string process) {
        try {
            string stat = File.ReadAllText($"/proc/{process}/stat");
            // The second field is a name in parentheses, which may hold anything.
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[StateField] is "Z" or "X" ? null : long.Parse(fields[StartField], CultureInfo.InvariantCulture);
        } catch (Exception e) when (e is IOException or UnauthorizedAccessException) {
            return null;
        }
    }
}
