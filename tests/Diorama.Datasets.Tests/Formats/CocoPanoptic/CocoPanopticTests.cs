using Diorama.Core;
using Diorama.Core.Images;
using Diorama.Datasets.Formats.CocoPanoptic;

namespace Diorama.Datasets.Tests.Formats.CocoPanoptic;

public sealed class CocoPanopticTests : IDisposable {
    private readonly HandMade made = new();

    public void Dispose() => made.Dispose();

    [Fact]
    public void Ids_AreColours_AndStuffIsOneSegment() {
        made.Export("coco-panoptic", HandMade.Thing(300, 9, HandMade.Block), HandMade.Thing(301, 5, HandMade.TwoParts),
            HandMade.Thing(302, 5, "..........", "..........", "..........", "..........", "..........", "..........", "..........",
                "##########"));
        using var reader = ImageReader.Open(made["coco-panoptic/panoptic/000000.png"]);
        Assert.Equal((3, PixelType.UInt8), (reader.Channels, reader.PixelType));
        byte[] p = reader.ReadBytes();
        byte[] At(int x, int y) => p[(3 * (10 * y + x))..(3 * (10 * y + x) + 3)];
        // 300 = 44 + 256; the floor, class 5, is 65536 + 5; what is nothing is 0.
        Assert.Equal([44, 1, 0], At(2, 2));
        Assert.Equal([5, 0, 1], At(0, 0));
        Assert.Equal([5, 0, 1], At(0, 7));
        Assert.Equal([0, 0, 0], At(5, 0));
        Assert.Contains("""
            "segments_info":[{"id":300,"category_id":9,"area":12,"bbox":[2,2,4,3],"iscrowd":0},
            """ + """{"id":65541,"category_id":5,"area":17,"bbox":[0,0,10,8],"iscrowd":0}]""", made.Text("coco-panoptic/panoptic.json"));
    }

    [Theory]
    [InlineData("{\"id\":300,\"category_id\":9,\"area\":12,\"bbox\":[2,2,4,3],\"iscrowd\":0}", "", "segment 300")]
    [InlineData("\"id\":300", "\"id\":299", "segment 299")]
    [InlineData("\"category_id\":9", "\"category_id\":8", "8")]
    [InlineData("\"area\":12", "\"area\":13", "12 pixels")]
    public void Reader_NamesWhatClientsFailAt(string right, string wrong, string says) {
        made.Export("coco-panoptic", HandMade.Thing(300, 9, HandMade.Block));
        string path = made["coco-panoptic/panoptic.json"], text = File.ReadAllText(path);
        Assert.Contains(right, text);
        File.WriteAllText(path, text.Replace(right, wrong, StringComparison.Ordinal));
        Assert.Contains(says, Assert.Throws<BadInputException>(() => CocoPanopticReader.Read(made["coco-panoptic"]).ToList()).Message);
    }
}
