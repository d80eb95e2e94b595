namespace Diorama.Sensors.Mosaics;

/// <summary>Colours of the first four pixels of a colour filter array, row by row (Bayer, US patent 3,971,065).</summary>
public enum BayerPattern { Rggb, Grbg, Gbrg, Bggr }

/// <summary>Where colours are in a pattern.</summary>
public static class BayerPatterns {
    /// <summary>0 red, 1 green, 2 blue.</summary>
    public static int ColorAt(this BayerPattern pattern, int x, int y) {
        // Red lies at (0, 0), (1, 0), (0, 1), (1, 1) in turn, blue diagonally from it.
        int dx = (x ^ (int)pattern) & 1, dy = (y ^ ((int)pattern >> 1)) & 1;
        return dx + dy;
    }
}
