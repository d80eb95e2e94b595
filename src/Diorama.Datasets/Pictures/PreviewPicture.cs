using System.Globalization;
using Diorama.Core.Images;
using Diorama.Core.Pictures;
using Diorama.Datasets.Layout;
using Diorama.Core.Colors;
using Diorama.Datasets.Frames;

namespace Diorama.Datasets.Pictures;

/// <summary>Draws one frame with its labels as one picture of two rows with three panels.</summary>
public static class PreviewPicture {
    /// <param name="frame">The frame, with depth, normals and class ids or albedo.</param>
    /// <param name="record">Record of that frame.</param>
    /// <param name="classes">Classes that the record refers to.</param>
    /// <param name="recipe">Name of the recipe, for the title.</param>
    public static Image<Rgb8> Draw(RenderedFrame frame, FrameRecord record, ClassTable classes, string recipe) {
        int width = Math.Min(640, record.Width), height = Math.Max(1, width * record.Height / record.Width);
        Image<Rgb8>?[] panels = new FramePanels(FrameView.Of(frame, record), classes, width, height).All();
        string camera = record.Camera.Name.Length > 0 ? $", camera {record.Camera.Name}" : "";
        int things = record.Objects.Count(o => o.VisiblePixels > 0 && classes[o.ClassId] is { IsThing: true });
        var grid = new PictureGrid(3, width, height) {
            Title = recipe, Subtitle = string.Create(CultureInfo.InvariantCulture,
                $"frame {record.Frame}{camera} · {record.Width}×{record.Height} · {things} objects in view"),
        };
        for (int i = 0; i < panels.Length; i++) grid.Add(panels[i], FramePanels.Titles[i]);
        if (frame.Labels.Class is { } ids) grid.Add(LabelPicture.Ids(ids), "classes");
        else if (frame.Labels.Albedo is { } albedo) grid.Add(ImageFile.Encode(albedo), "albedo");
        return grid.Draw();
    }
}
