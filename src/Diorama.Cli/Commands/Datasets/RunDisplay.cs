using System.Globalization;
using Diorama.Cli.Terminals;
using Diorama.Core.Quoting;
using Diorama.Datasets.Frames;
using Diorama.Datasets.Runs;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Diorama.Cli.Commands.Datasets;

/// <summary>Shows the progress of a run on standard error: two live lines on a terminal, otherwise a line every ten seconds.</summary>
internal sealed class RunDisplay : IDisposable {
    private const int BarWidth = 32, LiveMilliseconds = 150, PlainMilliseconds = 10_000;

    private readonly IAnsiConsole console = Terminal.Errors;

    /// <summary>Prints a sentence for the user, above the live lines.</summary>
    public void Say(string sentence) => console.WriteLine(TerminalText.Lines(sentence));

    public void Show(string name, RunStatus status, Action work) => Show(name, status, () => {
        work();
        return 0;
    });

    /// <summary>Runs <paramref name="work"/> and shows its status until it ends.</summary>
    public T Show<T>(string name, RunStatus status, Func<T> work) {
        Task<T> task = Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        if (Console.IsErrorRedirected) {
            while (!Ended(task, PlainMilliseconds)) {
                if (status.Total > 0) Console.Error.WriteLine($"{name}: {Numbers(status)}, {StageOf(status)}{Troubles(status)}");
            }
        } else {
            console.Live(Lines(name, status)).AutoClear(true).Start(context => {
                while (!Ended(task, LiveMilliseconds)) context.UpdateTarget(Lines(name, status));
            });
        }
        return task.GetAwaiter().GetResult();
    }

    private static bool Ended(Task task, int milliseconds) {
        try {
            return task.Wait(milliseconds);
        } catch (AggregateException) {
            return true;
        }
    }

    private Rows Lines(string name, RunStatus status) {
        double share = status.Total > 0 ? Math.Clamp((status.Done + status.Share) / status.Total, 0, 1) : 0;
        int full = (int)(share * BarWidth);
        string bar = $"[green]{new string('━', full)}[/][grey37]{new string('━', BarWidth - full)}[/]";
        IRenderable[] lines = [
            new Markup($"[bold]{Terminal.Cell(name)}[/]  {bar}  {Markup.Escape(Numbers(status))}"),
            new Markup($"[grey62]{Markup.Escape(StageOf(status))}[/][yellow]{Markup.Escape(Troubles(status))}[/]")];
        return new Rows(lines);
    }

    private static string Numbers(RunStatus status) {
        string text = $"{status.Done} of {status.Total} frames";
        double begun = status.Images + status.Share;
        if (begun <= 0) return text;
        text += string.Create(CultureInfo.InvariantCulture, $", {60 * begun / status.Seconds:0.0} images/min");
        double frames = status.Done - status.Resumed + status.Share,
            left = (status.Total - status.Done - status.Share) * status.Seconds / Math.Max(frames, 1e-9);
        return frames > 0 ? $"{text}, {Duration(left)} left" : text;
    }

    private static string StageOf(RunStatus status) => status.Clock.Latest switch {
        _ when status.Done == status.Total && status.Total > 0 => "finishing",
        Stage.Build => "building the scene",
        Stage.Prepare => "preparing the scene",
        Stage.Render => string.Create(CultureInfo.InvariantCulture, $"rendering {100 * status.Share:0} %"),
        Stage.Label => "labelling",
        _ => "writing",
    };

    private static string Troubles(RunStatus status) {
        int warnings = status.Warnings.Count;
        string text = warnings > 0 ? $" · {warnings} {(warnings == 1 ? "warning" : "warnings")}" : "";
        var failures = status.Failures;
        if (status.FailedFrames.Sum(f => f.Value) is var failed and > 0) text += $" · {failed} failed";
        return failures.Count == 0 ? text
            : $"{text} · not placed: {string.Join(", ", failures.Select(f => $"{f.Value} {RunReport.Words(f.Key.ToString())}"))}";
    }

    internal static string Duration(double seconds) {
        var span = TimeSpan.FromSeconds(Math.Min(seconds, 360_000));
        return span.TotalHours >= 1 ? $"{(int)span.TotalHours}:{span.Minutes:00}:{span.Seconds:00}" : $"{span.Minutes}:{span.Seconds:00}";
    }

    public void Dispose() {
        if (!Console.IsErrorRedirected) console.Cursor.Show();
    }
}
