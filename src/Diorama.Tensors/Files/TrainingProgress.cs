using System.Globalization;

namespace Diorama.Tensors.Files;

/// <summary>
/// One line on the terminal that shows the progress of training: steps, loss, learning rate, remaining time. Nothing is written if standard
/// error is not a terminal; <see cref="MetricsLog"/> has the values.
/// </summary>
public sealed class TrainingProgress : IDisposable {
    private const double Interval = 0.2;

    private readonly TextWriter? terminal;
    private readonly TimeProvider clock;
    private readonly long steps, firstStep, start;
    private double next;
    private int width;

    /// <summary>
    /// Starts the display for <paramref name="steps"/> steps in total, of which <paramref name="firstStep"/> were made earlier (from a
    /// checkpoint).
    /// </summary>
    public TrainingProgress(long steps, long firstStep = 0) : this(steps, firstStep, Console.IsErrorRedirected ? null : Console.Error,
        TimeProvider.System) { }

    internal TrainingProgress(long steps, long firstStep, TextWriter? terminal, TimeProvider clock) {
        (this.steps, this.firstStep, this.terminal, this.clock) = (steps, firstStep, terminal, clock);
        start = clock.GetTimestamp();
    }

    /// <summary>
    /// Reports progress; to be called after every step, with the number of completed steps. The loss is read, which waits for a CUDA
    /// device, only when the line is due for an update.
    /// </summary>
    public void Report(long step, Tensor loss, double rate) {
        ArgumentNullException.ThrowIfNull(loss);
        if (terminal is null) return;
        double seconds = clock.GetElapsedTime(start).TotalSeconds;
        if (seconds < next && step < steps) return;
        next = seconds + Interval;
        string line = Line(step, loss.ToDouble(), rate, seconds);
        terminal.Write('\r' + line.PadRight(width));
        terminal.Flush();
        width = line.Length;
    }

    private string Line(long step, double loss, double rate, double seconds) {
        double speed = (step - firstStep) / Math.Max(seconds, 1e-9);
        var left = TimeSpan.FromSeconds(Math.Min((steps - step) / Math.Max(speed, 1e-9), 3.6e6));
        string time = left.TotalHours >= 1 ? $"{(int)left.TotalHours} h {left.Minutes:00} min" : $"{left.Minutes}:{left.Seconds:00}";
        return string.Create(CultureInfo.InvariantCulture,
            $"{step}/{steps} steps ({100.0 * step / steps:0} %)  loss {loss:G4}  rate {rate:G3}  {speed:G3} steps/s  {time} left");
    }

    /// <summary>Ends the display; the last line stays on the terminal.</summary>
    public void Dispose() {
        if (width > 0) terminal!.WriteLine();
        width = 0;
    }
}
