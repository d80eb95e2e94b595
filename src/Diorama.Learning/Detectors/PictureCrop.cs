using System.Numerics;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Learning.Pretrained;

namespace Diorama.Learning.Detectors;

/// <summary>
/// A rectangle of a picture, turned about its centre, that a network looks at. Its own coordinates are from (0, 0) at its upper left
/// corner to (1, 1) at the lower right one.
/// </summary>
/// <param name="Center">Centre, pixels of the picture.</param>
/// <param name="Size">Width and height, pixels of the picture.</param>
/// <param name="Angle">Angle by which it is turned clockwise, radians.</param>
public readonly record struct PictureCrop(Vector2 Center, Vector2 Size, float Angle = 0) {
    private const int MostSamples = 8;

    /// <summary>Returns the smallest square with the middle of the picture in which all of it fits.</summary>
    public static PictureCrop Whole(Image<Rgb8> picture) {
        ArgumentNullException.ThrowIfNull(picture);
        return new(new Vector2(picture.Width, picture.Height) / 2, new(Math.Max(picture.Width, picture.Height)));
    }

    /// <summary>Returns the picture as it is, whatever its proportions.</summary>
    public static PictureCrop Stretched(Image<Rgb8> picture) {
        ArgumentNullException.ThrowIfNull(picture);
        var size = new Vector2(picture.Width, picture.Height);
        return new(size / 2, size);
    }

    /// <summary>Returns a square around a box.</summary>
    /// <param name="box">Corners (x0, y0, x1, y1), pixels.</param>
    /// <param name="scale">Side of the square over the box's longer one.</param>
    /// <param name="angle">Angle by which it is turned clockwise, radians.</param>
    public static PictureCrop Around(Vector4 box, float scale, float angle = 0) =>
        new(new Vector2(box.X + box.Z, box.Y + box.W) / 2, new(scale * MathF.Max(box.Z - box.X, box.W - box.Y)), angle);

    /// <summary>Returns a square around points: around their extent along the square's own directions.</summary>
    /// <param name="points">Points, pixels of the picture.</param>
    /// <param name="scale">Side of the square over the longer side of the extent.</param>
    /// <param name="angle">Angle by which it is turned clockwise, radians.</param>
    public static PictureCrop Around(ReadOnlySpan<Vector2> points, float scale, float angle) {
        Vector2 low = new(float.PositiveInfinity), high = new(float.NegativeInfinity);
        foreach (Vector2 point in points) {
            Vector2 along = Turn(point, -angle);
            low = Vector2.Min(low, along);
            high = Vector2.Max(high, along);
        }
        Vector2 size = high - low;
        return new(Turn((low + high) / 2, angle), new(scale * MathF.Max(size.X, size.Y)), angle);
    }

    /// <summary>Returns the angle of a crop in which the direction from one point to another is the wanted one.</summary>
    /// <param name="from">Point, pixels of the picture.</param>
    /// <param name="to">Point, pixels of the picture.</param>
    /// <param name="wanted">Direction in the crop: 0 is to the right, π/2 up.</param>
    public static float AngleOf(Vector2 from, Vector2 to, float wanted) {
        Vector2 d = to - from;
        return MathF.IEEERemainder(wanted - MathF.Atan2(-d.Y, d.X), MathF.Tau);
    }

    /// <summary>Whether a network can look at it: its numbers are finite, and it covers something of the picture.</summary>
    public bool IsIn(Image<Rgb8> picture) {
        ArgumentNullException.ThrowIfNull(picture);
        Vector4 b = Bounds;
        return float.IsFinite(Center.X + Center.Y + Size.X + Size.Y + Angle) && Size.X > 0 && Size.Y > 0
            && b.X < picture.Width && b.Y < picture.Height && b.Z > 0 && b.W > 0;
    }

    /// <summary>The box around it, corners (x0, y0, x1, y1), pixels of the picture.</summary>
    public Vector4 Bounds {
        get {
            (float sin, float cos) = MathF.SinCos(Angle);
            Vector2 half = new Vector2(MathF.Abs(cos) * Size.X + MathF.Abs(sin) * Size.Y,
                MathF.Abs(sin) * Size.X + MathF.Abs(cos) * Size.Y) / 2;
            return new(Center - half, Center.X + half.X, Center.Y + half.Y);
        }
    }

    /// <summary>Converts a point of the crop to pixels of the picture.</summary>
    public Vector2 ToPicture(Vector2 own) => Center + Turn((own - new Vector2(0.5f)) * Size, Angle);

    /// <summary>Converts pixels of the picture to a point of the crop.</summary>
    public Vector2 ToOwn(Vector2 pixel) => Turn(pixel - Center, -Angle) / Size + new Vector2(0.5f);

    /// <summary>Turns a vector clockwise, as y points down.</summary>
    public static Vector2 Turn(Vector2 v, float angle) {
        if (angle == 0) return v;
        (float sin, float cos) = MathF.SinCos(angle);
        return new(v.X * cos - v.Y * sin, v.X * sin + v.Y * cos);
    }

    /// <summary>
    /// Returns what is in the crop, red first and channels last: [1, height, width, 3]. Values are means of bilinear samples, each of which
    /// has four pixels, as many as have all pixels there; outside of the picture there is black.
    /// </summary>
    /// <param name="picture">Picture.</param>
    /// <param name="width">Width that the network takes, pixels.</param>
    /// <param name="height">Height that the network takes, pixels.</param>
    /// <param name="scale">Factor of values from 0 to 255.</param>
    /// <param name="offset">Offset that is added after the factor.</param>
    /// <param name="mirrored">Whether left and right are exchanged.</param>
    public NdArray Sample(Image<Rgb8> picture, int width, int height, float scale = 1, float offset = 0, bool mirrored = false) {
        ArgumentNullException.ThrowIfNull(picture);
        var values = new float[3 * width * height];
        int across = Math.Clamp((int)MathF.Round(Size.X / (2 * width)), 1, MostSamples);
        int down = Math.Clamp((int)MathF.Round(Size.Y / (2 * height)), 1, MostSamples);
        Vector2 stepX = Turn(new(Size.X / (width * across), 0), Angle), stepY = Turn(new(0, Size.Y / (height * down)), Angle);
        // Half a pixel less: samples are taken between centres of pixels.
        Vector2 first = ToPicture(Vector2.Zero) + (stepX + stepY) / 2 - new Vector2(0.5f);
        float share = scale / (across * down);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                var sum = Vector3.Zero;
                for (int j = 0; j < down; j++) {
                    Vector2 at = first + (y * down + j) * stepY + (mirrored ? width - 1 - x : x) * across * stepX;
                    for (int i = 0; i < across; i++, at += stepX) sum += Bilinear(picture, at);
                }
                int k = 3 * (y * width + x);
                (values[k], values[k + 1], values[k + 2]) = (sum.X * share + offset, sum.Y * share + offset, sum.Z * share + offset);
            }
        }
        return new([1, height, width, 3], values);
    }

    private static Vector3 Bilinear(Image<Rgb8> picture, Vector2 at) {
        float left = MathF.Floor(at.X), top = MathF.Floor(at.Y);
        if (!(left >= -1 && top >= -1 && left < picture.Width && top < picture.Height)) return Vector3.Zero;
        int x = (int)left, y = (int)top;
        float u = at.X - left, v = at.Y - top;
        if (x >= 0 && y >= 0 && x + 1 < picture.Width && y + 1 < picture.Height) {
            int k = y * picture.Width + x;
            Rgb8[] p = picture.Pixels;
            return Vector3.Lerp(Vector3.Lerp(Color(p[k]), Color(p[k + 1]), u),
                Vector3.Lerp(Color(p[k + picture.Width]), Color(p[k + picture.Width + 1]), u), v);
        }
        return Vector3.Lerp(Vector3.Lerp(At(x, y), At(x + 1, y), u), Vector3.Lerp(At(x, y + 1), At(x + 1, y + 1), u), v);

        Vector3 At(int i, int j) =>
            (uint)i < (uint)picture.Width && (uint)j < (uint)picture.Height ? Color(picture[i, j]) : Vector3.Zero;
    }

    private static Vector3 Color(Rgb8 p) => new(p.R, p.G, p.B);
}
