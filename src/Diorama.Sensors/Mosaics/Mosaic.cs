using Diorama.Core.Images;
using Diorama.Sensors.Planes;

namespace Diorama.Sensors.Mosaics;

/// <summary>Applies the colour filter array: each pixel keeps one of its three colours.</summary>
public static class Mosaic {
    public static Image<float> Sample(ColorPlanes planes, BayerPattern pattern, int threads = 0) {
        var mosaic = new Image<float>(planes.Width, planes.Height);
        RowBands.Run(mosaic.Height, threads, (from, to) => {
            for (int y = from; y < to; y++) {
                Span<float> row = mosaic.Row(y);
                ReadOnlySpan<float> even = planes[pattern.ColorAt(0, y)].Row(y), odd = planes[pattern.ColorAt(1, y)].Row(y);
                for (int x = 0; x < row.Length; x++) row[x] = (x & 1) == 0 ? even[x] : odd[x];
            }
        });
        return mosaic;
    }
}
