using System.Globalization;
using System.Text.Json.Nodes;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Viewing;

/// <summary>Statistics of a whole dataset for the page, counted in one pass.</summary>
internal sealed class ViewStatistics(ClassTable table) {
    private const int Shares = 10, ShownClasses = 20;
    /// <summary>Upper ends of the bins of box sizes: square root of the box's share of the image's area.</summary>
    private static readonly double[] sizes = [0.02, 0.04, 0.06, 0.08, 0.1, 0.15, 0.2, 0.3, 0.5, 1];

    private readonly SortedDictionary<int, long> byClass = [];
    private readonly SortedDictionary<int, long> perImage = [];
    private readonly long[] bySize = new long[sizes.Length], byVisibility = new long[Shares];
    private long things;

    public long Images { get; private set; }
    public long Scenes { get; private set; }
    private long lastScene = -1;

    /// <summary>Visible classes with their number of objects, the most frequent first.</summary>
    public IEnumerable<(DatasetClass Class, long Count)> Classes =>
        byClass.OrderByDescending(c => c.Value).ThenBy(c => c.Key).Select(c => (table[c.Key]!, c.Value));

    public void Add(FrameRecord image) {
        Images++;
        if (image.Scene != lastScene) (lastScene, Scenes) = (image.Scene, Scenes + 1);
        int here = 0;
        foreach (ObjectRecord o in image.Objects) {
            if (o.VisiblePixels is not > 0 || table[o.ClassId] is not { } c) continue;
            byClass[c.Id] = byClass.GetValueOrDefault(c.Id) + 1;
            if (!c.IsThing) continue;
            here++;
            if (o.VisibleBox is [var x0, var y0, var x1, var y1]) {
                double size = Math.Sqrt((double)(x1 - x0) * (y1 - y0) / ((double)image.Width * image.Height));
                bySize[Array.FindIndex(sizes, s => size <= s) is >= 0 and var i ? i : sizes.Length - 1]++;
            }
            if (o.VisibleFraction is { } v) byVisibility[Math.Clamp((int)(v * Shares), 0, Shares - 1)]++;
        }
        perImage[here] = perImage.GetValueOrDefault(here) + 1;
        things += here;
    }

    public string Summary(bool hasScenes) {
        var c = CultureInfo.InvariantCulture;
        string scenes = hasScenes ? string.Create(c, $" of {Scenes:N0} {(Scenes == 1 ? "scene" : "scenes")}") : "";
        return string.Create(c, $"{Images:N0} {(Images == 1 ? "image" : "images")}{scenes} · {things:N0} objects of "
            + $"{byClass.Keys.Count(k => table[k]!.IsThing)} classes");
    }

    public JsonArray Plots() {
        var c = CultureInfo.InvariantCulture;
        (DatasetClass Class, long Count)[] most = [.. Classes.Where(k => k.Class.IsThing).Take(ShownClasses)];
        var plots = new JsonArray { Plot("objects in view per class", most.Select(m => m.Class.Name), most.Select(m => m.Count),
            wide: true) };
        if (perImage.Count > 0) {
            // Bars have equal steps, so that the shape of the histogram is right: one number of objects per bar, or several.
            int highest = perImage.Keys.Max(), step = highest / 24 + 1, bars = highest / step + 1;
            var counts = new long[bars];
            foreach ((int objects, long images) in perImage) counts[objects / step] += images;
            plots.Add(Plot("images by number of objects",
                Enumerable.Range(0, bars).Select(i => step == 1 ? $"{i}" : $"{i * step}–{(i + 1) * step - 1}"), counts));
        }
        plots.Add(Plot("objects by size of box (√ of its share of the image)", sizes.Select(s => $"≤{s.ToString(c)}"), bySize));
        if (byVisibility.Any(v => v > 0))
            plots.Add(Plot("objects by visible fraction", Enumerable.Range(0, Shares).Select(i => $"{10 * i}–{10 * i + 10} %"),
                byVisibility));
        return plots;
    }

    private static JsonObject Plot(string title, IEnumerable<string> labels, IEnumerable<long> values, bool wide = false) => new() {
        ["title"] = title, ["wide"] = wide, ["labels"] = new JsonArray([.. labels.Select(l => (JsonNode)l)]),
        ["values"] = new JsonArray([.. values.Select(v => (JsonNode)v)]),
    };
}
