using System.Text.Json.Nodes;
using Diorama.Datasets.Layout;
using Diorama.Datasets.Tests.Verification;
using Diorama.Datasets.Viewing;

namespace Diorama.Datasets.Tests.Viewing;

/// <summary>The page's own controls, clicked: what is drawn changes with them.</summary>
public sealed class ViewClickTests(SmallDataset dataset) : IClassFixture<SmallDataset>, IDisposable {
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>
    /// Captions of the cards that are not hidden; of those in view pixels of each class's colour, and a number that changes with any pixel.
    /// </summary>
    private const string Look = """
        new Promise(done => setTimeout(() => {
          const cards = [...document.querySelectorAll('figure')].filter(f => !f.hidden), pixels = {};
          let sum = 0;
          for (const label of document.querySelectorAll('#classes label')) pixels[label.dataset.name] = 0;
          for (const card of cards) {
            const canvas = card.querySelector('canvas'), r = card.getBoundingClientRect();
            if (r.bottom < 0 || r.top > innerHeight) continue;
            const d = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
            for (let i = 0; i < d.length; i += 4) {
              sum = (sum * 31 + d[i] * 65536 + d[i + 1] * 256 + d[i + 2]) % 1e9;
              for (const c of data.classes) {
                if (d[i] === parseInt(c.colour.slice(1, 3), 16) && d[i + 1] === parseInt(c.colour.slice(3, 5), 16)
                  && d[i + 2] === parseInt(c.colour.slice(5, 7), 16)) pixels[c.name]++;
              }
            }
          }
          done({ captions: cards.map(c => c.querySelector('figcaption span:last-child').textContent), pixels, sum,
            empty: !document.getElementById('empty').hidden });
        }, 150))
        """;

    private sealed record State(string[] Captions, int Ball, int Cube, long Sum, bool Empty) {
        public int Objects => Captions.Sum(c => int.Parse(c.Split(' ')[0], null));
    }

    private static async Task<State> See(BrowserPage page) {
        JsonNode s = (await page.Ask(Look))!;
        return new([.. s["captions"]!.AsArray().Select(c => (string)c!)], (int)s["pixels"]!["ball"]!, (int)s["pixels"]!["cube"]!,
            (long)(double)s["sum"]!, (bool)s["empty"]!);
    }

    private static string Button(string group, string text) =>
        $"[...document.querySelectorAll('#{group} button')].find(b => b.textContent === '{text}')";

    private static string Class(string name) => $"document.querySelector('#classes label[data-name={name}] input')";

    [Fact, Trait("Category", "Assets")]
    public async Task ClassFiltersAndLayerSwitches_ChangeWhatIsDrawn() {
        var set = new DatasetFolder(dataset.Root);
        ViewPage.Write(set, folder["view.html"], new());
        FrameRecord[] frames = [.. set.ReadFrames()];
        int Seen(string name) => frames.Sum(f => f.Objects.Count(o => o.VisiblePixels > 0 && o.Class == name));
        int balls = Seen("ball"), cubes = Seen("cube");
        Assert.True(balls > 0 && cubes > 0);

        await using BrowserPage page = await BrowserPage.Open(folder["profile"], $"file://{folder["view.html"]}#-names");
        await page.Until("cards.every(c => c.canvas.width > 0) && [...decoded.values()].every(i => i.complete)");
        // Large enough for lines that are some pixels wide.
        await page.Ask("(() => { const s = document.getElementById('size'); s.value = 640; s.dispatchEvent(new Event('input')); })()");
        State start = await See(page);
        Assert.Equal(balls + cubes, start.Objects);
        Assert.True(start.Ball > 100 && start.Cube > 100, start.ToString());

        // A class that is left out takes its boxes along, and no others.
        await page.Click(Class("ball"));
        State without = await See(page);
        Assert.Equal(cubes, without.Objects);
        Assert.True(without.Ball < start.Ball / 10, $"{start.Ball} pixels of balls' boxes became {without.Ball}");
        Assert.InRange(without.Cube, start.Cube, start.Cube * 1.5);

        // Boxes off: nothing of the class's colour is left; masks on: other pixels.
        await page.Click(Button("overlays", "boxes"));
        State bare = await See(page);
        Assert.True(bare.Cube < start.Cube / 10, $"{start.Cube} pixels of cubes' boxes became {bare.Cube}");
        await page.Click(Button("overlays", "masks"));
        State masked = await See(page);
        Assert.NotEqual(bare.Sum, masked.Sum);
        Assert.Equal("true", (string?)await page.Ask($"{Button("overlays", "masks")}.getAttribute('aria-pressed')"));
        await page.Click(Button("overlays", "masks"));
        Assert.Equal(bare.Sum, (await See(page)).Sum);

        // What lies below: each base is another picture, and the first one comes back.
        var sums = new HashSet<long> { bare.Sum };
        foreach (string layer in new[] { "depth", "normals", "flow" }) {
            await page.Click(Button("bases", layer));
            await page.Until("[...decoded.values()].every(i => i.complete)");
            Assert.True(sums.Add((await See(page)).Sum), layer);
        }
        await page.Click(Button("bases", "image"));
        Assert.Equal(bare.Sum, (await See(page)).Sum);

        // No class, no image; all of them and boxes: as in the beginning.
        await page.Click("document.getElementById('none')");
        State none = await See(page);
        Assert.True(none.Empty);
        Assert.Empty(none.Captions);
        await page.Click("document.getElementById('all')");
        await page.Click(Button("overlays", "boxes"));
        State end = await See(page);
        Assert.Equal((start.Sum, start.Objects, false), (end.Sum, end.Objects, end.Empty));

        // One class alone, found by its name.
        await page.Click("document.getElementById('search')");
        await page.Type("bal");
        Assert.Equal("ball", (string?)await page.Ask("[...document.querySelectorAll('#classes label')].filter(l => l.style.display !== "
            + "'none').map(l => l.dataset.name).join()"));
        await page.Click("document.getElementById('none')");
        await page.Click(Class("ball"));
        State alone = await See(page);
        Assert.Equal(balls, alone.Objects);
        Assert.True(alone.Cube < start.Cube / 10 && alone.Ball >= start.Ball, alone.ToString());
    }
}
