using Diorama.Core.Processes;
using Diorama.Datasets.Layout;
using Diorama.Datasets.Runs.Parts;

namespace Diorama.Datasets.Runs;

/// <summary>
/// Records which frames workers were making when they were killed by a signal: a crash in native code, or lack of memory. Their parts are
/// tried once more, each in a process of its own; a frame at which a second process dies is given up, so that the rest can go on. Not
/// thread-safe.
/// </summary>
/// <param name="folder">Folder of the run.</param>
public sealed class WorkerDeaths(RunFolder folder) {
    private const int Deaths = 2;

    private readonly Dictionary<long, int> deaths = [];

    /// <summary>
    /// Finds the frames that a dead child process was making, and gives up the frames at which a process died for the second time.
    /// </summary>
    /// <param name="process">Id of the process.</param>
    /// <param name="signal">Signal that killed it.</param>
    /// <returns>The parts with frames in work, and the frames that were given up.</returns>
    public WorkerDeath Note(int process, int signal) {
        var parts = new List<long>();
        var failures = new List<FrameFailure>();
        ProcessIdentity here = ProcessIdentity.Here;
        foreach ((long part, string path, string token) in folder.Partials()) {
            if (PartOwner.Parse(token)?.Process is not { } owner
                || (owner.Process, owner.Boot, owner.Namespace) != (process, here.Boot, here.Namespace)) continue;
            IReadOnlyList<long> frames;
            try {
                frames = FramesInWork.Of(path);
            } catch (IOException) when (!Directory.Exists(path)) {
                // Another process took the folder over at this moment.
                continue;
            }
            if (frames.Count == 0) continue;
            parts.Add(part);
            foreach (long frame in frames) deaths[frame] = deaths.GetValueOrDefault(frame) + 1;
            FrameFailure[] own = [.. frames.Where(f => deaths[f] >= Deaths).Select(f => Failure(f, signal))];
            if (own.Length > 0 && PartWork.GiveUp(path, own)) failures.AddRange(own);
        }
        return new(parts, failures);
    }

    private static FrameFailure Failure(long frame, int signal) =>
        new(frame, FrameFailureReason.Crash, $"The process died by {SignalName(signal)} while frame {frame} was made.");

    /// <summary>Returns the name of a signal: "signal 11 (SIGSEGV)".</summary>
    public static string SignalName(int signal) => signal switch {
        4 => "signal 4 (SIGILL)",
        6 => "signal 6 (SIGABRT)",
        7 => "signal 7 (SIGBUS)",
        8 => "signal 8 (SIGFPE)",
        9 => "signal 9 (SIGKILL, which the system sends when memory runs out)",
        11 => "signal 11 (SIGSEGV)",
        31 => "signal 31 (SIGSYS)",
        _ => $"signal {signal}",
    };
}

/// <summary>Consequences of a worker's death.</summary>
/// <param name="Parts">Parts with frames in work.</param>
/// <param name="GivenUp">Frames that are recorded as failed.</param>
public sealed record WorkerDeath(IReadOnlyList<long> Parts, IReadOnlyList<FrameFailure> GivenUp);
