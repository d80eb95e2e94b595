using Diorama.Sensors.Planes;

namespace Diorama.Sensors.Mosaics;

/// <summary>
/// Edge-directed demosaicing: green is interpolated along the direction in which the image changes less, corrected by the second derivative
/// of the known colour (Hamilton and Adams, US patent 5,629,734, expired 2015); red and blue follow from their differences to green, which
/// vary less than the colours themselves.
/// </summary>
internal static class EdgeDirectedDemosaic {
    internal static void Run(PaddedMosaic mosaic, BayerPattern pattern, ColorPlanes planes, int threads) {
        Green(mosaic, pattern, planes, threads);
        Chroma(mosaic, pattern, planes, threads);
    }

    private static void Green(PaddedMosaic mosaic, BayerPattern pattern, ColorPlanes planes, int threads) =>
        RowBands.Run(planes.Height, threads, (from, to) => {
            float[] v = mosaic.Values;
            int s = mosaic.Stride;
            for (int y = from; y < to; y++) {
                Span<float> g = planes.G.Row(y);
                int green = pattern.ColorAt(0, y) == 1 ? 0 : 1;
                for (int x = 0, at = mosaic.At(0, y); x < g.Length; x++, at++) {
                    float c = v[at];
                    if ((x & 1) == green) {
                        g[x] = c;
                        continue;
                    }
                    float bendAcross = 2 * c - v[at - 2] - v[at + 2], bendDown = 2 * c - v[at - 2 * s] - v[at + 2 * s];
                    float changeAcross = Math.Abs(v[at - 1] - v[at + 1]) + Math.Abs(bendAcross), changeDown =
                        Math.Abs(v[at - s] - v[at + s]) + Math.Abs(bendDown);
                    float across = 0.5f * (v[at - 1] + v[at + 1]) + 0.25f * bendAcross,
                        down = 0.5f * (v[at - s] + v[at + s]) + 0.25f * bendDown;
                    g[x] = changeAcross < changeDown ? across : changeDown < changeAcross ? down : 0.5f * (across + down);
                }
            }
        });

    private static void Chroma(PaddedMosaic mosaic, BayerPattern pattern, ColorPlanes planes, int threads) {
        int width = planes.Width, height = planes.Height;
        RowBands.Run(height, threads, (from, to) => {
            for (int y = from; y < to; y++) {
                for (int channel = 0; channel < 3; channel += 2) {
                    Span<float> target = planes[channel].Row(y);
                    ReadOnlySpan<float> g = planes.G.Row(y);
                    for (int x = 0; x < target.Length; x++) {
                        // Uses the pixel itself, the two neighbours beside it or the four at its corners, whichever have this colour.
                        float sum = 0;
                        int count = 0;
                        for (int dy = -1; dy <= 1; dy++) {
                            for (int dx = -1; dx <= 1; dx++) {
                                int u = x + dx, w = y + dy;
                                if (u < 0 || w < 0 || u >= width || w >= height || pattern.ColorAt(u, w) != channel) continue;
                                if (dx == 0 && dy == 0) {
                                    (sum, count) = (mosaic.Values[mosaic.At(u, w)] - g[x], 1);
                                    goto found;
                                }
                                sum += mosaic.Values[mosaic.At(u, w)] - planes.G[u, w];
                                count++;
                            }
                        }
                        found:
                        target[x] = g[x] + sum / count;
                    }
                }
            }
        });
    }
}
