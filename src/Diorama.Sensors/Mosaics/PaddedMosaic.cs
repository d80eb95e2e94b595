using Diorama.Core.Images;

namespace Diorama.Sensors.Mosaics;

/// <summary>A mosaic with a border of two pixels, mirrored about the outermost pixels so that the colours continue the pattern.</summary>
internal readonly struct PaddedMosaic {
    internal const int Rim = 2;

    internal float[] Values { get; }
    /// <summary>Number of values from one row to the next.</summary>
    internal int Stride { get; }

    internal PaddedMosaic(Image<float> mosaic) {
        (int width, int height) = (mosaic.Width, mosaic.Height);
        Stride = width + 2 * Rim;
        Values = new float[Stride * (height + 2 * Rim)];
        for (int y = -Rim; y < height + Rim; y++) {
            ReadOnlySpan<float> source = mosaic.Row(Mirror(y, height));
            Span<float> row = Values.AsSpan((y + Rim) * Stride, Stride);
            source.CopyTo(row[Rim..]);
            for (int k = 1; k <= Rim; k++) {
                row[Rim - k] = source[Mirror(-k, width)];
                row[Rim + width - 1 + k] = source[Mirror(width - 1 + k, width)];
            }
        }
    }

    /// <summary>Returns the index of pixel (x, y) of the mosaic in <see cref="Values"/>.</summary>
    internal int At(int x, int y) => (y + Rim) * Stride + x + Rim;

    private static int Mirror(int i, int count) {
        if (i < 0) i = -i;
        else if (i >= count) i = 2 * (count - 1) - i;
        // An image one or two pixels wide has too few pixels to mirror.
        return Math.Clamp(i, 0, count - 1);
    }
}
