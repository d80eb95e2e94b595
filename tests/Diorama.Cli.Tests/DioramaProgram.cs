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

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    public string[] FilesBut(params string[] known) =>
        [.. Directory.GetFileSystemEntries(Folder).Select(f => Path.GetFileName(f)!).Except(known).Order(StringComparer.Ordinal)];

    /// <summary>The program on its way; its output is not read. It hears every signal, even where the tests themselves run in the background and so ignore some.</summary>
    public Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo("env", ["--default-signal=HUP,INT,QUIT,TERM,USR1", Host, Program, .. arguments]) {
        RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Folder,
    })!;

    /// <summary>Waits for a process that was told to end, and ends it when it does not.</summary>
    /// <returns>What it said on standard error.</returns>
    public static string AwaitEnd(Process process, int seconds = 60) {
        Task<string> errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromSeconds(seconds))) {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"the program did not end within {seconds} seconds of being told to");
        }
        return errors.Result;
    }

    public Result Run(params string[] arguments) {
        using Process process = Start(arguments);
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
