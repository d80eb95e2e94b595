using System.Diagnostics;
using System.Globalization;
using Diorama.Core.Files;
using Diorama.Core.Processes;

namespace Diorama.Cli.Tests;

/// <summary>
/// However a command ends (signals, disks that are full or read-only, too little of anything): one sentence, the right code, nothing
/// half-written.
/// </summary>
public sealed class EndingTests : IDisposable {
    private static readonly string[] small = ["--no-install", "--width", "48", "--height", "32", "--samples", "0", "--labels",
        "instance,depth_z", "--frames", "4"];

    private readonly DioramaProgram program = new();

    public void Dispose() => program.Dispose();

    private void Make(string folder) {
        DioramaProgram.Result result = program.Run(["generate", "cube", "-o", folder, .. small]);
        Assert.True(result.Code == 0, result.Errors);
    }

    private string[] Partials(string folder) =>
        [.. Directory.GetFileSystemEntries(program[folder], "*", SearchOption.AllDirectories)
        .Where(f => f.Contains(".partial", StringComparison.Ordinal))];

    private static void Mount(params string[] arguments) {
        using Process mount = Process.Start("mount", arguments);
        mount.WaitForExit();
        Assert.Equal(0, mount.ExitCode);
    }

    private static void Unmount(string folder) {
        using Process unmount = Process.Start("umount", [folder]);
        unmount.WaitForExit();
    }

    private static void ExpectOne(DioramaProgram.Result result, int code, params string[] words) {
        Assert.True(result.Code == code, $"{result.Code}: {result.Errors}");
        string sentence = Assert.Single(result.ErrorLines, l => !l.EndsWith(" %", StringComparison.Ordinal));
        Assert.All(words, w => Assert.Contains(w, sentence));
    }

    [Theory]
    [InlineData("-TERM", 143)]
    [InlineData("-INT", 130)]
    public void SignalToMerge_IsItsCode_AndLeavesNothing(string signal, int code) {
        Make("run");
        // Who holds this lets the command wait.
        using (new FileStream(program["run/.merge.lock"], FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None)) {
            using Process merge = program.Start("merge", "run");
            DioramaProgram.Await(merge, () => File.ReadAllText($"/proc/{merge.Id}/maps").Contains("Diorama.Datasets.dll",
                StringComparison.Ordinal));
            using (Process kill = Process.Start("kill", [signal, merge.Id.ToString(CultureInfo.InvariantCulture)])) kill.WaitForExit();
            string errors = DioramaProgram.AwaitEnd(merge);
            Assert.True(merge.ExitCode == code, $"{merge.ExitCode}: {errors}");
            // From there to where it listens to signals there is little left to do; before that it ends without a word.
            Assert.True(errors is "Stopped; nothing was written.\n" or "", errors);
        }
        Assert.Empty(Partials("run"));
    }

    [Fact]
    public void WhatKilledCommandsLeft_IsSweptByTheNext() {
        Make("run");
        ProcessIdentity dead = ProcessIdentity.Here with { Process = 1, Start = 5 };
        string Left(string name) => AtomicFile.Temporary(program[name]).Replace(ProcessIdentity.Here.ToString(), dead.ToString(),
            StringComparison.Ordinal);
        void Leave() {
            foreach (string name in new[] { "run/plan.json", "run/frames.jsonl", "run/stats/positions.svg" })
                File.WriteAllText(Left(name), "half");
            Directory.CreateDirectory(Left("run/coco"));
        }
        string[][] commands = [["merge", "run"], ["plan", "cube", "-o", "run", .. small], ["generate", "cube", "-o", "run", .. small]];
        foreach (string[] command in commands) {
            Leave();
            File.WriteAllText(AtomicFile.Temporary(program["run/frames.jsonl"]), "of a living process");
            DioramaProgram.Result result = program.Run(command);
            Assert.True(result.Code == 0, result.Errors);
            File.Delete(Assert.Single(Partials("run")));
        }
    }

    [RootFact]
    public void ReadOnlyOutput_Is73() {
        Make("run");
        File.WriteAllText(program["square.gltf"], SmallScene.Make().ToJsonString());
        Directory.CreateDirectory(program["disk"]);
        Mount("-t", "tmpfs", "-o", "ro", "tmpfs", program["disk"]);
        try {
            ExpectOne(program.Run("view", "run", "-o", "disk/view.html"), 73,
                "disk/view.html cannot be written: its file system is read-only.");
            ExpectOne(program.Run("render", "square.gltf", "-o", "disk/o.png", "--width", "8", "--height", "8", "--samples", "1"), 73,
                "disk/o.png cannot be written: its file system is read-only.");
            ExpectOne(program.Run(["generate", "cube", "-o", "disk/run", .. small]), 73,
                "cannot be written: its file system is read-only.");
            ExpectOne(program.Run("export", "run", "-f", "coco", "-o", "disk/out"), 73,
                "disk/out cannot be written: its file system is read-only.");
            ExpectOne(program.Run("recipe", "check", "disk"), 65);
        } finally {
            Unmount(program["disk"]);
        }
    }

    [RootFact]
    public void FullDisks_Are75_AndNothingStays() {
        Make("run");
        Directory.CreateDirectory(program["disk"]);
        Mount("-t", "tmpfs", "-o", "size=16k", "tmpfs", program["disk"]);
        try {
            // Temporary files are not needed for a page.
            var full = new Dictionary<string, string> { ["TMPDIR"] = program["disk"] };
            File.WriteAllBytes(program["disk/filler"], new byte[12 << 10]);
            DioramaProgram.Result result = program.RunUnder([], full, "view", "run");
            Assert.True(result.Code == 0, $"{result.Code}: {result.Errors}");
            ExpectOne(program.Run("view", "run", "-o", "disk/view.html"), 75, "disk/view.html cannot be written: there is no room left.");
            Assert.Equal(["filler"], Directory.GetFileSystemEntries(program["disk"]).Select(f => Path.GetFileName(f)));
        } finally {
            Unmount(program["disk"]);
        }
    }

    [Fact]
    public void TooFewOpenFiles_AreOneSentence_AndEnoughAreEnough() {
        string[] Limited(int files) => ["sh", "-c", $"ulimit -n {files}; exec \"$@\"", "sh"];
        ExpectOne(program.RunUnder(Limited(64), [], ["generate", "cube", "-o", "run", .. small]), 75, "256 files");
        Assert.Empty(program.FilesBut());
        DioramaProgram.Result result = program.RunUnder(Limited(256), [],
            ["generate", "cube", "-o", "run", "--workers", "2", "--part-frames", "1", .. small]);
        Assert.True(result.Code == 0, result.Errors);
    }

    [Fact]
    public void DanglingLink_IsToldAsOne() {
        File.CreateSymbolicLink(program["link"], "nowhere");
        ExpectOne(program.Run(["generate", "cube", "-o", "link", .. small]), 65,
            "link cannot be written: it is a link to nowhere, which does not exist; a folder was expected.");
        ExpectOne(program.Run("render", "link", "-o", "o.png"), 65, "link");
    }
}
