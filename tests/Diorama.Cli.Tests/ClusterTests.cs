using System.Diagnostics;
using System.Runtime.Versioning;
using Xunit.Abstractions;

namespace Diorama.Cli.Tests;

/// <summary>The job files of docs/cluster, as far as their systems can be started here.</summary>
[SupportedOSPlatform("linux")]
public sealed class ClusterTests(ITestOutputHelper output) : IDisposable {
    private readonly DioramaProgram program = new();

    public void Dispose() => program.Dispose();

    [RootFact]
    [Trait("Category", "Slow")]
    public void SlurmArray_WithAKilledTask_GivesTheFilesOfOneProcess() {
        string root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Diorama.slnx"))) root = Path.GetDirectoryName(root)!;
        // One name for the program, whose process stays the one that Slurm started.
        string wrapper = program["diorama"];
        File.WriteAllText(wrapper, $"#!/bin/sh\nexec '{DioramaProgram.Host}' '{DioramaProgram.Assembly}' \"$@\"\n");
        File.SetUnixFileMode(wrapper, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        using Process process = Process.Start(new ProcessStartInfo(Path.Combine(root, "tests/cluster/run"), [wrapper]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        output.WriteLine(said);
        Assert.True(process.ExitCode == 0, said + errors.Result);
        Assert.Contains("merged: identical to the run of one process", said);
    }
}
