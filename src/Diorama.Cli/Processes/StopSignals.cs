using System.Globalization;
using System.Runtime.InteropServices;
using Diorama.Core.Files;
using Diorama.Core.Processes;

namespace Diorama.Cli.Processes;

/// <summary>
/// Handles SIGTERM, SIGINT and SIGUSR1 while frames are made. After the first signal the frame in work is finished and no other is begun;
/// when the grace time is over the frame is abandoned; the second signal ends the process at once. This is always safe, as finished frames
/// are never lost.
/// </summary>
internal sealed class StopSignals : IDisposable {
    private const PosixSignal Usr1 = (PosixSignal)10;
    /// <summary>Time for work that cannot be interrupted, such as building a scene, after the grace time; then the process ends.</summary>
    private static readonly TimeSpan AfterGrace = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource finish = new(), abandon = new();
    private readonly PosixSignalRegistration[] registrations;
    private readonly TimeSpan grace;
    private readonly bool isWorker;
    private readonly Lock access = new();
    private Timer? timer;

    /// <summary>Token that is cancelled when no more frames shall begin.</summary>
    public CancellationToken Finish => finish.Token;
    /// <summary>Token that is cancelled when the frame in work shall be abandoned.</summary>
    public CancellationToken Abandon => abandon.Token;
    /// <summary>
    /// Exit code of the process: 128 plus the number of the signal; SIGUSR1 counts as SIGTERM, as schedulers send it as a warning before
    /// SIGTERM.
    /// </summary>
    public int ExitCode { get; private set; } = ExitCodes.Terminated;
    /// <summary>Called once, at the first signal.</summary>
    public Action? Stopping { get; set; }
    /// <summary>Called when the process ends at once.</summary>
    public Action? Ending { get; set; }

    /// <param name="graceSeconds">Grace time for the frame in work, seconds.</param>
    /// <param name="isWorker">
    /// True for a worker: the parent process, which may get the same signals, tells it when to end, and prints the messages.
    /// </param>
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

    /// <summary>Stops as the first signal does.</summary>
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
