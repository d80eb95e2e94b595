using System.Text.Json;
using Diorama.Core.Images;
using Diorama.Core.Names;

namespace Diorama.Datasets.Verification.Formats;

/// <summary>
/// Compares the segments of a panoptic file with their PNG files, in a folder of the file's name beside it: a pixel's segment is
/// R + 256 G + 65536 B, 0 for none (cocodataset.org/#format-data, section 4).
/// </summary>
/// <param name="json">Path of the panoptic file.</param>
/// <param name="rules">The rules of the dataset.</param>
/// <param name="masks">Findings about areas, and segments that are in one place only.</param>
/// <param name="boxes">Findings about boxes.</param>
/// <param name="files">Findings about PNG files.</param>
internal sealed class CocoSegments(string json, Rules rules, Findings masks, Findings boxes, Findings files) {
    /// <summary>Largest number of segments of an image: a photograph in the place of segments has far more colours.</summary>
    private const int MostSegments = 65_536;

    private readonly string folder = Path.Combine(rules.Root, Path.GetFileNameWithoutExtension(json));

    /// <summary>A segment as its PNG file has it: the number of its pixels and its extent.</summary>
    private sealed class Segment {
        private int x0 = int.MaxValue, y0 = int.MaxValue, x1, y1;

        public int Pixels { get; private set; }
        /// <summary>x, y, width and height, pixels.</summary>
        public double[] Box => [x0, y0, x1 - x0, y1 - y0];

        public void Add(int x, int y) {
            Pixels++;
            (x0, y0, x1, y1) = (Math.Min(x0, x), Math.Min(y0, y), Math.Max(x1, x + 1), Math.Max(y1, y + 1));
        }
    }

    /// <summary>Compares the segments of an image, those of <paramref name="listed"/> by their ids, with its PNG file.</summary>
    public void Check(string fileName, (int Width, int Height) size, Dictionary<long, JsonElement> listed, string place) {
        if (!Directory.Exists(folder)) {
            rules.Note($"Segments were not compared with pixels: there is no folder {rules.Short(folder)} with their PNG files.");
            return;
        }
        string path = Path.GetFullPath(Path.Combine(folder, fileName));
        if (!PathBelow.IsIn(folder, path)) {
            files.Expect(false, rules.Short(json), place, $"a PNG file in {rules.Short(folder)}", fileName);
            return;
        }
        using ImageReader? reader = rules.Open(files, path, quick: false);
        if (reader is null) return;
        if ((reader.Width, reader.Height) != size || reader.Channels < 3 || reader.PixelType != PixelType.UInt8) {
            files.Add(rules.Short(path), place, $"{size.Width}×{size.Height} pixels, RGB of 8 bits",
                $"{reader.Width}×{reader.Height}, {reader.Channels} channels of {reader.PixelType}");
            return;
        }
        Dictionary<long, Segment> drawn = Drawn(reader);
        foreach ((long id, JsonElement segment) in listed) {
            string at = $"{place}, segment {id}";
            bool seen = drawn.Remove(id, out Segment? pixels);
            masks.Expect(seen, rules.Short(json), at, $"pixels of its own in {rules.Short(path)}", "none");
            if (!seen) continue;
            masks.Expect(segment.Number("area") == pixels!.Pixels, rules.Short(json), $"{at}, area",
                $"{pixels.Pixels}, its pixels in {rules.Short(path)}",
                segment.Has("area", out JsonElement area) ? area.GetRawText() : "none");
            if (!segment.Has("bbox", out JsonElement b)) continue;
            boxes.Expect(b.Numbers() is { Length: 4 } box && !box.Zip(pixels.Box, (u, v) => Math.Abs(u - v)).Any(d => d > 1),
                rules.Short(json), $"{at}, bbox", $"[{string.Join(", ", pixels.Box)}], its extent in {rules.Short(path)}", b.GetRawText());
        }
        foreach ((long id, Segment pixels) in drawn.OrderBy(d => d.Key))
            masks.Expect(false, rules.Short(path), place, $"no segment {id}, which segments_info does not list", $"{pixels.Pixels} pixels");
    }

    private static Dictionary<long, Segment> Drawn(ImageReader reader) {
        byte[] values = reader.ReadBytes();
        var drawn = new Dictionary<long, Segment>();
        Segment? last = null;
        long of = 0;
        for (int y = 0, i = 0; y < reader.Height; y++) {
            for (int x = 0; x < reader.Width; x++, i += reader.Channels) {
                long id = values[i] | values[i + 1] << 8 | values[i + 2] << 16;
                if (id == 0) continue;
                if (id != of && !drawn.TryGetValue(of = id, out last)) drawn[id] = last = new();
                if (drawn.Count > MostSegments) throw new InvalidDataException($"more than {MostSegments} segments in {reader.Name}");
                last!.Add(x, y);
            }
        }
        return drawn;
    }
}
