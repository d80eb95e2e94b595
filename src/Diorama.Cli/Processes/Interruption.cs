using System.Runtime.InteropServices;
using Diorama.Core.Files;
using Diorama.Core.Isolation;
using Diorama.Core.Processes;

namespace Diorama.Cli.Processes;

/// <summary>
/// SIGTERM and SIGINT to any command but <c>generate</c>. The first cancels what is in work, which tidies up; when that takes too long, or
/// at the second signal, the process ends at once. Nothing half-written stays in either case.
/// </summary>
internal sealed class Interruption : IDisposable {
    /// <summary>A scene that is being built may take this long to notice.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly CancellationTokenSource cancel = new();
    private readonly PosixSignalRegistration[] registrations;
    private readonly bool listens;
    private readonly Lock access = new();
    private Timer? timer;

    public CancellationToken Token => cancel.Token;
    /// <summary>128 and the number of the signal.</summary>
    public int ExitCode { get; private set; } = ExitCodes.Cancelled;

    /// <param name="listens">Whether the command looks at the token; one that does not is ended at once.</param>
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
        // What waits for a parser waits no longer.
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
