using System.Globalization;
using System.Runtime.InteropServices;
using Diorama.Core.Files;
using Diorama.Core.Processes;

namespace Diorama.Cli.Processes;

/// <summary>
/// SIGTERM, SIGINT and SIGUSR1 while frames are made. The first asks to finish the frame that is in work and to begin no other; when the
/// grace time is over the frame is given up; the second signal ends the process at once. Nothing that is finished is ever lost, so that is
/// always safe.
/// </summary>
internal sealed class StopSignals : IDisposable {
    private const PosixSignal Usr1 = (PosixSignal)10;
    /// <summary>For what cannot be given up in the middle, such as building a scene; then the process ends.</summary>
    private static readonly TimeSpan AfterGrace = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource finish = new(), abandon = new();
    private readonly PosixSignalRegistration[] registrations;
    private readonly TimeSpan grace;
    private readonly bool isWorker;
    private readonly Lock access = new();
    private Timer? timer;

    /// <summary>Begin nothing more.</summary>
    public CancellationToken Finish => finish.Token;
    /// <summary>Give up what is in work.</summary>
    public CancellationToken Abandon => abandon.Token;
    /// <summary>
    /// What the process exits with: 128 and the number of the signal; SIGUSR1 counts as SIGTERM, of which schedulers send it as a warning.
    /// </summary>
    public int ExitCode { get; private set; } = ExitCodes.Terminated;
    /// <summary>Called once, at the first signal.</summary>
    public Action? Stopping { get; set; }
    /// <summary>Called when the process ends at once.</summary>
    public Action? Ending { get; set; }

    /// <param name="graceSeconds">For the frame in work.</param>
    /// <param name="isWorker">Another process, which may get the same signals, tells this one when to end, and talks to the user.</param>
    public StopSignals(double graceSeconds, bool isWorker = false) {
        this.isWorker = isWorker;
        grace = TimeSpan.FromSeconds(graceSeconds);
        registrations = [.. new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT, Usr1 }.Select(
            s => PosixSignalRegistration.Create(s, Receive))];
    }

    private void Receive(PosixSignalContext context) {
        context.Cancel = true;
        lock (access) {
            if (finish.IsCancellationRequested) {
                if (isWorker) return;
                End();
            }
            ExitCode = context.Signal == PosixSignal.SIGINT ? ExitCodes.Cancelled : ExitCodes.Terminated;
            Stop();
        }
    }

    /// <summary>As the first signal does.</summary>
    public void Stop() {
        lock (access) {
            if (finish.IsCancellationRequested) return;
            if (!isWorker) Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"Stopping: the frame in work gets {grace.TotalSeconds:0.#} seconds."));
            finish.Cancel();
            Stopping?.Invoke();
            timer = new(_ => GiveUp(), null, grace, Timeout.InfiniteTimeSpan);
        }
    }

    private void GiveUp() {
        abandon.Cancel();
        Thread.Sleep(AfterGrace);
        End();
    }

    private void End() {
        Ending?.Invoke();
        AtomicFile.Abandon();
        ProcessEnd.Now(ExitCode);
    }

    public void Dispose() {
        foreach (PosixSignalRegistration r in registrations) r.Dispose();
        lock (access) timer?.Dispose();
    }
}
