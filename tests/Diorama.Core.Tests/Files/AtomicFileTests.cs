using Diorama.Core.Files;
using Diorama.Core.Processes;
using Diorama.Core.Tests.Images;

namespace Diorama.Core.Tests.Files;

public sealed class AtomicFileTests : IDisposable {
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>The name that another process would have taken for it.</summary>
    private string Left(string name, ProcessIdentity writer) {
        string path = AtomicFile.Temporary(folder[name]).Replace(ProcessIdentity.Here.ToString(), writer.ToString(),
            StringComparison.Ordinal);
        File.WriteAllText(path, "half");
        return path;
    }

    [Fact]
    public void Sweep_RemovesWhatTheDeadLeft_AndNothingOfTheLiving() {
        ProcessIdentity here = ProcessIdentity.Here;
        // Process 1 always lives, and did not start at tick 5.
        string dead = Left("a.json", here with { Process = 1, Start = 5 });
        string mine = Left("b.json", here), container = Left("c.json", here with { Namespace = 7 }),
            machine = Left("d.json", here with { Boot = "00000000" });
        string forgotten = Left("e.json", here with { Namespace = 8 });
        File.SetLastWriteTimeUtc(forgotten, File.GetLastWriteTimeUtc(mine).AddDays(-2));
        string deadFolder = AtomicFile.Temporary(folder["coco"]).Replace(here.ToString(), (here with { Process = 1, Start = 5 }).ToString(),
            StringComparison.Ordinal);
        Directory.CreateDirectory(Path.Combine(deadFolder, "images"));
        File.WriteAllText(folder[".other.partial"], "of another program");
        AtomicFile.Sweep(folder.Path);
        Assert.Equal([mine, container, machine, folder[".other.partial"]],
            Directory.GetFileSystemEntries(folder.Path).Order(StringComparer.Ordinal));
        Assert.False(File.Exists(dead) || File.Exists(forgotten) || Directory.Exists(deadFolder));
        AtomicFile.Sweep(folder["nowhere"]);
    }

    [Fact]
    public void Identity_IsReadAsItWasWritten_AndTellsWhoLives() {
        ProcessIdentity here = ProcessIdentity.Here;
        Assert.Equal(here, ProcessIdentity.Parse(here.ToString()));
        Assert.True(here.IsAlive);
        Assert.False((here with { Start = here.Start + 1 }).IsAlive);
        Assert.Null((here with { Namespace = here.Namespace + 1 }).IsAlive);
        Assert.Null((here with { Boot = "00000000" }).IsAlive);
        // A host's name is no identity.
        Assert.False((here with { Host = "node-7", Process = 1, Start = 5 }).IsAlive);
        foreach (string other in new[] { "", "a-b", "host-0123abcd-1-2", "host.x-0123abcd-1-2-3" })
            Assert.Null(ProcessIdentity.Parse(other));
    }

    [Fact]
    public void WhatCannotBeWritten_IsOurOwnSentence_AndLeavesNothing() {
        Directory.CreateDirectory(folder["there/x"]);
        var e = Assert.Throws<FileException>(() => AtomicFile.WriteStream(folder["there"], s => s.WriteByte(1)));
        Assert.Equal($"{folder["there"]} cannot be written: it is a folder; a file was expected.", e.Message);
        e = Assert.Throws<FileException>(() => AtomicFile.Write(folder["full"],
            _ => throw new IOException("No space left on device : '/x'", 28)));
        Assert.Equal($"{folder["full"]} cannot be written: there is no room left.", e.Message);
        Assert.True(FileException.IsTemporary(e));
        Assert.Equal(["there"], Directory.GetFileSystemEntries(folder.Path).Select(f => Path.GetFileName(f)));
    }
}
