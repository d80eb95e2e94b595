using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Core.Pictures;
using Diorama.Datasets.Labels;
using Diorama.Datasets.Layout;
using Diorama.Datasets.Pictures;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Viewing;

/// <summary>
/// Converts one image to the JSON that the page's script reads: reduced pictures, objects with boxes, keypoints and runs of their masks,
/// and facts.
/// </summary>
internal static class ViewFrame {
    internal const int PictureQuality = 82;
    private const int LabelQuality = 80;

    public static JsonObject Of(DatasetFolder folder, FrameRecord record, int longest) {
        (int width, int height) = record.Width > longest || record.Height > longest
            ? PictureScaling.Within(record.Width, record.Height, longest, longest) : (record.Width, record.Height);
        FrameView view = FrameView.Read(folder, record);
        var layers = new JsonObject { ["image"] = Jpeg(view.Base(), PictureQuality) };
        var frame = new JsonObject {
            ["frame"] = record.Frame, ["camera"] = record.Camera.Name, ["w"] = record.Width, ["h"] = record.Height, ["mw"] = width,
            ["mh"] = height, ["layers"] = layers,
        };
        if (view.Depth is { } depth && LogRange(depth) is var (near, far)) {
            layers["depth"] = Jpeg(FramePanels.Depth(depth), LabelQuality);
            frame["depth"] = new JsonArray(near, far);
        }
        if (view.Normal is { } normal) layers["normals"] = Jpeg(LabelPicture.Directions(normal), LabelQuality);
        if (record.Files.ContainsKey("flow_forward") && new FrameImages(folder, record).Read(LabelTable.FlowForward) is var flow
            && Longest(flow) is > 0 and var most) {
            layers["flow"] = Jpeg(LabelPicture.Flow(flow, most), LabelQuality);
            frame["flow"] = most;
        }
        frame["objects"] = new JsonArray(
            [.. record.Objects.Where(o => o.VisiblePixels > 0).Select(o => (JsonNode)Object(o, view.Instance, width, height))]);
        frame["facts"] = Pairs(Facts(record));
        frame["files"] = Pairs(record.Files.Select(f => (f.Key, f.Value)));
        if (record.Values is { Count: > 0 } values) frame["values"] = Pairs(values.Select(v => (v.Key, v.Value)));
        return frame;

        string Jpeg(Image<Rgb8> picture, int quality) => DataUri.Jpeg(picture.Resized(width, height), quality);
    }

    /// <summary>Converts an object; member names are short, as a page holds thousands of objects.</summary>
    private static JsonObject Object(ObjectRecord o, Image<uint> instances, int width, int height) {
        var json = new JsonObject { ["id"] = o.Id, ["n"] = o.Name, ["c"] = o.ClassId, ["p"] = o.VisiblePixels };
        if (o.VisibleFraction is { } fraction) json["v"] = Math.Round(fraction, 3);
        if (o.VisibleBox is { } box) json["b"] = new JsonArray([.. box.Select(v => (JsonNode)v)]);
        if (o.Keypoints is { Count: > 0 } keypoints) {
            json["k"] = new JsonArray([.. keypoints.Where(k => k.Pixel is [not null, not null])
                .Select(k => (JsonNode)new JsonArray(k.Name, Math.Round(k.Pixel[0]!.Value, 1), Math.Round(k.Pixel[1]!.Value, 1),
                k.Visibility))]);
        }
        uint id = (uint)o.Id;
        json["m"] = Runs((x, y) => instances[x, y] == id, instances.Width, instances.Height, width, height);
        return json;
    }

    /// <summary>
    /// Returns gaps and lengths, row by row, of the reduced mask: a reduced pixel has the value at the centre of the area that it covers.
    /// </summary>
    /// <param name="isInside">Whether a pixel of the mask is inside.</param>
    /// <param name="wide">Width of the mask.</param>
    /// <param name="high">Height of the mask.</param>
    /// <param name="width">Reduced width.</param>
    /// <param name="height">Reduced height.</param>
    internal static JsonArray Runs(Func<int, int, bool> isInside, int wide, int high, int width, int height) {
        var runs = new JsonArray();
        int last = 0, start = -1;
        for (int y = 0; y < height; y++) {
            int row = (int)((y + 0.5) * high / height);
            for (int x = 0; x < width; x++) {
                bool inside = isInside((int)((x + 0.5) * wide / width), row);
                int at = y * width + x;
                if (inside && start < 0) start = at;
                if (inside || start < 0) continue;
                Add(at);
            }
        }
        if (start >= 0) Add(width * height);
        return runs;

        void Add(int end) {
            runs.Add(start - last);
            runs.Add(end - start);
            (last, start) = (end, -1);
        }
    }

    private static (double Near, double Far)? LogRange(Image<float> depth) {
        float[] sorted = [.. depth.Pixels.Where(d => float.IsFinite(d) && d > 0)];
        if (sorted.Length == 0) return null;
        Array.Sort(sorted);
        return (sorted[sorted.Length / 100], sorted[sorted.Length - 1 - sorted.Length / 100]);
    }

    /// <summary>
    /// Returns the length of flow in pixels that 99 % of the pixels do not exceed, so that a fast object does not make the rest pale.
    /// </summary>
    private static float Longest(Image<Vector2> flow) {
        float[] sorted = [.. flow.Pixels.Where(v => float.IsFinite(v.X + v.Y)).Select(v => v.Length())];
        Array.Sort(sorted);
        return sorted.Length == 0 ? 0 : sorted[sorted.Length - 1 - sorted.Length / 100];
    }

    private static IEnumerable<(string, string)> Facts(FrameRecord r) {
        var c = CultureInfo.InvariantCulture;
        yield return ("scene", string.Create(c, $"{r.Scene}, index {r.Index}, {r.Time:0.###} s"));
        yield return ("image id", r.ImageId.ToString(c));
        yield return ("size", $"{r.Width} × {r.Height}");
        yield return ("lens", (string?)r.Camera.Lens["model"] ?? "");
        if (r.Camera.K is [[var fx, _, var cx], [_, var fy, var cy], _])
            yield return ("fx fy cx cy", string.Create(c, $"{fx:0.#} {fy:0.#} {cx:0.#} {cy:0.#}"));
        if (r.Camera.WorldFromCamera is [[_, _, _, var x], [_, _, _, var y], [_, _, _, var z]])
            yield return ("camera at", string.Create(c, $"{x:0.00}, {y:0.00}, {z:0.00} m"));
        if (r.ExposureStops is { } stops) yield return ("exposure", string.Create(c, $"{stops:0.00} stops"));
        if (r.Placement is { } placement) yield return ("placed", string.Create(c, $"{placement.Placed.Values.Sum()} of "
            + $"{placement.Asked.Values.Sum()} objects, {placement.Attempts} {(placement.Attempts == 1 ? "attempt" : "attempts")}"));
    }

    private static JsonArray Pairs(IEnumerable<(string Name, string Value)> pairs) =>
        new([.. pairs.Select(p => (JsonNode)new JsonArray(p.Name, p.Value))]);
}
