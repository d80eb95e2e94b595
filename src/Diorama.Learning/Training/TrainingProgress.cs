using System.Globalization;

namespace Diorama.Learning.Training;

/// <summary>
/// One line on the terminal that shows the progress of training: steps, loss, learning rate, memory, remaining time. Nothing is written if
/// standard error is not a terminal; <see cref="MetricsLog"/> has the values.
/// </summary>
public sealed class TrainingProgress : IDisposable {
    private const double Interval = 0.2;

    private readonly TextWriter? terminal;
    private readonly TimeProvider clock;
    private readonly Func<long> memory;
    private readonly long steps, firstStep, start;
    private readonly double limit;
    private double next;
    private int width;

    /// <summary>
    /// Starts the display for <paramref name="steps"/> steps in total, of which <paramref name="firstStep"/> were made earlier (from a
    /// checkpoint), or for a number of seconds, whichever ends first.
    /// </summary>
    public TrainingProgress(long steps, long firstStep = 0, double? seconds = null) : this(steps, firstStep, seconds,
        Console.IsErrorRedirected ? null : Console.Error, TimeProvider.System, () => Environment.WorkingSet) { }

    internal TrainingProgress(long steps, long firstStep, double? limit, TextWriter? terminal, TimeProvider clock, Func<long> memory) {
        (this.steps, this.firstStep, this.limit) = (steps, firstStep, limit ?? double.PositiveInfinity);
        (this.terminal, this.clock, this.memory) = (terminal, clock, memory);
        start = clock.GetTimestamp();
    }

    /// <summary>
    /// Reports progress; to be called after every step, with the number of completed steps.
    /// </summary>
    public void Report(long step, double loss, double rate) {
        if (terminal is null) return;
        double seconds = clock.GetElapsedTime(start).TotalSeconds;
        if (seconds < next && step < steps) return;
        next = seconds + Interval;
        string line = Line(step, loss, rate, seconds);
        terminal.Write('\r' + line.PadRight(width));
        terminal.Flush();
        width = line.Length;
    }

    private string Line(long step, double loss, double rate, double seconds) {
        double speed = (step - firstStep) / Math.Max(seconds, 1e-9);
        double remaining = Math.Min((steps - step) / Math.Max(speed, 1e-9), Math.Max(0, limit - seconds));
        var left = TimeSpan.FromSeconds(Math.Min(remaining, 3.6e6));
        string time = left.TotalHours >= 1 ? $"{(int)left.TotalHours} h {left.Minutes:00} min" : $"{left.Minutes}:{left.Seconds:00}";
        return string.Create(CultureInfo.InvariantCulture,
            $"{step}/{steps} steps ({100.0 * step / steps:0} %)  loss {loss:G4}  rate {rate:G3}  {memory() / 1e6:0} MB  "
            + $"{speed:G3} steps/s  {time} left");
    }

    /// <summary>Ends the display; the last line stays on the terminal.</summary>
    public void Dispose() {
        if (width > 0) terminal!.WriteLine();
        width = 0;
    }
}
