namespace Diorama.Sensors.Mosaics;

/// <summary>Bayer pattern: the colours of the first 2×2 pixels of a colour filter array, row by row (Bayer, US patent 3,971,065).</summary>
public enum BayerPattern { Rggb, Grbg, Gbrg, Bggr }

/// <summary>Colour filter at each pixel of a Bayer pattern.</summary>
public static class BayerPatterns {
    /// <summary>Returns the colour of the filter at a pixel: 0 red, 1 green, 2 blue.</summary>
    public static int ColorAt(this BayerPattern pattern, int x, int y) {
        // Red is at (0, 0), (1, 0), (0, 1), (1, 1) for the four patterns in order, blue diagonally from it.
        int dx = (x ^ (int)pattern) & 1, dy = (y ^ ((int)pattern >> 1)) & 1;
        return dx + dy;
    }
}
