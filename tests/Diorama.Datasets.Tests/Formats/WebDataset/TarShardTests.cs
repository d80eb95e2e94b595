using System.Text;
using Diorama.Core;
using Diorama.Datasets.Formats.WebDataset;

namespace Diorama.Datasets.Tests.Formats.WebDataset;

public sealed class TarShardTests : IDisposable {
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Make(bool finish = true) {
        using var tar = new TarShard(folder["a.tar"]);
        tar.Add("000001.cls", "7"u8);
        tar.Add("000001.rgb.png", new byte[600]);
        if (finish) tar.Finish();
        return folder["a.tar"];
    }

    /// <summary>Offsets and fields of the header block of POSIX.1-1988.</summary>
    [Fact]
    public void Headers_AreThoseOfTheStandard() {
        byte[] file = File.ReadAllBytes(Make());
        // Two headers, one block of 1 byte and two of 600, two blocks of zeros.
        Assert.Equal(512 * (1 + 1 + 1 + 2 + 2), file.Length);
        string Field(int at, int length) => Encoding.ASCII.GetString(file, at, length).TrimEnd('\0', ' ');
        Assert.Equal("000001.cls", Field(0, 100));
        Assert.Equal("0000444", Field(100, 8));
        Assert.Equal(["0000000", "0000000"], [Field(108, 8), Field(116, 8)]);
        Assert.Equal("00000000001", Field(124, 12));
        Assert.Equal("00000000000", Field(136, 12));
        Assert.Equal("0", Field(156, 1));
        Assert.Equal("ustar", Field(257, 6));
        Assert.Equal("", Field(265, 32));
        // The sum of the header's bytes with its own field blank.
        int sum = Enumerable.Range(0, 512).Sum(i => i is >= 148 and < 156 ? ' ' : file[i]);
        Assert.Equal(sum, Convert.ToInt32(Field(148, 8), 8));
        Assert.Equal("7", Field(512, 1));
        Assert.All(file[^1024..], b => Assert.Equal(0, b));
    }

    [Fact]
    public void Files_ComeBack_AndWhatIsNotFinishedIsGone() {
        Assert.Equal([("000001.cls", 1), ("000001.rgb.png", 600)], TarShard.Read(Make()).Select(f => (f.Name, f.Content.Length)));
        File.Delete(folder["a.tar"]);
        Make(finish: false);
        Assert.Empty(Directory.EnumerateFiles(folder.Path));
    }

    [Fact]
    public void DamagedFiles_AreNamed() {
        byte[] whole = File.ReadAllBytes(Make());
        File.WriteAllBytes(folder["b.tar"], whole[..1800]);
        Assert.Contains("b.tar", Assert.Throws<BadInputException>(() => TarShard.Read(folder["b.tar"]).Count()).Message);
        File.WriteAllBytes(folder["c.tar"], [.. Enumerable.Repeat((byte)'x', 1024)]);
        Assert.Contains("c.tar", Assert.Throws<BadInputException>(() => TarShard.Read(folder["c.tar"]).Count()).Message);
    }
}
