using System.Diagnostics;

namespace Diorama.Cli.Tests;

/// <summary>The built program, run as a process of its own in a folder of its own.</summary>
public sealed class DioramaProgram : IDisposable {
    public static readonly string Assembly = Path.Combine(AppContext.BaseDirectory, "diorama.dll");
    public static readonly string Host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet";

    /// <summary>What is run; a copy of the program's folder may take its place.</summary>
    public string Program { get; init; } = Assembly;

    /// <summary>Where the program runs; removed afterwards.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("diorama-test-").FullName;

    public string this[string name] => Path.Combine(Folder, name);

    private readonly List<int> started = [];

    /// <summary>A test that failed may have left a program that renders for ever.</summary>
    public void Dispose() {
        foreach (int id in started) {
            try {
                // The number may be another's by now.
                if (!File.ReadAllText($"/proc/{id}/cmdline").Contains(Program, StringComparison.Ordinal)) continue;
                using Process process = Process.GetProcessById(id);
                process.Kill(entireProcessTree: true);
                process.WaitForExit();
            } catch (Exception gone) when (gone is IOException or ArgumentException or InvalidOperationException) {
                // As nearly always.
            }
        }
        Directory.Delete(Folder, recursive: true);
    }

    public string[] FilesBut(params string[] known) =>
        [.. Directory.GetFileSystemEntries(Folder).Select(f => Path.GetFileName(f)!).Except(known).Order(StringComparer.Ordinal)];

    /// <summary>
    /// The program on its way; its output is not read. It hears every signal, even where the tests themselves run in the background and so
    /// ignore some.
    /// </summary>
    public Process Start(params string[] arguments) => StartUnder([], [], arguments);

    /// <summary>The same as the last words of another command, with variables of its own.</summary>
    public Process StartUnder(string[] command, Dictionary<string, string> variables, params string[] arguments) {
        var start = new ProcessStartInfo("env", ["--default-signal=HUP,INT,QUIT,TERM,USR1", .. command, Host, Program, .. arguments]) {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Folder,
        };
        foreach (var (name, value) in variables) start.Environment[name] = value;
        Process process = Process.Start(start)!;
        started.Add(process.Id);
        return process;
    }

    /// <summary>
    /// Waits until the program has come to where a test wants it, or has ended. That takes as long as it takes: only the limit of ./test is
    /// a limit.
    /// </summary>
    public static void Await(Process process, Func<bool> until) {
        while (!until() && !process.HasExited) Thread.Sleep(3);
    }

    /// <summary>Waits for a process that was told to end.</summary>
    /// <returns>What it said on standard error.</returns>
    public static string AwaitEnd(Process process) {
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return errors;
    }

    public Result Run(params string[] arguments) => RunUnder([], [], arguments);

    public Result RunUnder(string[] command, Dictionary<string, string> variables, params string[] arguments) {
        using Process process = StartUnder(command, variables, arguments);
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new(process.ExitCode, output, errors.Result);
    }

    /// <summary>What a finished process left: its exit code and all that it printed.</summary>
    public sealed record Result(int Code, string Output, string Errors) {
        public string[] ErrorLines => Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
