using System.Text.Json;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Datasets.Layout;
using Diorama.Datasets.Tests.Verification;
using Diorama.Datasets.Viewing;

namespace Diorama.Datasets.Tests.Viewing;

/// <summary>The page of a dataset, by its text and as a browser shows it.</summary>
public sealed class ViewPageTests(SmallDataset dataset) : IClassFixture<SmallDataset>, IDisposable {
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Write(int images = 100) {
        string path = folder["view.html"];
        Assert.Equal(Math.Min(images, 6), ViewPage.Write(new DatasetFolder(dataset.Root), path, new() { Images = images }));
        return path;
    }

    [Fact]
    public void Page_HoldsEverythingItself() {
        string page = File.ReadAllText(Write());
        // No address of anything outside: no link, no script, no style from elsewhere.
        Assert.DoesNotContain("http", page, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", page, StringComparison.Ordinal);
        Assert.Equal(2, page.Split("<script").Length - 1);
        const string begin = "<script type=\"application/json\" id=\"data\">";
        int from = page.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        using JsonDocument data = JsonDocument.Parse(page[from..page.IndexOf("</script>", from, StringComparison.Ordinal)]);
        JsonElement root = data.RootElement, first = root.GetProperty("frames")[0];
        Assert.Equal(6, root.GetProperty("frames").GetArrayLength());
        Assert.Equal(["image", "depth", "normals", "flow"], first.GetProperty("layers").EnumerateObject().Select(l => l.Name));
        Assert.All(first.GetProperty("layers").EnumerateObject(),
            l => Assert.StartsWith("data:image/jpeg;base64,/9j/", l.Value.GetString()));
        Assert.Equal([(7, "ball"), (9, "cube")],
            root.GetProperty("classes").EnumerateArray().Where(c => c.GetProperty("thing").GetBoolean())
            .Select(c => (c.GetProperty("id").GetInt32(), c.GetProperty("name").GetString()!)).Order());
        // At full size a mask's runs are its pixels.
        foreach (JsonElement o in first.GetProperty("objects").EnumerateArray()) {
            int[] runs = [.. o.GetProperty("m").EnumerateArray().Select(r => r.GetInt32())];
            Assert.Equal(o.GetProperty("p").GetInt32(), runs.Where((_, i) => i % 2 == 1).Sum());
        }
    }

    [Fact]
    public void FewerImages_AreSpreadEvenly() => Assert.Contains("\"frame\":2,\"camera\":\"left\"", File.ReadAllText(Write(3)),
    StringComparison.Ordinal);

    [Fact, Trait("Category", "Assets")]
    public async Task Browser_ShowsLayersMasksAndStatistics() {
        string page = Write();
        await using (BrowserPage first = await BrowserPage.Open(folder["profile"], $"file://{page}#statistics,frame=1")) {
            string dom = (string)(await first.Ask("document.documentElement.outerHTML"))!;
            Assert.Equal(6, dom.Split("<figure").Length - 1);
            Assert.Contains("<h2>frame 1, left</h2>", dom, StringComparison.Ordinal);
            Assert.Contains("objects in view per class", dom, StringComparison.Ordinal);
            Assert.Contains("ball 1", dom, StringComparison.Ordinal);
        }
        string[] views = ["image", "depth,-boxes,-names", "normals,-boxes,-names", "flow,-boxes,-names", "masks,keypoints"];
        var seen = new List<Image<Rgb8>>();
        for (int i = 0; i < views.Length; i++) {
            string picture = folder[$"{i}.png"];
            await using (BrowserPage shown = await BrowserPage.Open(folder[$"profile-{i}"],
                $"file://{page}#{views[i]}")) await shown.Screenshot(picture);
            Image<Rgb8> shot = ImageFile.Encode(ImageFile.ReadVector3(picture));
            Assert.True(shot.Pixels.Distinct().Count() > 1000, views[i]);
            // Each shows something else in the grid.
            Assert.All(seen, other => Assert.True(shot.Pixels.Zip(other.Pixels).Count(p => p.First != p.Second) > 5000, views[i]));
            seen.Add(shot);
        }
    }
}
