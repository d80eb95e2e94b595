using System.Globalization;

namespace Diorama.Datasets.Cards;

/// <summary>The plots of a dataset card.</summary>
internal static class Charts {
    private const int Width = 720, Top = 44;

    /// <summary>Draws one horizontal bar per name, the longest first; items beyond the limit are summed up in the last bar.</summary>
    public static string Bars(string title, string axis, IEnumerable<(string Name, long Count)> items, int most = 40) {
        (string Name, long Count)[] rows = [.. items.OrderByDescending(i => i.Count).ThenBy(i => i.Name, StringComparer.Ordinal)];
        if (rows.Length > most)
            rows = [.. rows.Take(most - 1), ($"{rows.Length - most + 1} others", rows.Skip(most - 1).Sum(r => r.Count))];
        const int RowHeight = 20;
        int height = Top + Math.Max(1, rows.Length) * RowHeight + 44;
        var svg = new SvgDrawing(Width, height, title);
        if (rows.Length == 0) {
            svg.Text(16, Top + 16, "none", kind: "faint");
            return svg.ToString();
        }
        double left = 24 + Math.Min(260, rows.Max(r => SvgDrawing.TextWidth(r.Name))),
            right = Width - 24 - SvgDrawing.TextWidth(Number(rows.Max(r => r.Count)));
        long largest = Math.Max(1, rows.Max(r => r.Count)), step = Step(largest, 5);
        double bottom = Top + rows.Length * RowHeight, scale = (right - left) / largest;
        for (long tick = 0; tick <= largest; tick += step) {
            svg.Line(left + tick * scale, Top - 4, left + tick * scale, bottom);
            svg.Text(left + tick * scale, bottom + 16, Number(tick), "middle", "faint");
        }
        for (int i = 0; i < rows.Length; i++) {
            double y = Top + i * RowHeight;
            svg.Text(left - 8, y + 14, rows[i].Name, "end");
            svg.Bar(left, y + 3, rows[i].Count * scale, RowHeight - 6, $"{rows[i].Name}: {Number(rows[i].Count)}");
            svg.Text(left + rows[i].Count * scale + 6, y + 14, Number(rows[i].Count), kind: "faint");
        }
        svg.Text((left + right) / 2, bottom + 36, axis, "middle");
        return svg.ToString();
    }

    /// <summary>
    /// Draws vertical bars side by side. Marks stand below the edges of bars: there is one more mark than there are counts; an empty mark
    /// is not drawn.
    /// </summary>
    public static string Histogram(string title, string across, string up, IReadOnlyList<long> counts, IReadOnlyList<string> edges) =>
        Columns(title, across, up, counts, edges, 0);

    /// <summary>Draws vertical bars side by side, with one mark below the middle of each bar.</summary>
    public static string Counts(string title, string across, string up, IReadOnlyList<long> counts, IReadOnlyList<string> names) =>
        Columns(title, across, up, counts, names, 0.5);

    private static string Columns(string title, string across, string up, IReadOnlyList<long> counts, IReadOnlyList<string> marks,
        double shift) {
        const int Height = 320, Bottom = Height - 52;
        var svg = new SvgDrawing(Width, Height, title);
        long largest = Math.Max(1, counts.Max()), step = Step(largest, 5);
        double left = 44 + SvgDrawing.TextWidth(Number(largest)), cell = (Width - 24 - left) / counts.Count,
            scale = (Bottom - Top) / (double)largest;
        for (long tick = 0; tick <= largest; tick += step) {
            svg.Line(left, Bottom - tick * scale, Width - 24, Bottom - tick * scale);
            svg.Text(left - 6, Bottom - tick * scale + 4, Number(tick), "end", "faint");
        }
        for (int i = 0; i < counts.Count; i++) {
            if (counts[i] > 0) svg.Bar(left + i * cell + 1, Bottom - counts[i] * scale, Math.Max(1, cell - 2), counts[i] * scale,
                Number(counts[i]));
        }
        for (int i = 0; i < marks.Count; i++) {
            if (marks[i].Length > 0) svg.Text(left + (i + shift) * cell, Bottom + 18, marks[i], "middle", "faint");
        }
        svg.Text((left + Width - 24) / 2, Bottom + 40, across, "middle");
        svg.Text(22, (Top + Bottom) / 2.0, up, "middle", turn: -90);
        return svg.ToString();
    }

    /// <summary>Draws a grid of counts as colours, from dark (none) to light (the largest), with a colour scale beside it.</summary>
    public static string HeatMap(string title, IReadOnlyList<long> cells, int columns, int rows) {
        const int Cell = 16;
        int left = 56, right = left + columns * Cell, bottom = Top + rows * Cell;
        var svg = new SvgDrawing(Width, bottom + 48, title);
        long largest = Math.Max(1, cells.Max());
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++)
                svg.Cell(left + column * Cell, Top + row * Cell, Cell, Cell, Color((double)cells[row * columns + column] / largest));
        }
        foreach ((double share, string anchor) in ((double, string)[])[(0, "start"), (0.5, "middle"), (1, "end")]) {
            string text = share.ToString("0.#", CultureInfo.InvariantCulture);
            svg.Text(left + share * (right - left), bottom + 16, text, anchor, "faint");
            svg.Text(left - 6, Top + share * (bottom - Top) + (share == 0 ? 12 : share == 1 ? 0 : 4), text, "end", "faint");
        }
        svg.Text((left + right) / 2.0, bottom + 36, "across the image, as a share of its width", "middle");
        svg.Text(20, (Top + bottom) / 2.0, "down the image, as a share of its height", "middle", turn: -90);
        int steps = 64;
        double scaleX = right + 28, each = (bottom - Top) / (double)steps;
        for (int i = 0; i < steps; i++) svg.Cell(scaleX, bottom - (i + 1) * each, 16, each + 0.5, Color((i + 0.5) / steps));
        svg.Text(scaleX + 24, Top + 12, Number(largest), kind: "faint");
        svg.Text(scaleX + 24, bottom, "0", kind: "faint");
        svg.Text(scaleX + 24, (Top + bottom) / 2.0, "objects", kind: "faint");
        return svg.ToString();
    }

    /// <summary>
    /// Colour of a share in [0, 1]: interpolated between five colours of equal steps in lightness, after matplotlib's "viridis".
    /// </summary>
    private static (byte, byte, byte) Color(double t) {
        ReadOnlySpan<(double R, double G, double B)> colors = [(68, 1, 84), (59, 82, 139), (33, 145, 140), (94, 201, 98), (253, 231, 37)];
        double at = Math.Clamp(t, 0, 1) * (colors.Length - 1);
        int k = Math.Min((int)at, colors.Length - 2);
        double f = at - k;
        return ((byte)(colors[k].R + f * (colors[k + 1].R - colors[k].R)), (byte)(colors[k].G + f * (colors[k + 1].G - colors[k].G)),
            (byte)(colors[k].B + f * (colors[k + 1].B - colors[k].B)));
    }

    /// <summary>Distance between ticks: 1, 2 or 5 times a power of ten, so that there are about as many ticks as asked for.</summary>
    internal static long Step(long largest, int ticks) {
        double raw = Math.Max(1, (double)largest / ticks), power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        foreach (int factor in (ReadOnlySpan<int>)[1, 2, 5]) if (factor * power >= raw) return (long)(factor * power);
        return (long)(10 * power);
    }

    /// <summary>Formats a number with commas between groups of three digits: 12,345,678.</summary>
    internal static string Number(long n) => n.ToString("#,0", CultureInfo.InvariantCulture);
}
