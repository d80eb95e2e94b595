using System.Numerics;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Core.Randomness;
using Diorama.Sensors.Development;
using Diorama.Sensors.Mosaics;
using Diorama.Sensors.Noise;
using Diorama.Sensors.Optics;
using Diorama.Sensors.Planes;
using Diorama.Sensors.Profiles;

namespace Diorama.Sensors;

/// <summary>
/// Simulates a camera: scene radiance → lens → colour filters → electrons → raw values (<see cref="Expose"/>) → colours → tones → file
/// (<see cref="Develop"/>). The result is the same for any number of threads.
/// </summary>
public sealed class Sensor {
    /// <summary>Upper limit of light on a pixel, in full pixels; it bounds the time for drawing electron counts.</summary>
    private const float Brightest = 2;
    private const float MiddleGrey = 0.18f;

    private readonly NoisePoint noise;
    private readonly Vector3 whiteBalance;
    private readonly ToneCurve tone;
    private readonly float smoothing;

    public SensorSettings Settings { get; }

    /// <exception cref="Core.BadInputException">The camera was not measured at this ISO.</exception>
    public Sensor(SensorSettings settings) {
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.Bits, 8, "SensorSettings.Bits");
        ArgumentOutOfRangeException.ThrowIfGreaterThan(settings.Bits, 16, "SensorSettings.Bits");
        Settings = settings;
        noise = settings.Profile.At(settings.Iso);
        whiteBalance = settings.WhiteBalance ?? settings.Profile.Daylight;
        tone = new(settings.Contrast);
        float slope = (ToneCurve.Exact(MiddleGrey * 1.01f, settings.Contrast) - ToneCurve.Exact(MiddleGrey, settings.Contrast))
            / (MiddleGrey * 0.01f);
        smoothing = settings.Denoising * slope * MathF.Sqrt(noise.Variance(1, MiddleGrey));
    }

    /// <summary>Returns the image of a scene as the camera's file holds it.</summary>
    /// <param name="radiance">Scene radiance, linear Rec.709.</param>
    /// <param name="stops">Exposure: white is radiance · 2^stops = 1.</param>
    /// <param name="key">Key of the random numbers of this image.</param>
    /// <param name="threads">Largest number of threads; 0 uses all cores.</param>
    public Image<Rgb8> Capture(Image<Vector3> radiance, float stops, Keyed key, int threads = 0) =>
        Develop(Expose(radiance, stops, key, threads), threads);

    /// <inheritdoc cref="Capture"/>
    /// <summary>Returns the raw image of a scene.</summary>
    public RawImage Expose(Image<Vector3> radiance, float stops, Keyed key, int threads = 0) {
        var planes = ColorPlanes.Of(radiance, MathF.Pow(2, stops), threads);
        Vignetting.Apply(planes, Settings.Vignetting, Settings.CornerAngle, threads);
        LateralColor.Apply(planes, Settings.RedMagnification, Settings.BlueMagnification, threads);
        GaussianFilter.Apply(planes, Settings.PointSpread, threads);
        ThroughFilters(planes, threads);
        Image<float> mosaic = Mosaic.Sample(planes, Settings.Pattern, threads);
        Keyed sensor = Keyed.Start(0).With("sensor").With(Settings.Profile.Name);
        RawNoise.Apply(mosaic, Settings.Pattern, noise, Settings.Noise, key, sensor, threads);
        return Quantise(mosaic, threads);
    }

    /// <summary>Develops a raw image to the final image, including the losses of JPEG compression.</summary>
    public Image<Rgb8> Develop(RawImage raw, int threads = 0) {
        Image<Rgb8> picture = DevelopUncompressed(raw, threads);
        return Settings.JpegQuality > 0 ? Jpeg.Decode(Jpeg.Encode(picture, Settings.JpegQuality, Settings.JpegSampling)) : picture;
    }

    /// <summary>Develops a raw image to the image before JPEG compression.</summary>
    public Image<Rgb8> DevelopUncompressed(RawImage raw, int threads = 0) {
        Image<float> mosaic = raw.Normalised();
        Balance(mosaic, raw.Pattern, threads);
        ColorPlanes planes = Demosaic.Apply(mosaic, raw.Pattern, Settings.Demosaic, threads);
        Render(planes, threads);
        Denoising.Apply(planes, smoothing, 4 * smoothing, threads);
        Sharpening.Apply(planes, Settings.Sharpening, threads: threads);
        return Bytes(planes, threads);
    }

    /// <summary>
    /// Converts Rec.709 to the response behind the colour filters, divided by the white balance that development multiplies again.
    /// </summary>
    private void ThroughFilters(ColorPlanes planes, int threads) {
        ColorMatrix inverse = Settings.Matrix.Inverse();
        Vector3 scale = Vector3.One / whiteBalance;
        RowBands.Run(planes.Height, threads, (from, to) => {
            for (int y = from; y < to; y++) {
                Span<float> r = planes.R.Row(y), g = planes.G.Row(y), b = planes.B.Row(y);
                for (int x = 0; x < g.Length; x++) {
                    Vector3 seen = Vector3.Clamp(inverse.Apply(new(r[x], g[x], b[x])) * scale, Vector3.Zero, new(Brightest));
                    (r[x], g[x], b[x]) = (seen.X, seen.Y, seen.Z);
                }
            }
        });
    }

    private RawImage Quantise(Image<float> mosaic, int threads) {
        int white = (1 << Settings.Bits) - 1, black = 1 << (Settings.Bits - 5);
        var values = new Image<ushort>(mosaic.Width, mosaic.Height);
        RowBands.Run(mosaic.Height, threads, (from, to) => {
            for (int i = from * mosaic.Width; i < to * mosaic.Width; i++) {
                values.Pixels[i] = (ushort)Math.Clamp(MathF.Round(black + mosaic.Pixels[i] * (white - black)), 0, white);
            }
        });
        return new(values, Settings.Pattern, black, white);
    }

    private void Balance(Image<float> mosaic, BayerPattern pattern, int threads) =>
        RowBands.Run(mosaic.Height, threads, (from, to) => {
            for (int y = from; y < to; y++) {
                float even = whiteBalance[pattern.ColorAt(0, y)], odd = whiteBalance[pattern.ColorAt(1, y)];
                Span<float> row = mosaic.Row(y);
                // Where one colour is clipped the others must be clipped, too, or highlights turn pink.
                for (int x = 0; x < row.Length; x++) row[x] = MathF.Min(1, row[x] * ((x & 1) == 0 ? even : odd));
            }
        });

    private void Render(ColorPlanes planes, int threads) =>
        RowBands.Run(planes.Height, threads, (from, to) => {
            for (int y = from; y < to; y++) {
                Span<float> r = planes.R.Row(y), g = planes.G.Row(y), b = planes.B.Row(y);
                for (int x = 0; x < g.Length; x++) {
                    Vector3 linear = Settings.Matrix.Apply(new(r[x], g[x], b[x]));
                    (r[x], g[x], b[x]) = (tone.Apply(linear.X), tone.Apply(linear.Y), tone.Apply(linear.Z));
                }
            }
        });

    private static Image<Rgb8> Bytes(ColorPlanes planes, int threads) {
        var image = new Image<Rgb8>(planes.Width, planes.Height);
        float[] r = planes.R.Pixels, g = planes.G.Pixels, b = planes.B.Pixels;
        RowBands.Run(planes.Height, threads, (from, to) => {
            for (int i = from * planes.Width; i < to * planes.Width; i++) image.Pixels[i] = new(Byte(r[i]), Byte(g[i]), Byte(b[i]));
        });
        return image;

        static byte Byte(float encoded) => (byte)(Math.Clamp(encoded, 0, 1) * 255 + 0.5f);
    }
}
