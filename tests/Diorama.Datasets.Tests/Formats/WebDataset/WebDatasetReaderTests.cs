using Diorama.Core;
using Diorama.Datasets.Formats.WebDataset;

namespace Diorama.Datasets.Tests.Formats.WebDataset;

public sealed class WebDatasetReaderTests : IDisposable {
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Shard(params string[] names) {
        using var tar = new TarShard(folder["a.tar"]);
        foreach (string name in names) tar.Add(name, "x"u8);
        tar.Finish();
        return folder["a.tar"];
    }

    /// <summary>The key ends at the first dot of the last part; extensions are lower case; names without a dot are no samples.</summary>
    [Fact]
    public void Keys_EndAtTheFirstDotOfTheFileName() {
        var samples = WebDatasetReader.Samples(Shard("v1.0/000_left.depth_z.npy", "v1.0/000_left.rgb.PNG", "README", "v1.0/001_left.json"))
            .ToArray();
        Assert.Equal(["v1.0/000_left", "v1.0/001_left"], samples.Select(s => s.Key));
        Assert.Equal(["depth_z.npy", "rgb.png"], samples[0].Files.Keys);
        Assert.Equal(["json"], samples[1].Files.Keys);
    }

    [Fact]
    public void ExtensionTwice_IsAnError() =>
        Assert.Contains("000.rgb.png is there twice",
        Assert.Throws<BadInputException>(() => WebDatasetReader.Samples(Shard("000.rgb.png", "000.rgb.png")).Count()).Message);

    [Fact]
    public void LongNames_AreRefused() {
        using var tar = new TarShard(folder["b.tar"]);
        Assert.Contains("at most 100", Assert.Throws<BadInputException>(() => tar.Add(new string('a', 101), [])).Message);
    }
}
