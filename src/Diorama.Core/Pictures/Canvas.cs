using System.Numerics;
using Diorama.Core.Colors;
using Diorama.Core.Images;

namespace Diorama.Core.Pictures;

/// <summary>
/// Draws boxes, text, masks and other images on an 8-bit image for viewing. Coordinates are pixels from the upper left corner; what lies
/// outside is clipped. Opacity blends the encoded values.
/// </summary>
public sealed class Canvas(Image<Rgb8> picture) {
    public Image<Rgb8> Picture { get; } = picture;

    /// <summary>Creates a canvas with a new image filled with one colour.</summary>
    public Canvas(int width, int height, Rgb8 color) : this(new Image<Rgb8>(width, height)) => Picture.Pixels.AsSpan().Fill(color);

    public static Rgb8 White { get; } = new(255, 255, 255);
    public static Rgb8 Black { get; } = new(0, 0, 0);

    /// <summary>Returns black or white, whichever is easier to read on the given background.</summary>
    public static Rgb8 InkOn(Rgb8 background) => 0.299f * background.R + 0.587f * background.G + 0.114f * background.B > 140 ? Black
        : White;

    public void Blend(int x, int y, Rgb8 color, float opacity) {
        if ((uint)x >= (uint)Picture.Width || (uint)y >= (uint)Picture.Height) return;
        ref Rgb8 p = ref Picture[x, y];
        p = opacity >= 1 ? color : new(Mix(p.R, color.R, opacity), Mix(p.G, color.G, opacity), Mix(p.B, color.B, opacity));
    }

    private static byte Mix(byte from, byte to, float share) => (byte)(from + (to - from) * share + 0.5f);

    /// <summary>Fills the pixels [x0, x1) × [y0, y1).</summary>
    public void Fill(int x0, int y0, int x1, int y1, Rgb8 color, float opacity = 1) {
        for (int y = Math.Max(y0, 0); y < Math.Min(y1, Picture.Height); y++) {
            for (int x = Math.Max(x0, 0); x < Math.Min(x1, Picture.Width); x++) Blend(x, y, color, opacity);
        }
    }

    /// <summary>Draws the border of the rectangle [x0, x1) × [y0, y1), inside its edges.</summary>
    public void Outline(int x0, int y0, int x1, int y1, Rgb8 color, int thickness = 1, float opacity = 1) {
        Fill(x0, y0, x1, Math.Min(y0 + thickness, y1), color, opacity);
        Fill(x0, Math.Max(y1 - thickness, y0 + thickness), x1, y1, color, opacity);
        Fill(x0, y0 + thickness, Math.Min(x0 + thickness, x1), y1 - thickness, color, opacity);
        Fill(Math.Max(x1 - thickness, x0 + thickness), y0 + thickness, x1, y1 - thickness, color, opacity);
    }

    /// <summary>Draws a straight line with round ends; its edges are smooth.</summary>
    /// <param name="from">One end.</param>
    /// <param name="to">The other end.</param>
    /// <param name="thickness">Width of the line.</param>
    /// <param name="color">Colour.</param>
    /// <param name="opacity">Opacity, 0 to 1.</param>
    public void Line(Vector2 from, Vector2 to, float thickness, Rgb8 color, float opacity = 1) {
        if (!float.IsFinite(from.X + from.Y + to.X + to.Y)) return;
        float radius = thickness / 2, length = Vector2.DistanceSquared(from, to);
        Vector2 low = Vector2.Max(Vector2.Min(from, to) - new Vector2(radius + 1), Vector2.Zero);
        Vector2 high = Vector2.Min(Vector2.Max(from, to) + new Vector2(radius + 1), new(Picture.Width - 1, Picture.Height - 1));
        for (int y = (int)low.Y; y <= high.Y; y++) {
            for (int x = (int)low.X; x <= high.X; x++) {
                var center = new Vector2(x + 0.5f, y + 0.5f);
                float along = length > 0 ? Math.Clamp(Vector2.Dot(center - from, to - from) / length, 0, 1) : 0;
                // How much of the pixel is inside is about how far its centre is, up to half a pixel on either side.
                float inside = Math.Clamp(radius + 0.5f - Vector2.Distance(center, Vector2.Lerp(from, to, along)), 0, 1);
                if (inside > 0) Blend(x, y, color, opacity * inside);
            }
        }
    }

    /// <summary>Draws a filled circle with a smooth edge.</summary>
    public void Disc(Vector2 center, float radius, Rgb8 color, float opacity = 1) => Line(center, center, 2 * radius, color, opacity);

    /// <summary>Draws one line of text; the top of its capital letters is at <paramref name="y"/>.</summary>
    public void Text(float x, float y, string text, float size, Rgb8 color, float opacity = 1) {
        Image<float> coverage = PictureFont.Coverage(text, size, x - MathF.Floor(x), out int margin);
        int left = (int)MathF.Floor(x) - margin, top = (int)MathF.Round(y) - margin;
        for (int j = 0; j < coverage.Height; j++) {
            for (int i = 0; i < coverage.Width; i++) {
                if (coverage[i, j] > 0) Blend(left + i, top + j, color, coverage[i, j] * opacity);
            }
        }
    }

    /// <summary>Returns the width of the drawn text and the height of its capital letters, in pixels.</summary>
    public static (float Width, float Height) Measure(string text, float size) => (PictureFont.Width(text, size), PictureFont.Height(size));

    /// <summary>Returns the text shortened to a width in pixels, with … at the end if something was cut off.</summary>
    public static string Fit(string text, float size, float width) {
        if (Measure(text, size).Width <= width) return text;
        int length = text.Length;
        while (length > 0 && Measure(text[..length] + "…", size).Width > width) length--;
        return length > 0 ? text[..length].TrimEnd() + "…" : "";
    }

    /// <summary>Draws another image with its upper left corner at (x0, y0).</summary>
    public void Draw(int x0, int y0, Image<Rgb8> other) {
        for (int y = Math.Max(0, -y0); y < Math.Min(other.Height, Picture.Height - y0); y++) {
            int from = Math.Max(0, -x0), to = Math.Min(other.Width, Picture.Width - x0);
            if (to > from) other.Row(y)[from..to].CopyTo(Picture.Row(y0 + y)[(x0 + from)..]);
        }
    }

    /// <summary>
    /// Fills every region of equal ids translucently and outlines it, except ids without a colour. The ids have the size of the canvas.
    /// </summary>
    public void Regions(Image<uint> ids, Func<uint, Rgb8?> color, float opacity = 0.5f, int outline = 1) {
        if (ids.Width != Picture.Width || ids.Height != Picture.Height)
            throw new ArgumentException("ids and picture differ in size", nameof(ids));
        var colors = new Dictionary<uint, Rgb8?>();
        for (int y = 0; y < ids.Height; y++) {
            for (int x = 0; x < ids.Width; x++) {
                uint id = ids[x, y];
                if (!colors.TryGetValue(id, out Rgb8? c)) colors.Add(id, c = color(id));
                if (c is { } ink) Blend(x, y, ink, IsBorder(ids, x, y, outline) ? 1 : opacity);
            }
        }
    }

    private static bool IsBorder(Image<uint> ids, int x, int y, int reach) {
        uint id = ids[x, y];
        for (int d = 1; d <= reach; d++) {
            if ((x >= d && ids[x - d, y] != id) || (x + d < ids.Width && ids[x + d, y] != id)
                || (y >= d && ids[x, y - d] != id) || (y + d < ids.Height && ids[x, y + d] != id)) return true;
        }
        return false;
    }
}
