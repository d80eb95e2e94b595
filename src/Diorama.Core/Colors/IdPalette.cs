namespace Diorama.Core.Colors;

/// <summary>
/// Colours for ids, the same in every image: id 0 is black, neighbouring ids get hues that are far apart. The hue advances by the golden
/// ratio, which spreads any sequence of ids evenly; value and saturation alternate so that ids with similar hues still differ.
/// </summary>
public static class IdPalette {
    public static Rgb8 Color(uint id) {
        if (id == 0) return default;
        float hue = (float)(id * 0.6180339887498949 % 1.0);
        float value = 1 - 0.2f * (id % 3);
        float saturation = 0.85f - 0.25f * (id / 3 % 3);
        // HSV to RGB: each channel is a trapezoid over the hue circle.
        byte Channel(float offset) {
            float k = (offset + hue * 6) % 6;
            float dip = Math.Clamp(MathF.Min(k, 4 - k), 0, 1);
            return (byte)(255 * value * (1 - saturation * dip) + 0.5f);
        }
        return new(Channel(5), Channel(3), Channel(1));
    }
}
