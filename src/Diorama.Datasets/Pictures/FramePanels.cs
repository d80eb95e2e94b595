using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Core.Pictures;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Pictures;

/// <summary>Draws one image as several panels: the picture, boxes with names, masks, depth and normals.</summary>
public sealed class FramePanels(FrameView view, ClassTable classes, int width, int height) {
    /// <summary>Smallest side of a box with a name, in pixels of the panel.</summary>
    private const int MinNamedPixels = 12;

    public static IReadOnlyList<string> Titles { get; } = ["image", "boxes", "masks", "depth", "normals"];

    /// <summary>Draws the panels in the order of <see cref="Titles"/>; null for labels that were not made.</summary>
    public Image<Rgb8>?[] All() {
        Image<Rgb8> image = view.Base();
        return [
            Scaled(image), Boxes(image), Masks(image),
            view.Depth is { } depth ? Scaled(Depth(depth)) : null,
            view.Normal is { } normal ? Scaled(LabelPicture.Directions(normal)) : null];
    }

    private Image<Rgb8> Scaled(Image<Rgb8> picture) {
        (int w, int h) = PictureScaling.Within(picture.Width, picture.Height, width, height);
        return picture.Resized(w, h);
    }

    /// <summary>
    /// Colours depth by its logarithm from near to far; the nearest and the farthest hundredth of the pixels are clipped.
    /// </summary>
    internal static Image<Rgb8> Depth(Image<float> depth) {
        float[] sorted = [.. depth.Pixels.Where(d => float.IsFinite(d) && d > 0)];
        if (sorted.Length == 0) return new(depth.Width, depth.Height);
        Array.Sort(sorted);
        float near = MathF.Log(sorted[sorted.Length / 100]), far = MathF.Log(sorted[sorted.Length - 1 - sorted.Length / 100]);
        float scale = 1 / MathF.Max(far - near, 1e-3f);
        return new(depth.Width, depth.Height, Array.ConvertAll(depth.Pixels,
            d => float.IsFinite(d) && d > 0 ? ColorRamp.Viridis((far - MathF.Log(d)) * scale) : default));
    }

    /// <summary>Returns the visible objects that are things, the largest first.</summary>
    private IEnumerable<ObjectRecord> Things() => view.Record.Objects
        .Where(o => o.VisiblePixels > 0 && o.VisibleBox is not null && classes[o.ClassId] is { IsThing: true })
        .OrderByDescending(o => o.VisiblePixels).ThenBy(o => o.Id);

    private Image<Rgb8> Boxes(Image<Rgb8> image) {
        Image<Rgb8> scaled = Scaled(image);
        // A copy: scaling may have returned the picture itself.
        var canvas = new Canvas(new Image<Rgb8>(scaled.Width, scaled.Height, [.. scaled.Pixels]));
        float sx = (float)scaled.Width / image.Width, sy = (float)scaled.Height / image.Height;
        float size = Math.Clamp(scaled.Width / 26f, 11, 18);
        int thickness = Math.Max(1, (int)MathF.Round(scaled.Width / 320f));
        var boxes = Things().Select(o => (Object: o, Class: classes[o.ClassId]!,
            X0: (int)MathF.Round(o.VisibleBox![0] * sx), Y0: (int)MathF.Round(o.VisibleBox[1] * sy),
            X1: (int)MathF.Round(o.VisibleBox[2] * sx), Y1: (int)MathF.Round(o.VisibleBox[3] * sy))).ToList();
        foreach (var b in boxes) canvas.Outline(b.X0, b.Y0, b.X1, b.Y1, b.Class.PictureColor, thickness);
        var tags = new TagPlacement(scaled.Width, scaled.Height);
        foreach (var b in boxes) {
            if (b.X1 - b.X0 < MinNamedPixels || b.Y1 - b.Y0 < MinNamedPixels) continue;
            Rgb8 color = b.Class.PictureColor;
            string name = b.Class.Name;
            (float textWidth, float textHeight) = Canvas.Measure(name, size);
            int pad = (int)MathF.Ceiling(size / 5), w = (int)MathF.Ceiling(textWidth) + 2 * pad,
                h = (int)MathF.Ceiling(textHeight) + 2 * pad + 1;
            if (tags.Place(b.X0, b.Y0, b.X1, b.Y1, w, h) is not var (x, y)) continue;
            canvas.Fill(x, y, x + w, y + h, color);
            canvas.Text(x + pad, y + pad, name, size, Canvas.InkOn(color));
        }
        return canvas.Picture;
    }

    private Image<Rgb8> Masks(Image<Rgb8> image) {
        var canvas = new Canvas(new Image<Rgb8>(image.Width, image.Height, [.. image.Pixels]));
        // The picture is made grey, so that only masks have colours.
        foreach (ref Rgb8 p in canvas.Picture.Pixels.AsSpan()) {
            byte grey = (byte)(0.3f * p.R + 0.59f * p.G + 0.11f * p.B);
            p = new(grey, grey, grey);
        }
        HashSet<uint> things = [.. Things().Select(o => (uint)o.Id)];
        canvas.Regions(view.Instance, id => things.Contains(id) ? IdPalette.Color(id) : null, 0.55f, Math.Max(1, image.Width / 480));
        return Scaled(canvas.Picture);
    }
}
