using Diorama.Core.Images;
using Diorama.Datasets.Layout;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Verification.Checks;

/// <summary>Checks visible masks against the instance label.</summary>
public sealed class MasksCheck : ConsistencyCheck {
    public override string Name => "masks";
    public override string Sentence =>
        "The visible mask of each object is where the instance label has its id, and every id of that label has an object.";

    public override void Check(CheckedFrame frame, Findings findings) {
        Image<uint>? instances = frame.Get(LabelTable.Instance);
        Dictionary<int, (PixelBox Box, int Area)> extents = instances is null ? [] : Extents(instances);
        int wrongAt = -1;
        foreach (ObjectRecord o in frame.Record.Objects) {
            if (o.VisibleMask is null) continue;
            if (Decoded(frame, o, o.VisibleMask, "visible_mask", findings) is not { } mask) {
                frame.MarkInvalid(Key(o));
                continue;
            }
            if (instances is null) continue;
            findings.CountChecked();
            int at = FirstDifference(mask, instances, (uint)o.Id);
            if (at < 0) continue;
            // The box and the number of pixels decide which of mask and label is wrong.
            (PixelBox box, int area) = extents.GetValueOrDefault(o.Id);
            if (area == o.VisiblePixels && o.VisibleBox is [var x0, var y0, var x1, var y1] && box == new PixelBox(x0, y0, x1, y1)) {
                findings.Add(frame.Line, $"object {o.Id} '{o.Name}', visible_mask",
                    $"the pixels with {o.Id} in {frame.File(LabelTable.Instance)}",
                    $"another value at pixel ({at % frame.Width}, {at / frame.Width})");
                frame.MarkInvalid(Key(o));
            } else if (wrongAt < 0) wrongAt = at;
        }
        if (instances is null) return;
        if (wrongAt < 0) wrongAt = Array.FindIndex(instances.Pixels, id => id != 0 && !frame.Objects.ContainsKey((int)id));
        if (wrongAt < 0) return;
        findings.Add(frame.File(LabelTable.Instance), $"pixel ({wrongAt % frame.Width}, {wrongAt / frame.Width})",
            "the object whose mask, box and area in the record say so", $"object {instances.Pixels[wrongAt]}");
        frame.MarkInvalid(LabelTable.Instance);
    }

    /// <summary>Name of an object's mask for <see cref="CheckedFrame.MarkInvalid(string)"/>.</summary>
    internal static string Key(ObjectRecord o) => $"visible_mask {o.Id}";

    /// <summary>Decodes a mask; returns null and adds a violation if the run lengths do not make a mask of the image's size.</summary>
    internal static Image<byte>? Decoded(CheckedFrame frame, ObjectRecord o, MaskRecord mask, string key, Findings findings) {
        string problem;
        try {
            if (mask.Size is [var height, var width] && (width, height) == (frame.Width, frame.Height)) {
                return RunLengths.ToMask(RunLengths.Decompress(mask.Counts), width, height);
            }
            problem = $"a size of [{string.Join(", ", mask.Size)}]";
        } catch (FormatException e) {
            problem = e.Message;
        }
        findings.Expect(false, frame.Line, $"object {o.Id} '{o.Name}', {key}", $"run lengths of {frame.Width}×{frame.Height} pixels",
            problem);
        return null;
    }

    private static int FirstDifference(Image<byte> mask, Image<uint> instances, uint id) {
        for (int i = 0; i < mask.Pixels.Length; i++) {
            if (mask.Pixels[i] != 0 != (instances.Pixels[i] == id)) return i;
        }
        return -1;
    }

    private static Dictionary<int, (PixelBox Box, int Area)> Extents(Image<uint> instances) {
        var extents = new Dictionary<int, (PixelBox Box, int Area)>();
        for (int y = 0; y < instances.Height; y++) {
            ReadOnlySpan<uint> row = instances.Row(y);
            for (int x = 0; x < row.Length;) {
                int end = x + 1;
                while (end < row.Length && row[end] == row[x]) end++;
                (PixelBox box, int area) = extents.GetValueOrDefault((int)row[x]);
                extents[(int)row[x]] = (box.Union(new(x, y, end, y + 1)), area + end - x);
                x = end;
            }
        }
        return extents;
    }
}
