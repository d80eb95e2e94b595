using System.Diagnostics;
using System.Globalization;
using Diorama.Fuzz;

return FuzzCommand.Run(args);

/// <summary><c>tests/fuzz/run</c>: damaged inputs of every kind, until a time is over.</summary>
internal static class FuzzCommand {
    private const int Workers = 2;
    private const string Usage = """
        Runs the program on damaged inputs of every kind and looks whether it keeps its word: no crash, no hang, no memory bomb, no escape,
        one sentence.

          tests/fuzz/run [--minutes 10] [--seed 0] [--kinds scenes,textures,…] [--first 0] [--case K] [--program PATH]

        Case k of a seed is always the same; --case makes one again. Failures are kept below artifacts/fuzz. Exits with 0 when there are
        none, with 1 otherwise.
        """;

    /// <summary>The checkout that this was built from.</summary>
    public static string Repository { get; } = FindRepository();

    public static int Run(string[] arguments) {
        double minutes = 10;
        ulong seed = 0;
        long first = 0, last = long.MaxValue;
        string program = Path.Combine(AppContext.BaseDirectory, "diorama");
        string[] kinds = [];
        try {
            for (int i = 0; i < arguments.Length; i += 2) {
                string value = i + 1 < arguments.Length ? arguments[i + 1] : throw new FormatException();
                switch (arguments[i]) {
                    case "--minutes": minutes = double.Parse(value, CultureInfo.InvariantCulture); break;
                    case "--seed": seed = ulong.Parse(value, CultureInfo.InvariantCulture); break;
                    case "--first": first = long.Parse(value, CultureInfo.InvariantCulture); break;
                    case "--case": first = last = long.Parse(value, CultureInfo.InvariantCulture); break;
                    case "--kinds": kinds = value.Split(','); break;
                    case "--program": program = Path.GetFullPath(value); break;
                    default: throw new FormatException();
                }
            }
        } catch (FormatException) {
            Console.Error.WriteLine(Usage);
            return 64;
        }
        using var campaign = new Campaign(program, Repository, seed);
        string failures = Path.Combine(Repository, "artifacts", "fuzz");
        var clock = Stopwatch.StartNew();
        long next = first - 1, runs = 0, failed = 0;
        var gate = new Lock();
        var byKind = new SortedDictionary<string, int>(StringComparer.Ordinal);
        void Work() {
            while (clock.Elapsed.TotalMinutes < minutes) {
                long number = Interlocked.Increment(ref next);
                if (number > last) return;
                if (kinds.Length > 0 && !kinds.Contains(campaign.KindOf(number).Name)) continue;
                Outcome outcome = campaign.Run(number);
                lock (gate) {
                    runs++;
                    if (first == last) Console.WriteLine($"{outcome.Kind}: diorama {string.Join(' ', outcome.Arguments)}\nexit code "
                        + $"{outcome.Run.Code}\n{outcome.Run.Errors}");
                    if (outcome.Wrong.Count == 0) continue;
                    failed++;
                    foreach (string wrong in outcome.Wrong) byKind[$"{outcome.Kind}: {wrong.Split(':')[0]}"] =
                        byKind.GetValueOrDefault($"{outcome.Kind}: {wrong.Split(':')[0]}") + 1;
                    Console.WriteLine($"case {number} ({outcome.Kind}): {string.Join("; ", outcome.Wrong)}\n  "
                        + $"{campaign.Save(outcome, failures)}");
                }
            }
        }
        Task.WaitAll([.. Enumerable.Range(0, first == last ? 1 : Workers).Select(_ => Task.Run(Work))]);
        foreach (var (kind, count) in byKind) Console.WriteLine($"{count,6} {kind}");
        Console.WriteLine($"seed {seed}: {runs} runs, {failed} failures");
        return failed == 0 ? 0 : 1;
    }

    private static string FindRepository() {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Diorama.slnx")))
            folder = folder.Parent ?? throw new InvalidOperationException("this does not lie below a folder with Diorama.slnx");
        return folder.FullName;
    }
}
