using System.Diagnostics;
using Diorama.Core;
using Diorama.Core.Files;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Tests.Layout;

/// <summary>To open a named pipe waits for who writes to it, which nobody does.</summary>
public sealed class PipeTests : IDisposable {
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Pipe(string name) {
        Process.Start("mkfifo", folder[name]).WaitForExit();
        return folder[name];
    }

    [Fact]
    public void PipesInADataset_AreRefusedAtOnce() {
        Pipe("frames.jsonl");
        Pipe("dataset.json");
        Pipe("assets.jsonl");
        var dataset = new DatasetFolder(folder.Path);
        Assert.EndsWith("a file was expected.", Assert.Throws<BadInputException>(() => dataset.ReadFrames().First()).Message,
            StringComparison.Ordinal);
        Assert.EndsWith("a file was expected.", Assert.Throws<BadInputException>(dataset.ReadInfo).Message, StringComparison.Ordinal);
        Assert.Throws<BadInputException>(() => FileLink.Place(folder["frames.jsonl"], folder["copy"]));
        Assert.False(File.Exists(folder["copy"]));
    }
}
