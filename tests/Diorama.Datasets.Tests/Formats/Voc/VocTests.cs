using Diorama.Core;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Datasets.Formats;
using Diorama.Datasets.Formats.Voc;

namespace Diorama.Datasets.Tests.Formats.Voc;

public sealed class VocTests : IDisposable {
    private readonly HandMade made = new();

    public void Dispose() => made.Dispose();

    [Fact]
    public void Palette_IsTheDevelopmentKits() {
        (int, byte, byte, byte)[] known = [(0, 0, 0, 0), (1, 128, 0, 0), (2, 0, 128, 0), (3, 128, 128, 0), (4, 0, 0, 128),
            (15, 192, 128, 128), (20, 0, 64, 128), (255, 224, 224, 192)];
        Assert.All(known, k => Assert.Equal(new Rgb8(k.Item2, k.Item3, k.Item4), VocFormat.Palette[k.Item1]));
    }

    [Fact]
    public void Boxes_CountFromOneAndIncludeTheLastPixel() {
        made.Export("voc", HandMade.Thing(7, 12, HandMade.Block) with { Truncated = true, VisibleFraction = 0.5f });
        string xml = made.Text("voc/Annotations/000000.xml").Replace(" ", "").Replace("\n", "");
        Assert.Contains("<name>cup</name><pose>Unspecified</pose><truncated>1</truncated><occluded>1</occluded><difficult>0</difficult>" +
            "<bndbox><xmin>3</xmin><ymin>3</ymin><xmax>6</xmax><ymax>5</ymax></bndbox>", xml);
        Assert.Equal("background\ntoy box\ncup\n", made.Text("voc/labels.txt"));
        Assert.Equal("000000\n", made.Text("voc/ImageSets/Main/all.txt"));
        // Colour type 3 is a palette; class 2 is green, object 1 dark red.
        foreach ((string map, Rgb8 color) in new[] { ("SegmentationClass", new Rgb8(0, 128, 0)),
            ("SegmentationObject", new Rgb8(128, 0, 0)) }) {
            Assert.Equal((8, 3),
                (File.ReadAllBytes(made[$"voc/{map}/000000.png"])[24], File.ReadAllBytes(made[$"voc/{map}/000000.png"])[25]));
            using var reader = ImageReader.Open(made[$"voc/{map}/000000.png"]);
            byte[] p = reader.ReadBytes();
            int at = reader.Channels * (10 * 3 + 4);
            Assert.Equal(color, new Rgb8(p[at], p[at + 1], p[at + 2]));
            Assert.Equal(0, p[0]);
        }
    }

    [Theory]
    [InlineData("<xmin>3<", "<xmin>0<", "box of object 1")]
    [InlineData("<name>cup<", "<name>mug<", "'mug'")]
    [InlineData("<name>cup<", "<name>toy box<", "pixels of class 2")]
    [InlineData("</annotation>", "", "cannot be used")]
    public void Reader_NamesWhatClientsFailAt(string right, string wrong, string says) {
        made.Export("voc", HandMade.Thing(7, 12, HandMade.Block));
        string path = made["voc/Annotations/000000.xml"], text = File.ReadAllText(path);
        Assert.Contains(right, text);
        File.WriteAllText(path, text.Replace(right, wrong, StringComparison.Ordinal));
        Assert.Contains(says, Assert.Throws<BadInputException>(() => DatasetFormats.Find("voc").Read(made["voc"]).ToList()).Message);
    }
}
