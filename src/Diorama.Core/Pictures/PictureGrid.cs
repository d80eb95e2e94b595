using Diorama.Core.Colors;
using Diorama.Core.Images;

namespace Diorama.Core.Pictures;

/// <summary>
/// Arranges images in rows and columns of equal cells on a dark background, with a title above each column and a caption below each image.
/// </summary>
public sealed class PictureGrid(int columns, int cellWidth, int cellHeight) {
    private const int Gap = 8, Margin = 16;
    private static readonly Rgb8 ground = new(24, 26, 30), bright = new(235, 237, 240), muted = new(150, 156, 165);
    private readonly List<(Image<Rgb8>? Picture, string Caption)> cells = [];

    /// <summary>Title above all rows.</summary>
    public string Title { get; init; } = "";
    /// <summary>Subtitle to the right of the title, in a muted colour.</summary>
    public string Subtitle { get; init; } = "";
    /// <summary>Titles above the columns of the first row; empty for none.</summary>
    public IReadOnlyList<string> ColumnTitles { get; init; } = [];
    /// <summary>Text size in pixels per em.</summary>
    public float TextSize { get; init; } = 16;

    public int Count => cells.Count;

    /// <summary>
    /// Adds the next cell, row by row; null leaves it empty. An image no larger than the cell is centred in it, a larger one is scaled
    /// down.
    /// </summary>
    public void Add(Image<Rgb8>? picture, string caption = "") => cells.Add((picture, caption));

    public Image<Rgb8> Draw() {
        int rows = Math.Max(1, (cells.Count + columns - 1) / columns);
        int line = (int)MathF.Ceiling(TextSize * 1.5f);
        bool captions = cells.Any(c => c.Caption.Length > 0);
        int rowHeight = cellHeight + Gap + (captions ? line : 0);
        int titleHeight = Title.Length > 0 ? (int)(2.2f * TextSize) : 0, headHeight = ColumnTitles.Count > 0 ? line : 0;
        int width = 2 * Margin + columns * (cellWidth + Gap) - Gap, top = Margin + titleHeight + headHeight;
        var canvas = new Canvas(width, top + rows * rowHeight - Gap + Margin, ground);
        if (Title.Length > 0) {
            float size = 1.35f * TextSize;
            canvas.Text(Margin, Margin, Title, size, bright);
            float at = Margin + Canvas.Measure(Title, size).Width + 1.5f * TextSize;
            float lower = StrokeHeight(size) - StrokeHeight(TextSize);
            canvas.Text(at, Margin + lower, Canvas.Fit(Subtitle, TextSize, width - Margin - at), TextSize, muted);
        }
        for (int c = 0; c < ColumnTitles.Count; c++) canvas.Text(Margin + c * (cellWidth + Gap), Margin + titleHeight + 1, ColumnTitles[c],
            TextSize, muted);
        for (int i = 0; i < cells.Count; i++) {
            int x = Margin + i % columns * (cellWidth + Gap), y = top + i / columns * rowHeight;
            if (cells[i].Picture is { } picture) {
                if (picture.Width > cellWidth || picture.Height > cellHeight) {
                    (int w, int h) = PictureScaling.Within(picture.Width, picture.Height, cellWidth, cellHeight);
                    picture = picture.Resized(w, h);
                }
                canvas.Draw(x + (cellWidth - picture.Width) / 2, y + (cellHeight - picture.Height) / 2, picture);
            }
            if (cells[i].Caption.Length > 0)
                canvas.Text(x, y + cellHeight + 0.4f * TextSize, Canvas.Fit(cells[i].Caption, TextSize, cellWidth), TextSize, muted);
        }
        return canvas.Picture;
    }

    private static float StrokeHeight(float size) => Canvas.Measure("M", size).Height;
}
