using System.Runtime.CompilerServices;
using Diorama.Sensors.Planes;

namespace Diorama.Sensors.Mosaics;

/// <summary>
/// Bilinear demosaicing, optionally corrected by the gradient of the known colour: Malvar, He, Cutler, "High-quality linear interpolation
/// for demosaicing of Bayer-patterned color images", ICASSP 2004, figure 2.
/// </summary>
internal static class LinearDemosaic {
    internal static void Run(PaddedMosaic mosaic, BayerPattern pattern, ColorPlanes planes, bool gradientCorrected, int threads) =>
        RowBands.Run(planes.Height, threads, (from, to) => {
            float[] v = mosaic.Values;
            int s = mosaic.Stride;
            float gain = gradientCorrected ? 1 : 0;
            for (int y = from; y < to; y++) {
                Span<float> r = planes.R.Row(y), g = planes.G.Row(y), b = planes.B.Row(y);
                bool redRow = pattern.ColorAt(0, y) == 0 || pattern.ColorAt(1, y) == 0;
                Span<float> own = redRow ? r : b, other = redRow ? b : r;
                int green = pattern.ColorAt(0, y) == 1 ? 0 : 1;
                for (int x = 0, at = mosaic.At(0, y); x < g.Length; x++, at++) {
                    float c = v[at];
                    if ((x & 1) == green) {
                        g[x] = c;
                        own[x] = AlongRow(v, at, 1, s, gain);
                        other[x] = AlongRow(v, at, s, 1, gain);
                    } else {
                        own[x] = c;
                        float far = v[at - 2] + v[at + 2] + v[at - 2 * s] + v[at + 2 * s];
                        g[x] = 0.25f * (v[at - 1] + v[at + 1] + v[at - s] + v[at + s]) + gain * 0.125f * (4 * c - far);
                        other[x] = 0.25f * (v[at - s - 1] + v[at - s + 1] + v[at + s - 1] + v[at + s + 1]) + gain * 0.1875f * (4 * c - far);
                    }
                }
            }
        });

    /// <summary>Interpolates, at a green pixel, the colour whose pixels are its neighbours in steps of <paramref name="along"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float AlongRow(float[] v, int at, int along, int across, float gain) {
        float near = 0.5f * (v[at - along] + v[at + along]);
        float diagonal = v[at - along - across] + v[at + along - across] + v[at - along + across] + v[at + along + across];
        float laplacian = 5 * v[at] - diagonal - (v[at - 2 * along] + v[at + 2 * along]) + 0.5f * (v[at - 2 * across] + v[at + 2 * across]);
        return near + gain * 0.125f * laplacian;
    }
}
