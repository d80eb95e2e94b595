using System.Diagnostics;

namespace Diorama.Examples.Tests;

/// <summary>The repository whose tests run, and programs started in a folder of the test's own.</summary>
internal static class Checkout {
    public static string Root { get; } = Find();

    /// <summary>Runs a program to its end and returns its standard output; fails on any other exit code than 0.</summary>
    public static string Run(string folder, string program, params string[] arguments) {
        var start = new ProcessStartInfo(program, arguments) {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        // Of the test's own build.
        foreach (string name in (string[])["MSBuildSDKsPath", "MSBUILD_EXE_PATH", "MSBuildExtensionsPath"]) start.Environment.Remove(name);
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0,
            $"{program} {string.Join(' ', arguments)}: exit code {process.ExitCode}\n{output}\n{errors.Result}");
        return output;
    }

    /// <summary>Waits until something is as wanted, or the process has ended.</summary>
    public static void Await(Process process, Func<bool> until) {
        while (!process.HasExited && !until()) Thread.Sleep(5);
    }

    private static string Find() {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Diorama.slnx"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
