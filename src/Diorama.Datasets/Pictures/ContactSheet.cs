using System.Globalization;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Core.Pictures;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Pictures;

/// <summary>Draws contact-sheet.png: a few images of a dataset, evenly spaced, each with its labels.</summary>
public static class ContactSheet {
    private const int Rows = 8, CellWidth = 320, MaxCellHeight = 4 * CellWidth;

    /// <summary>Draws the contact sheet from the dataset's files; does nothing if there are no images.</summary>
    public static void Write(DatasetFolder folder, DatasetInfo info, DatasetSummary summary) {
        long images = summary.Counts.Images, rows = Math.Min(Rows, images), number = 0, row = 0;
        if (rows == 0) return;
        var classes = new ClassTable(info.Classes);
        PictureGrid? grid = null;
        int[] columns = [];
        foreach (FrameRecord record in folder.ReadFrames()) {
            // Row r shows image ⌊r · images / rows⌋.
            if (row >= rows || number++ != row * images / rows) continue;
            row++;
            FrameView view = FrameView.Read(folder, record);
            int cellHeight = (int)Math.Clamp((long)CellWidth * record.Height / record.Width, 1, MaxCellHeight);
            Image<Rgb8>?[] panels = new FramePanels(view, classes, CellWidth, cellHeight).All();
            if (grid is null) {
                columns = [.. Enumerable.Range(0, panels.Length).Where(i => panels[i] is not null)];
                grid = new(columns.Length, CellWidth, cellHeight) {
                    Title = info.Recipe, Subtitle = Subtitle(info, summary), ColumnTitles = [.. columns.Select(i => FramePanels.Titles[i])],
                };
            }
            string camera = record.Camera.Name.Length > 0 ? $", {record.Camera.Name}" : "";
            for (int c = 0; c < columns.Length; c++) {
                grid.Add(panels[columns[c]], c > 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"frame {record.Frame}{camera}"));
            }
        }
        ImageFile.WritePng(folder.ContactSheetFile, grid!.Draw());
    }

    private static string Subtitle(DatasetInfo info, DatasetSummary summary) => string.Create(CultureInfo.InvariantCulture,
        $"seed {info.Seed} · {summary.Counts.Images} images · {summary.Counts.Objects.Values.Sum()} objects of "
            + $"{summary.Counts.Objects.Count} classes");
}
