using Spectre.Console;

namespace Diorama.Cli.Terminals;

/// <summary>Shows progress on standard error: a live bar on a terminal, otherwise a line every five seconds.</summary>
internal static class ProgressLine {
    public static void Run(string what, Action<Action<double>> work) {
        if (Console.IsErrorRedirected) {
            RunPlain(what, work);
            return;
        }
        Terminal.Errors.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn(),
            new RemainingTimeColumn())
            .Start(context => {
                ProgressTask task = context.AddTask(what, maxValue: 1);
                work(share => task.Value = Math.Max(task.Value, share));
                task.Value = 1;
            });
    }

    private static void RunPlain(string what, Action<Action<double>> work) {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        long next = 2000;
        work(share => {
            long due = Interlocked.Read(ref next);
            if (clock.ElapsedMilliseconds < due || Interlocked.CompareExchange(ref next, due + 5000, due) != due) return;
            Console.Error.WriteLine($"{what}: {100 * share:0} %");
        });
    }
}
