using Diorama.Core.Images;
using Diorama.Core.Randomness;
using Diorama.Sensors.Mosaics;
using Diorama.Sensors.Planes;
using Diorama.Sensors.Profiles;

namespace Diorama.Sensors.Noise;

/// <summary>
/// Adds noise to raw values from 0 (black) to 1 (white) with the measured variance a·x + b (Foi et al., "Practical Poissonian-Gaussian
/// noise modeling and fitting for single-image raw-data", 2008). Electrons follow a Poisson distribution; read noise is normal, and a part
/// of it is common to rows and columns.
/// </summary>
public static class RawNoise {
    /// <summary>Smallest signal that counts as light, in electrons.</summary>
    private const double Faint = 1e-6;

    /// <param name="mosaic">Raw values without noise; changed in place.</param>
    /// <param name="pattern">Bayer pattern of the mosaic.</param>
    /// <param name="profile">Noise of the camera at the sensitivity of the image.</param>
    /// <param name="settings">Kinds of noise to add.</param>
    /// <param name="key">Key of the random numbers of this image; each row has a stream of its own.</param>
    /// <param name="sensor">Key of the random numbers of the sensor: its hot pixels are the same in all images.</param>
    /// <param name="threads">Largest number of threads; 0 uses all cores.</param>
    public static void Apply(Image<float> mosaic, BayerPattern pattern, NoisePoint profile, RawNoiseSettings settings, Keyed key,
        Keyed sensor, int threads = 0) {
        float rowShare = settings.Read ? settings.RowShare : 0, columnShare = settings.Read ? settings.ColumnShare : 0;
        float ownShare = MathF.Sqrt(MathF.Max(0, 1 - rowShare * rowShare - columnShare * columnShare));
        float[] columns = Normals(mosaic.Width, columnShare, key.With("columns")),
            rows = Normals(mosaic.Height, rowShare, key.With("rows"));
        Keyed pixels = key.With("pixels");
        RowBands.Run(mosaic.Height, threads, (from, to) => {
            for (int y = from; y < to; y++) {
                KeyedGenerator random = pixels.With(y).Generator();
                Span<float> row = mosaic.Row(y);
                for (int x = 0; x < row.Length; x++) {
                    int channel = pattern.ColorAt(x, y);
                    row[x] = Noisy(row[x], profile.A[channel], profile.B[channel], settings, ownShare, rows[y] + columns[x], ref random);
                }
            }
        });
        HotPixels(mosaic, profile, settings.HotPixelsPerMillion, sensor.With("hot"));
    }

    private static float Noisy(float clean, float a, float b, RawNoiseSettings settings, float ownShare, float common,
        ref KeyedGenerator random) {
        float x = MathF.Max(0, clean), noise = 0;
        if (settings.Shot && a > 0 && x > Faint * a) {
            noise = (float)(Poisson.Draw(x / a, ref random) * a - x);
            // A negative fitted b means that there is less noise than that of the electrons alone.
            if (b < 0 && settings.Read) noise *= MathF.Sqrt(MathF.Max(0, a * x + b) / (a * x));
        }
        if (settings.Read && b > 0) noise += MathF.Sqrt(b) * (ownShare * random.NextNormal() + common);
        return x + noise;
    }

    private static float[] Normals(int count, float deviation, Keyed key) {
        var values = new float[count];
        if (deviation == 0) return values;
        KeyedGenerator random = key.Generator();
        for (int i = 0; i < count; i++) values[i] = deviation * random.NextNormal();
        return values;
    }

    /// <summary>
    /// Adds hot pixels, into which current leaks: an exponentially distributed offset with a mean of 8 times the standard deviation of
    /// green at a tenth of white.
    /// </summary>
    private static void HotPixels(Image<float> mosaic, NoisePoint profile, float perMillion, Keyed sensor) {
        const float Usual = 8;
        KeyedGenerator random = sensor.Generator();
        double expected = mosaic.Pixels.Length * (double)perMillion / 1e6;
        double count = Poisson.Draw(expected, ref random);
        float unit = MathF.Sqrt(profile.Variance(1, 0.1f));
        for (int i = 0; i < count; i++) {
            int at = random.NextInt(mosaic.Pixels.Length);
            mosaic.Pixels[at] = MathF.Min(1, mosaic.Pixels[at] - Usual * unit * MathF.Log(1 - random.NextFloat()));
        }
    }
}
