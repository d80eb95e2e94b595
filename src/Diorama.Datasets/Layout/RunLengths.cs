using System.Text;
using Diorama.Core.Images;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Layout;

/// <summary>
/// Encodes and decodes COCO's run lengths: column by column, alternating counts of pixels outside and inside, the first count outside
/// (maskApi.c of cocoapi). In compressed form, a count (from the fourth on, its difference from the count two before) is written in groups
/// of five bits, lowest first, plus 32 if more follow, as characters from '0' (48).
/// </summary>
public static class RunLengths {
    /// <summary>Computes the counts of one object's mask.</summary>
    public static List<int> Of(InstanceMasks masks, int id) {
        int width = masks.Width, height = masks.Height;
        PixelBox box = masks.Box(id);
        var counts = new List<int>();
        if (box.IsEmpty) return [width * height];
        // Only the box is scanned, column by column: the rest is one run of zeros before and one after.
        var inside = new byte[box.Width * box.Height];
        foreach (PixelRun run in masks.Runs(id)) {
            int y = run.Start / width, x = run.Start - y * width;
            for (int at = (x - box.X0) * box.Height + y - box.Y0, end = at + run.Length * box.Height; at < end; at += box.Height)
                inside[at] = 1;
        }
        int length = box.X0 * height;
        byte current = 0;
        for (int x = 0; x < box.Width; x++) {
            Add(0, box.Y0);
            ReadOnlySpan<byte> column = inside.AsSpan(x * box.Height, box.Height);
            while (column.Length > 0) {
                int same = column.IndexOfAnyExcept(column[0]);
                if (same < 0) same = column.Length;
                Add(column[0], same);
                column = column[same..];
            }
            Add(0, height - box.Y1);
        }
        Add(0, (width - box.X1) * height);
        counts.Add(length);
        return counts;

        void Add(byte value, int pixels) {
            if (pixels == 0) return;
            if (value != current) {
                counts.Add(length);
                (current, length) = (value, 0);
            }
            length += pixels;
        }
    }

    /// <summary>Computes the counts of a mask; 0 is outside.</summary>
    public static List<int> Of(Image<byte> mask) {
        var counts = new List<int>();
        int length = 0;
        bool current = false;
        for (int x = 0; x < mask.Width; x++) {
            for (int y = 0; y < mask.Height; y++) {
                if (mask[x, y] != 0 != current) {
                    counts.Add(length);
                    (current, length) = (!current, 0);
                }
                length++;
            }
        }
        counts.Add(length);
        return counts;
    }

    public static string Compress(IReadOnlyList<int> counts) {
        var text = new StringBuilder();
        for (int i = 0; i < counts.Count; i++) {
            int x = i > 2 ? counts[i] - counts[i - 2] : counts[i];
            bool more;
            do {
                int group = x & 31;
                x >>= 5;
                more = (group & 16) != 0 ? x != -1 : x != 0;
                text.Append((char)(48 + group + (more ? 32 : 0)));
            } while (more);
        }
        return text.ToString();
    }

    /// <exception cref="FormatException">The text ends within a count or holds a character that COCO's encoding does not use.</exception>
    public static List<int> Decompress(string text) {
        var counts = new List<int>();
        for (int at = 0; at < text.Length;) {
            if (!TryNext(text, ref at, out int x)) throw new FormatException(at == text.Length ? "run lengths end within a number"
                : $"character {at} is out of place in run lengths");
            if (counts.Count > 2) x = unchecked(x + counts[^2]);
            counts.Add(x);
        }
        return counts;
    }

    /// <summary>Whether a compressed text holds counts that cover exactly this number of pixels.</summary>
    public static bool Covers(string text, long pixels) {
        ArgumentNullException.ThrowIfNull(text);
        long sum = 0;
        (int before, int last) = (0, 0);
        for (int at = 0, number = 0; at < text.Length; number++) {
            if (!TryNext(text, ref at, out int x)) return false;
            if (number > 2) x = unchecked(x + before);
            if (x < 0) return false;
            (before, last) = (last, x);
            sum += x;
        }
        return sum == pixels;
    }

    /// <summary>
    /// Decodes one number of a text; false if the text ends within it or holds a character that COCO's encoding does not use.
    /// </summary>
    private static bool TryNext(string text, ref int at, out int x) {
        x = 0;
        int shift = 0, group;
        do {
            if (at == text.Length) return false;
            group = text[at++] - 48;
            if (group is < 0 or > 63 || shift > 30) return false;
            x |= (group & 31) << shift;
            shift += 5;
        } while ((group & 32) != 0);
        if ((group & 16) != 0 && shift < 32) x |= -1 << shift;
        return true;
    }

    /// <summary>Decodes counts to a mask [height, width]: 1 inside, 0 outside.</summary>
    /// <exception cref="FormatException">The counts do not cover the image exactly.</exception>
    public static Image<byte> ToMask(IReadOnlyList<int> counts, int width, int height) {
        if (counts.Any(c => c < 0) || counts.Sum(c => (long)c) != (long)width * height)
            throw new FormatException($"run lengths do not cover {width}×{height} pixels");
        var mask = new Image<byte>(width, height);
        int at = 0;
        for (int i = 0; i < counts.Count; i++) {
            if (i % 2 == 1) {
                for (int k = at; k < at + counts[i]; k++) mask[k / height, k % height] = 1;
            }
            at += counts[i];
        }
        return mask;
    }
}
