using System.Runtime.InteropServices;
using Diorama.Core.Files;
using Diorama.Core.Isolation;
using Diorama.Core.Processes;

namespace Diorama.Cli.Processes;

/// <summary>
/// Handles SIGTERM and SIGINT for all commands except <c>generate</c>. The first signal cancels the work, which then cleans up; if that
/// takes too long, or at the second signal, the process ends at once. No partly written file remains in either case.
/// </summary>
internal sealed class Interruption : IDisposable {
    /// <summary>Time until the process is ended after the first signal; the building of a scene may take this long to notice it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly CancellationTokenSource cancel = new();
    private readonly PosixSignalRegistration[] registrations;
    private readonly bool listens;
    private readonly Lock access = new();
    private Timer? timer;

    public CancellationToken Token => cancel.Token;
    /// <summary>Exit code of the process: 128 plus the number of the signal.</summary>
    public int ExitCode { get; private set; } = ExitCodes.Cancelled;

    /// <param name="listens">Whether the command observes the token; a command that does not is ended at once.</param>
    public Interruption(bool listens) {
        this.listens = listens;
        registrations = [.. new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT }.Select(s => PosixSignalRegistration.Create(s, Receive))];
    }

    private void Receive(PosixSignalContext context) {
        context.Cancel = true;
        lock (access) {
            bool second = timer is not null;
            if (!second) ExitCode = context.Signal == PosixSignal.SIGINT ? ExitCodes.Cancelled : ExitCodes.Terminated;
            if (second || !listens) End();
            timer = new(_ => End(), null, Patience, Timeout.InfiniteTimeSpan);
        }
        cancel.Cancel();
        // Ends the parser process, so that work that waits for it continues.
        ParserProcess.Stop();
    }

    private void End() {
        AtomicFile.Abandon();
        ProcessEnd.Now(ExitCode);
    }

    public void Dispose() {
        foreach (PosixSignalRegistration r in registrations) r.Dispose();
        lock (access) timer?.Dispose();
    }
}
