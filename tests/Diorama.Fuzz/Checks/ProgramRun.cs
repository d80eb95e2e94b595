using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Diorama.Fuzz.Checks;

/// <summary>What a run of the program came to.</summary>
/// <param name="Code">Exit code, as a shell has it: 128 and the signal's number for a process that a signal ended.</param>
/// <param name="Output">Its standard output, the first megabyte.</param>
/// <param name="Errors">Its standard error, the first megabyte.</param>
/// <param name="Seconds">From start to end.</param>
/// <param name="PeakBytes">The largest resident size that any process of it ever had.</param>
/// <param name="TimedOut">It was ended because it took longer than <see cref="ProgramRun.LimitSeconds"/>.</param>
/// <param name="LeftBehind">A process of it lives on.</param>
internal sealed record RunResult(int Code, string Output, string Errors, double Seconds, long PeakBytes, bool TimedOut, bool LeftBehind) {
    public bool TooLarge => PeakBytes > ProgramRun.LimitBytes;
}

/// <summary>Runs the program in a <see cref="CaseFolder"/> and watches it and all processes that it starts.</summary>
internal static class ProgramRun {
    public const double LimitSeconds = 60;
    public const long LimitBytes = 4L << 30;
    /// <summary>For the process of the program that parses foreign scene files.</summary>
    public const string ParserSeconds = "30";
    private const int MostOutput = 1 << 20, LookEveryMilliseconds = 20;

    public static RunResult Run(string program, CaseFolder folder, IEnumerable<string> arguments) {
        var start = new ProcessStartInfo(program, arguments) {
            WorkingDirectory = folder.Work, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
        };
        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)[
            ("TMPDIR", folder.Temporary), ("DIORAMA_DATA", folder.Data), ("HOME", Path.Combine(folder.Root, "home")),
            ("DIORAMA_PARSER_SECONDS", ParserSeconds),
            // As ./diorama has them, and no pipes of debuggers in the temporary folder.
            ("DOTNET_EnableWriteXorExecute", "0"), ("UCX_ERROR_SIGNALS", ""), ("GOMP_SPINCOUNT", "1000"), ("DOTNET_EnableDiagnostics", "0"),
        ]) start.Environment[name] = value;

        var clock = Stopwatch.StartNew();
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = Read(process.StandardOutput), errors = Read(process.StandardError);
        long peak = 0;
        bool timedOut = false;
        var seen = new HashSet<int>();
        while (!process.WaitForExit(LookEveryMilliseconds)) {
            peak = Math.Max(peak, Peak(process.Id, seen));
            timedOut = clock.Elapsed.TotalSeconds > LimitSeconds;
            if (!timedOut && peak <= LimitBytes) continue;
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            break;
        }
        double seconds = clock.Elapsed.TotalSeconds;
        seen.Remove(process.Id);
        bool left = seen.Any(id => Lives(id, program));
        foreach (int id in seen.Where(id => Lives(id, program))) Process.GetProcessById(id).Kill();
        return new(process.ExitCode, output.Result, errors.Result, seconds, peak, timedOut, left);
    }

    private static async Task<string> Read(StreamReader reader) {
        var text = new StringBuilder();
        char[] buffer = new char[4096];
        for (int read; (read = await reader.ReadAsync(buffer)) > 0;) {
            if (text.Length < MostOutput) text.Append(buffer, 0, read);
        }
        return text.ToString();
    }

    /// <summary>The largest high-water mark of resident memory among a process and those below it.</summary>
    private static long Peak(int root, HashSet<int> seen) {
        long peak = 0;
        var open = new Stack<int>([root]);
        while (open.TryPop(out int id)) {
            seen.Add(id);
            try {
                foreach (string line in File.ReadLines($"/proc/{id}/status")) {
                    if (!line.StartsWith("VmHWM:", StringComparison.Ordinal)) continue;
                    peak = Math.Max(peak, long.Parse(line.AsSpan(6, line.Length - 6 - 3).Trim(), CultureInfo.InvariantCulture) << 10);
                    break;
                }
                foreach (string task in Directory.GetDirectories($"/proc/{id}/task")) {
                    foreach (string child in File.ReadAllText(task + "/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
                        open.Push(int.Parse(child, CultureInfo.InvariantCulture));
                }
            } catch (Exception e) when (e is IOException or UnauthorizedAccessException) {
                // It has ended between two looks.
            }
        }
        return peak;
    }

    private static bool Lives(int id, string program) {
        try {
            return File.ReadAllText($"/proc/{id}/cmdline").StartsWith(program, StringComparison.Ordinal);
        } catch (IOException) {
            return false;
        }
    }
}
