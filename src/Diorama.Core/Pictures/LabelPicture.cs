using Diorama.Core.Colors;
using System.Numerics;
using Diorama.Core.Images;

namespace Diorama.Core.Pictures;

/// <summary>Converts labels to images for viewing; training code must read the raw values instead.</summary>
public static class LabelPicture {
    /// <summary>
    /// Shows depth with the viridis colour map, near = bright, from the smallest to the largest finite value; infinite, NaN and
    /// non-positive values are black.
    /// </summary>
    public static Image<Rgb8> Depth(Image<float> depth) {
        float near = float.PositiveInfinity, far = float.NegativeInfinity;
        foreach (float d in depth.Pixels) {
            if (!float.IsFinite(d) || d <= 0) continue;
            near = MathF.Min(near, d);
            far = MathF.Max(far, d);
        }
        // Uniform steps in 1/depth show both a far wall and a near cup well.
        float scale = far > near ? 1 / (1 / near - 1 / far) : 0;
        return Map(depth, d => float.IsFinite(d) && d > 0 ? ColorRamp.Viridis(scale == 0 ? 1 : (1 / d - 1 / far) * scale) : default);
    }

    /// <summary>Shows values with the viridis colour map, whose ends are <paramref name="from"/> and <paramref name="to"/>.</summary>
    public static Image<Rgb8> Scalar(Image<float> values, float from = 0, float to = 1) =>
        Map(values, v => ColorRamp.Viridis((v - from) / (to - from)));

    public static Image<Rgb8> Ids(Image<uint> ids) => Map(ids, IdPalette.Color);

    /// <summary>Shows unit vectors as the usual (v + 1)/2 colours; the zero vector (background) is black.</summary>
    public static Image<Rgb8> Directions(Image<Vector3> directions) =>
        Map(directions, v => v == Vector3.Zero ? default : Bytes((v + Vector3.One) / 2));

    /// <summary>Shows vectors in 0..1 (object coordinates, albedo as raw values) unchanged, as 8-bit colours.</summary>
    public static Image<Rgb8> Unit(Image<Vector3> values) => Map(values, Bytes);

    /// <summary>
    /// Shows optical flow as hue (direction) and saturation (length over <paramref name="longest"/>, in pixels; by default the longest
    /// vector of the image).
    /// </summary>
    public static Image<Rgb8> Flow(Image<Vector2> flow, float? longest = null) {
        float scale = longest ?? 0;
        if (longest == null) {
            foreach (var v in flow.Pixels) if (float.IsFinite(v.X + v.Y)) scale = MathF.Max(scale, v.Length());
        }
        return Map(flow, v => {
            if (!float.IsFinite(v.X + v.Y)) return default;
            float strength = scale > 0 ? MathF.Min(v.Length() / scale, 1) : 0;
            float angle = MathF.Atan2(v.Y, v.X);
            Vector3 hue = new(0.5f + 0.5f * MathF.Cos(angle), 0.5f + 0.5f * MathF.Cos(angle - 2.0944f),
                0.5f + 0.5f * MathF.Cos(angle + 2.0944f));
            return Bytes(Vector3.Lerp(Vector3.One, hue, strength));
        });
    }

    private static Rgb8 Bytes(Vector3 v) {
        v = Vector3.Clamp(v, Vector3.Zero, Vector3.One) * 255 + new Vector3(0.5f);
        return new((byte)v.X, (byte)v.Y, (byte)v.Z);
    }

    private static Image<Rgb8> Map<T>(Image<T> image, Func<T, Rgb8> color) where T : unmanaged =>
        new(image.Width, image.Height, Array.ConvertAll(image.Pixels, p => color(p)));
}
