using Diorama.Datasets.Layout;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Verification.Checks;

/// <summary>Checks boxes and pixel counts against masks.</summary>
public sealed class BoxesCheck : ConsistencyCheck {
    public override string Name => "boxes";
    public override string Sentence =>
        "A visible or amodal box is the extent of its mask, its pixel count the mask's area, and the untruncated box holds the amodal one.";

    public override void Check(CheckedFrame frame, Findings findings) {
        foreach (ObjectRecord o in frame.Record.Objects) {
            string place = $"object {o.Id} '{o.Name}'";
            if (frame.IsUsable(MasksCheck.Key(o))) Against(frame, findings, o.VisibleMask, o.VisibleBox, o.VisiblePixels,
                $"{place}, visible");
            Against(frame, findings, o.AmodalMask, o.AmodalBox, o.AmodalPixels, $"{place}, amodal");
            if (o is not { AmodalBox: [var x0, var y0, var x1, var y1], AmodalBoxUntruncated: [var u0, var v0, var u1, var v1],
                Truncated: { } truncated }) continue;
            bool empty = x1 <= x0 || y1 <= y0;
            findings.Expect(empty || u0 <= x0 && v0 <= y0 && u1 >= x1 && v1 >= y1, frame.Line, $"{place}, amodal_box_untruncated",
                $"around {Text(o.AmodalBox)}", Text(o.AmodalBoxUntruncated));
            bool inside = u0 >= 0 && v0 >= 0 && u1 <= frame.Width && v1 <= frame.Height;
            findings.Expect(truncated || inside, frame.Line, $"{place}, truncated", "true for a box that leaves the image", "false");
        }
    }

    private static void Against(CheckedFrame frame, Findings findings, MaskRecord? mask, int[]? box, int? pixels, string place) {
        if (mask is null || box is null) return;
        (PixelBox extent, int area) = Extent(mask, frame.Height);
        int[] wanted = extent.IsEmpty ? [0, 0, 0, 0] : [extent.X0, extent.Y0, extent.X1, extent.Y1];
        findings.Expect(box.AsSpan().SequenceEqual(wanted), frame.Line, $"{place} box", Text(wanted), Text(box));
        if (pixels is { } count) findings.Expect(count == area, frame.Line, $"{place} pixels", $"{area}", $"{count}");
    }

    /// <summary>Computes the extent and area of a mask from its run lengths; columns are <paramref name="height"/> pixels long.</summary>
    private static (PixelBox Extent, int Area) Extent(MaskRecord mask, int height) {
        int x0 = int.MaxValue, y0 = int.MaxValue, x1 = 0, y1 = 0, at = 0, area = 0;
        List<int> counts;
        try {
            counts = RunLengths.Decompress(mask.Counts);
        } catch (FormatException) {
            return default;
        }
        for (int i = 0; i < counts.Count; at += counts[i++]) {
            if (i % 2 == 0 || counts[i] <= 0) continue;
            int last = at + counts[i] - 1, first = at / height, end = last / height;
            area += counts[i];
            (x0, x1) = (Math.Min(x0, first), Math.Max(x1, end + 1));
            // A run that crosses the end of a column touches the upper and the lower border.
            (int top, int bottom) = first == end ? (at % height, last % height + 1) : (0, height);
            (y0, y1) = (Math.Min(y0, top), Math.Max(y1, bottom));
        }
        return (area == 0 ? PixelBox.Empty : new(x0, y0, x1, y1), area);
    }

    private static string Text(int[] box) => $"[{string.Join(", ", box)}]";
}
