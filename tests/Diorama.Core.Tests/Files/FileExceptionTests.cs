using Diorama.Core.Files;
using Diorama.Core.Tests.Images;

namespace Diorama.Core.Tests.Files;

public sealed class FileExceptionTests : IDisposable {
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static string Sentence(Action act) {
        try {
            act();
        } catch (Exception e) when (e is IOException or UnauthorizedAccessException) {
            return FileException.Sentence(e);
        }
        throw new InvalidOperationException("it worked");
    }

    [Fact]
    public void WhatTheRuntimeSays_BecomesOurSentence() {
        File.WriteAllText(folder["file"], "");
        File.CreateSymbolicLink(folder["link"], folder["nowhere"]);
        File.CreateSymbolicLink(folder["round"], folder["round"]);
        Assert.Equal($"{folder["none"]} does not exist.", Sentence(() => File.ReadAllText(folder["none"])));
        Assert.Equal($"{folder["none/a"]} does not exist.", Sentence(() => File.ReadAllText(folder["none/a"])));
        Assert.Equal($"{folder["link"]} is a link to {folder["nowhere"]}, which does not exist.",
            Sentence(() => File.ReadAllText(folder["link"])));
        Assert.Equal($"{folder["round"]} cannot be used: its links go round in a circle.",
            Sentence(() => File.ReadAllText(folder["round"])));
        Assert.Equal($"{folder.Path} cannot be used: it is a folder; a file was expected.", Sentence(() => File.ReadAllText(folder.Path)));
        Assert.Equal($"{folder["file"]} cannot be used: there is a file already.",
            Sentence(() => Directory.CreateDirectory(folder["file"])));
        Assert.Equal($"{folder["file/a"]} does not exist.", Sentence(() => File.ReadAllText(folder["file/a"])));
        using FileStream alone = new(folder["file"], FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.Equal($"{folder["file"]} cannot be used: another process uses it.", Sentence(() => File.OpenRead(folder["file"])));
        Assert.Equal(("a file", "a folder"), (FileException.WhatIs(folder["file"]), FileException.WhatIs(folder.Path)));
    }

    [Theory]
    [InlineData(28, true)]
    [InlineData(11, true)]
    [InlineData(24, true)]
    [InlineData(30, false)]
    [InlineData(17, false)]
    public void SomeTroublesPass(int number, bool passes) =>
    Assert.Equal(passes,
    FileException.IsTemporary(new InvalidOperationException("", FileException.Writing("x", new IOException("", number)))));
}
