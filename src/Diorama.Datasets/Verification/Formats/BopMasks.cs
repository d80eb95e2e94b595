using System.Globalization;
using System.Text.Json;
using Diorama.Core.Images;

namespace Diorama.Datasets.Verification.Formats;

/// <summary>
/// Checks the masks of a BOP dataset against each other and against scene_gt_info.json, whose numbers are those of calc_gt_info.py of
/// bop_toolkit.
/// </summary>
/// <param name="rules">The rules of the dataset.</param>
/// <param name="masks">Findings about masks.</param>
/// <param name="quick">True to open no mask.</param>
internal sealed class BopMasks(Rules rules, Findings masks, bool quick) {
    /// <summary>
    /// How far the numbers of a whole object may be from its mask, as some tools draw them separately: pixels, and a part of the mask; and
    /// how much of a visible mask may lie outside of the mask.
    /// </summary>
    private const double Pixels = 2, Share = 0.01, Outside = 0.02;

    public const string Tolerance =
        "px_count_all and px_count_valid 2 pixels and 1 % of the mask, bbox_obj 2 pixels; 2 pixels and 2 % of a visible mask outside of "
        + "the mask";

    /// <summary>Checks the masks of a pose; returns the whole mask and the visible one, null where there is none.</summary>
    /// <param name="folder">Folder of the scene.</param>
    /// <param name="image">Number of the image.</param>
    /// <param name="pose">Number of the pose.</param>
    /// <param name="detail">Its entry in scene_gt_info.json.</param>
    /// <param name="size">Size of the image.</param>
    /// <param name="depth">Depth image; null if there is none.</param>
    public (BopMask? Whole, BopMask? Visible) Check(string folder, int image, int pose, JsonElement? detail, (int Width, int Height)? size,
        ushort[]? depth) {
        string name = string.Create(CultureInfo.InvariantCulture, $"{image:000000}_{pose:000000}.png");
        string wholePath = Path.Combine(folder, "mask", name), visiblePath = Path.Combine(folder, "mask_visib", name);
        BopMask? whole = Read(wholePath, size), visible = Read(visiblePath, size);
        if (whole is not null && visible is not null && whole.Width == visible.Width && whole.Height == visible.Height) {
            int outside = visible.Outside(whole);
            masks.Expect(outside <= Pixels + Outside * visible.Pixels, rules.Short(wholePath), "", "a mask that contains the visible one",
                $"{outside} of its {visible.Pixels} pixels outside");
        }
        if (detail is not { } d) return (whole, visible);
        if (whole is not null) Whole(whole, rules.Short(wholePath), d, depth);
        if (visible is not null) Visible(visible, rules.Short(visiblePath), d);
        return (whole, visible);
    }

    private BopMask? Read(string path, (int Width, int Height)? size) {
        // Some test sets have no masks.
        if (!Directory.Exists(Path.GetDirectoryName(path))) return null;
        using ImageReader? reader = rules.Open(masks, path, quick);
        if (reader is null) return null;
        if (size is { } s && s != (reader.Width, reader.Height)) {
            masks.Add(rules.Short(path), "", $"{s.Width}×{s.Height} pixels", $"{reader.Width}×{reader.Height}");
            return null;
        }
        float[] values = reader.ReadFloats();
        var inside = new bool[reader.Width * reader.Height];
        for (int i = 0; i < inside.Length; i++) inside[i] = values[i * reader.Channels] != 0;
        return new(inside, reader.Width);
    }

    private void Whole(BopMask mask, string file, JsonElement detail, ushort[]? depth) {
        double allowed = Pixels + Share * mask.Pixels, stated = detail.Number("px_count_all");
        double[]? box = detail.Has("bbox_obj", out JsonElement b) && b.Numbers() is { Length: 4 } four && four is not [-1, -1, -1, -1]
            ? four : null;
        // px_count_all counts what lies outside of the image too.
        (double left, double top, double right, double bottom) = box is null ? (0, 0, 0, 0) : (Math.Max(0, box[0]), Math.Max(0, box[1]),
            Math.Min(mask.Width - 1, box[0] + box[2]), Math.Min(mask.Height - 1, box[1] + box[3]));
        double beyond = box is null ? 0
            : (box[2] + 1) * (box[3] + 1) - Math.Max(0, right - left + 1) * Math.Max(0, bottom - top + 1);
        if (box is not null) masks.Expect(stated >= mask.Pixels - allowed && stated <= mask.Pixels + beyond + allowed, file, "",
            $"{stated} pixels, the px_count_all of scene_gt_info.json{(beyond > 0 ? ", less what lies outside of the image" : "")}",
            $"{mask.Pixels}");
        double valid = detail.Number("px_count_valid");
        if (depth is not null && depth.Length == mask.Width * mask.Height && !double.IsNaN(valid)) {
            int measured = mask.With(depth);
            masks.Expect(Math.Abs(valid - measured) <= allowed, file, "",
                $"{valid} pixels with depth, the px_count_valid of scene_gt_info.json", $"{measured}");
        }
        if (box is null || mask.Pixels == 0) return;
        // What is left of an object that reaches out of the image may be smaller than the part of its box.
        (double x0, double y0) = (mask.Extent[0] - left, mask.Extent[1] - top);
        (double x1, double y1) = (right - mask.Extent[0] - mask.Extent[2], bottom - mask.Extent[1] - mask.Extent[3]);
        double[] off = beyond > 0 ? [-x0, -y0, -x1, -y1] : [Math.Abs(x0), Math.Abs(y0), Math.Abs(x1), Math.Abs(y1)];
        masks.Expect(off.Max() <= Pixels, file, "", $"the extent [{string.Join(", ", box)}] of bbox_obj",
            $"[{string.Join(", ", mask.Extent)}]");
    }

    private void Visible(BopMask mask, string file, JsonElement detail) {
        double stated = detail.Number("px_count_visib");
        masks.Expect(mask.Pixels == stated, file, "", $"{stated} pixels, the px_count_visib of scene_gt_info.json", $"{mask.Pixels}");
        double[]? box = detail.Has("bbox_visib", out JsonElement b) ? b.Numbers() : null;
        if (box is { Length: 4 } && mask.Pixels == stated && mask.Pixels > 0)
            masks.Expect(box.AsSpan().SequenceEqual(mask.Extent), file, "", $"the extent [{string.Join(", ", box)}] of bbox_visib",
                $"[{string.Join(", ", mask.Extent)}]");
    }
}
