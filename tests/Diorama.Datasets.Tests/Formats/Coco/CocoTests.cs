using System.Text.Json;
using Diorama.Core;
using Diorama.Core.Images;
using Diorama.Datasets.Formats.Coco;
using Diorama.Datasets.Labels;

namespace Diorama.Datasets.Tests.Formats.Coco;

public sealed class CocoTests : IDisposable {
    private readonly HandMade made = new();

    public void Dispose() => made.Dispose();

    private JsonElement Annotation(string path) => JsonDocument.Parse(made.Text(path)).RootElement.GetProperty("annotations")[0];

    [Fact]
    public void Instances_AreWhatTheFormatSays() {
        made.Export("coco", HandMade.Thing(300, 9, HandMade.Block), HandMade.Thing(301, 5, HandMade.TwoParts));
        JsonElement root = JsonDocument.Parse(made.Text("coco/instances.json")).RootElement;
        // The floor is structure. Ids are (image id − 1) · 65536 + object id.
        Assert.Equal("""{"id":300,"image_id":1,"category_id":9,"bbox":[2,2,4,3],"area":12,"iscrowd":0"""
            + ""","segmentation":{"size":[8,10],"counts":"b03500000n0"}}""",
            Assert.Single(root.GetProperty("annotations").EnumerateArray()).GetRawText());
        Assert.Equal("""{"id":1,"width":10,"height":8,"file_name":"000000.png"}""", root.GetProperty("images")[0].GetRawText());
        Assert.Equal("""{"id":9,"name":"toy box","supercategory":"toy"}""", root.GetProperty("categories")[0].GetRawText());
        Assert.True(File.Exists(made["coco/images/000000.png"]));
    }

    [Fact]
    public void Polygons_RunAlongPixelEdges_WithARingForEachPart_AndHolesStayRunLengths() {
        var format = made.Export("coco-polygons", HandMade.Thing(1, 9, HandMade.Block));
        Assert.Equal("[[6,2,6,5,2,5,2,2]]", Annotation("coco-polygons/instances.json").GetProperty("segmentation").GetRawText());
        Assert.Empty(format.Notes);
        format = made.Export("coco-polygons", HandMade.Thing(1, 9, HandMade.TwoParts));
        Assert.Equal("[[2,0,2,2,0,2,0,0],[9,5,9,7,7,7,7,6,8,6,8,5]]",
            Annotation("coco-polygons/instances.json").GetProperty("segmentation").GetRawText());
        Assert.Equal(new("objects of several parts, a ring for each", 1), Assert.Single(format.Notes));
        format = made.Export("coco-polygons", HandMade.Thing(1, 9, HandMade.Ring));
        Assert.Equal(JsonValueKind.Object, Annotation("coco-polygons/instances.json").GetProperty("segmentation").ValueKind);
        Assert.Equal(new("objects with holes kept as run lengths", 1), Assert.Single(format.Notes));
    }

    [Fact]
    public void PolygonsOnly_LeadASeamToEachHole() {
        var format = made.Export("coco-polygons-only", HandMade.Thing(1, 9, HandMade.Ring));
        JsonElement shape = Annotation("coco-polygons-only/instances.json").GetProperty("segmentation");
        Assert.Equal(JsonValueKind.Array, shape.ValueKind);
        Assert.Equal(new("objects with holes, to which seams lead", 1), Assert.Single(format.Notes));

        // Nested and neighbouring holes: the even-odd area is that of the mask, whatever it is.
        var random = new Random(3);
        for (int round = 0; round < 200; round++) {
            var mask = new Image<byte>(24, 16);
            double share = 0.5 + 0.45 * random.NextDouble();
            for (int i = 0; i < mask.Pixels.Length; i++) mask.Pixels[i] = (byte)(random.NextDouble() < share ? 1 : 0);
            var filled = new Image<byte>(24, 16);
            foreach (IReadOnlyList<int> ring in MaskOutline.WithoutHoles(MaskOutline.Of(mask))) {
                for (int y = 0; y < 16; y++) {
                    for (int x = 0; x < 24; x++) {
                        bool inside = false;
                        for (int i = 0, j = ring.Count - 2; i < ring.Count; j = i, i += 2) {
                            (double ya, double yb) = (ring[i + 1], ring[j + 1]);
                            if (ya > y + 0.5 != yb > y + 0.5 && ring[i] > x + 0.5) inside = !inside;
                        }
                        if (inside) filled[x, y] ^= 1;
                    }
                }
            }
            Assert.Equal(mask.Pixels, filled.Pixels);
        }
    }

    [Fact]
    public void Polygon_FillsWhatPycocotoolsFills() {
        var mask = new Image<byte>(10, 8);
        CocoPolygon.Fill([2, 2, 6, 2, 6, 5, 2, 5], mask);
        for (int i = 0; i < 80; i++) Assert.Equal(i % 10 is >= 2 and <= 5 && i / 10 is >= 2 and <= 4 ? 1 : 0, mask.Pixels[i]);
    }

    [Theory]
    [InlineData("\"id\":300", "\"id\":0", "annotation id 0")]
    [InlineData("\"category_id\":9", "\"category_id\":8", "category 8")]
    [InlineData("\"image_id\":1", "\"image_id\":2", "image 2")]
    [InlineData("b03500000n0", "b03500000", "does not cover")]
    [InlineData("\"bbox\":[2,2,4,3]", "\"bbox\":[2,2,4]", "3 numbers")]
    [InlineData("\"iscrowd\":0,", "", "annotations[0]: 'iscrowd' is missing")]
    [InlineData("{\"size\":[8,10],\"counts\":\"b03500000n0\"}", "[[1,2,3,4]]", "polygon of 4 numbers")]
    public void Reader_NamesWhatClientsFailAt(string right, string wrong, string says) {
        made.Export("coco", HandMade.Thing(300, 9, HandMade.Block));
        string path = made["coco/instances.json"], text = File.ReadAllText(path);
        Assert.Contains(right, text);
        File.WriteAllText(path, text.Replace(right, wrong, StringComparison.Ordinal));
        Assert.Contains(says, Assert.Throws<BadInputException>(() => CocoReader.Read(path)).Message);
    }
}
