using System.Text;
using System.Text.Json.Nodes;
using Diorama.Core;
using Diorama.Core.Colors;
using Diorama.Core.Files;
using Diorama.Core.Images;
using Diorama.Core.Pictures;
using Diorama.Core.Quoting;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Viewing;

/// <summary>
/// Writes one self-contained HTML page of a dataset: a grid of images with labels that can be switched on, filters by class, statistics.
/// The page needs no server and no network; reduced pictures are embedded in it.
/// </summary>
public static class ViewPage {
    private const int RampSteps = 9, WheelSize = 90;

    /// <param name="folder">Folder of a dataset with frames.jsonl.</param>
    /// <param name="path">Path of the page, which appears whole or not at all.</param>
    /// <param name="options">Options of the page.</param>
    /// <returns>Number of images in the page.</returns>
    /// <exception cref="BadInputException">The folder holds no dataset, or a file of it cannot be read.</exception>
    public static int Write(DatasetFolder folder, string path, ViewOptions options) {
        ArgumentNullException.ThrowIfNull(folder);
        return Write(new OwnSource(folder), path, options);
    }

    /// <param name="coco">Paths of COCO files, whose annotations of one picture are joined.</param>
    /// <param name="path">Path of the page, which appears whole or not at all.</param>
    /// <param name="options">Options of the page.</param>
    /// <returns>Number of images in the page.</returns>
    /// <exception cref="BadInputException">A file cannot be read.</exception>
    public static int WriteCoco(IReadOnlyList<string> coco, string path, ViewOptions options) =>
        Write(new CocoSource(coco), path, options);

    private static int Write(IViewSource source, string path, ViewOptions options) {
        ArgumentNullException.ThrowIfNull(options);
        var statistics = new ViewStatistics(source.Classes);
        foreach (FrameRecord record in source.Frames()) {
            options.Cancellation.ThrowIfCancellationRequested();
            statistics.Add(record);
        }
        int shown = 0;
        string[] page = Resource("page.html").Split("{{data}}");
        string title = HtmlText.Of(source.Title);
        AtomicFile.WriteStream(path, stream => {
            using var writer = new StreamWriter(stream, new UTF8Encoding(false), 1 << 16) { NewLine = "\n" };
            writer.Write(page[0].Replace("{{css}}", Resource("page.css"), StringComparison.Ordinal).Replace("{{title}}", title,
                StringComparison.Ordinal));
            string head = Head(source, statistics).ToJsonString();
            // The frames are written one at a time into the object's last property.
            writer.Write($"{head[..^1]},\"frames\":[");
            foreach (JsonObject frame in Frames(source, statistics.Images, options)) {
                writer.Write(shown++ > 0 ? ",\n" : "\n");
                writer.Write(frame.ToJsonString());
            }
            writer.Write("]}");
            writer.Write(page[1].Replace("{{js}}", Resource("page.js"), StringComparison.Ordinal));
        });
        return shown;
    }

    private static IEnumerable<JsonObject> Frames(IViewSource source, long images, ViewOptions options) {
        long rows = Math.Min(options.Images, images), number = 0, row = 0;
        foreach (FrameRecord record in source.Frames()) {
            // Row r shows image ⌊r · images / rows⌋.
            if (row >= rows || number++ != row * images / rows) continue;
            options.Cancellation.ThrowIfCancellationRequested();
            yield return source.Frame(record, options.Width);
            row++;
            options.Progress?.Invoke((double)row / rows);
        }
    }

    private static JsonObject Head(IViewSource source, ViewStatistics statistics) => new() {
        ["title"] = source.Title, ["summary"] = source.Origin + statistics.Summary(source.HasScenes),
        ["classes"] = new JsonArray([.. statistics.Classes.Select(c => (JsonNode)new JsonObject {
            ["id"] = c.Class.Id, ["name"] = c.Class.Name, ["thing"] = c.Class.IsThing, ["count"] = c.Count,
            ["colour"] = Css(c.Class.PictureColor),
        })]),
        ["plots"] = statistics.Plots(),
        ["ramp"] = new JsonArray(
            [.. Enumerable.Range(0, RampSteps).Select(i => (JsonNode)Css(ColorRamp.Viridis((float)i / (RampSteps - 1))))]),
        ["wheel"] = Wheel(),
    };

    /// <summary>Draws the legend of flow: a colour wheel of all directions, the longest flow at its rim.</summary>
    private static string Wheel() {
        var flow = new Image<System.Numerics.Vector2>(WheelSize, WheelSize);
        for (int i = 0; i < flow.Pixels.Length; i++) {
            var v = (new System.Numerics.Vector2(i % WheelSize + 0.5f, i / WheelSize + 0.5f) - new System.Numerics.Vector2(WheelSize / 2f))
                / (WheelSize / 2f);
            flow.Pixels[i] = v.Length() <= 1 ? v : new(float.NaN);
        }
        return DataUri.Jpeg(LabelPicture.Flow(flow, 1), 90);
    }

    private static string Css(Rgb8 c) => $"#{c.R:x2}{c.G:x2}{c.B:x2}";

    private static string Resource(string name) {
        using Stream stream = typeof(ViewPage).Assembly.GetManifestResourceStream($"{typeof(ViewPage).Namespace}.{name}")
            ?? throw new InvalidOperationException($"{name} is not part of the assembly");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
