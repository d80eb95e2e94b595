using System.Diagnostics;

namespace Diorama.Fuzz;

/// <summary>The program under test, called with sound input to make seeds.</summary>
/// <param name="path">Of the executable.</param>
/// <param name="repository">Root of the checkout, where committed inputs lie.</param>
/// <param name="data">Data folder for making seeds.</param>
internal sealed class SoundProgram(string path, string repository, string data) {
    public string Path { get; } = path;
    public string Repository { get; } = repository;

    /// <exception cref="InvalidOperationException">It failed, although its input is sound.</exception>
    public void Run(string folder, params string[] arguments) {
        var start = new ProcessStartInfo(Path, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true,
            RedirectStandardError = true };
        start.Environment["DIORAMA_DATA"] = data;
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"diorama {string.Join(' ', arguments)} exits with "
            + $"{process.ExitCode} on sound input: {errors.Result}");
    }
}
