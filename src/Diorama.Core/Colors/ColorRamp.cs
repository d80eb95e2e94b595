namespace Diorama.Core.Colors;

/// <summary>
/// Perceptually uniform colour map (viridis), from dark blue over green to yellow, for showing scalar values as an image.
/// </summary>
public static class ColorRamp {
    // Ten of matplotlib's viridis colours (van der Walt and Smith 2015, CC0), evenly spaced.
    private static readonly uint[] anchors = [
        0x440154, 0x482878, 0x3E4989, 0x31688E, 0x26828E, 0x1F9E89, 0x35B779, 0x6ECE58, 0xB5DE2B, 0xFDE725];

    /// <summary>Returns the colour for <paramref name="t"/> in 0..1; values outside are clipped, NaN gives black.</summary>
    public static Rgb8 Viridis(float t) {
        if (float.IsNaN(t)) return default;
        float x = Math.Clamp(t, 0, 1) * (anchors.Length - 1);
        int i = Math.Min((int)x, anchors.Length - 2);
        uint a = anchors[i], b = anchors[i + 1];
        byte Mix(int shift) => (byte)float.Lerp((a >> shift) & 255, (b >> shift) & 255, x - i).Rounded();
        return new(Mix(16), Mix(8), Mix(0));
    }

    private static int Rounded(this float value) => (int)(value + 0.5f);
}
