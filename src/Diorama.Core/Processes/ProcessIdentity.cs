using System.Globalization;
using System.Text.RegularExpressions;

namespace Diorama.Core.Processes;

/// <summary>
/// Which process, as it stands in names of files: boot of the system, namespace of process numbers, number, start. Hosts and containers
/// share names, and containers share numbers, so the host's name is for people alone.
/// </summary>
/// <param name="Host">Without dots, shortened.</param>
/// <param name="Boot">Of the system's random name for its boot, the beginning.</param>
/// <param name="Namespace">Of process numbers (a container has its own); 0 where /proc shows the numbers of another one.</param>
/// <param name="Process">Its number there.</param>
/// <param name="Start">Clock ticks from the boot to its start.</param>
public sealed partial record ProcessIdentity(string Host, string Boot, long Namespace, int Process, long Start) {
    private const int LongestHost = 32, StateField = 0, StartField = 19;

    [GeneratedRegex(@"^(?<host>[\w-]+)-(?<boot>[0-9a-f]{8})-(?<namespace>\d{1,18})-(?<process>\d{1,9})-(?<start>\d{1,18})$")]
    private static partial Regex Form();

    /// <summary>This process.</summary>
    public static ProcessIdentity Here { get; } = Read();

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Host}-{Boot}-{Namespace}-{Process}-{Start}");

    /// <summary>What <see cref="ToString"/> gave; null for anything else.</summary>
    public static ProcessIdentity? Parse(string text) {
        Match m = Form().Match(text);
        return !m.Success ? null
            : new(m.Groups["host"].Value, m.Groups["boot"].Value, Number("namespace"), (int)Number("process"), Number("start"));

        long Number(string name) => long.Parse(m.Groups[name].ValueSpan, CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// Whether it lives; null when that cannot be seen from here: on another machine, in another container, or before this boot.
    /// </summary>
    public bool? IsAlive => this == Here ? true
        : !IsOnThisSystem || Namespace != Here.Namespace || Namespace == 0 ? null
        : StartOf(Process.ToString(CultureInfo.InvariantCulture)) == Start;

    /// <summary>Whether it runs, or ran, since the boot of this system, be it in another container.</summary>
    public bool IsOnThisSystem => Boot == Here.Boot;

    private static ProcessIdentity Read() {
        string host = Regex.Replace(Environment.MachineName.ToLowerInvariant(), @"[^\w-]", "_");
        string boot = File.ReadAllText("/proc/sys/kernel/random/boot_id").Replace("-", "", StringComparison.Ordinal)[..8];
        bool ownNumbers = Link("/proc/self") == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        Match space = Regex.Match(ownNumbers ? Link("/proc/self/ns/pid") : "", @"\d+");
        long number = space.Success ? long.Parse(space.ValueSpan, CultureInfo.InvariantCulture) : 0;
        return new(host[..Math.Min(host.Length, LongestHost)], boot, number, Environment.ProcessId, StartOf("self") ?? 0);
    }

    private static string Link(string path) {
        try {
            return new FileInfo(path).LinkTarget ?? "";
        } catch (Exception e) when (e is IOException or UnauthorizedAccessException) {
            return "";
        }
    }

    /// <summary>
    /// Clock ticks from the boot to the start of a process (proc(5), stat, field 22); null without such a process, or with a dead one.
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
