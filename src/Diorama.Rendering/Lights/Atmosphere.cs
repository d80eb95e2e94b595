using System.Runtime.Intrinsics;

namespace Diorama.Rendering.Lights;

/// <summary>
/// Clear atmosphere over a spherical Earth: Rayleigh scattering by molecules, aerosols according to the turbidity, ozone, and Lambertian
/// ground. Scattered light is integrated numerically; orders beyond the second follow the isotropic geometric series of Hillaire 2020, "A
/// Scalable and Production Ready Sky and Atmosphere Rendering Technique". Heights and distances in kilometres.
/// </summary>
internal sealed class Atmosphere {
    public const double GroundRadius = 6360, Top = 100;
    private const double RayleighHeight = 8, AerosolHeight = 1.2;
    private const float AerosolAlbedo = 0.92f;
    /// <summary>Asymmetry parameter g of the aerosols' Henyey-Greenstein phase function.</summary>
    public const float AerosolG = 0.76f;
    private const int TransmittanceHeights = 48, TransmittanceAngles = 192, SeriesHeights = 12, SeriesAngles = 32;

    private readonly Vector256<float> rayleigh, aerosol, ozone, albedo;
    private readonly Vector256<float>[] transmittance = new Vector256<float>[TransmittanceHeights * TransmittanceAngles];
    private readonly Vector256<float>[] series = new Vector256<float>[SeriesHeights * SeriesAngles];

    /// <summary>Light gathered along one ray per unit of solar irradiance, before the phase functions are applied.</summary>
    public readonly record struct Gathered(
        Vector256<float> Rayleigh, Vector256<float> Aerosol, Vector256<float> Multiple, Vector256<float> Transmittance);

    public Atmosphere(double turbidity, Vector256<float> groundAlbedo) {
        albedo = groundAlbedo;
        Vector256<float> l = Spectrum.Micrometres;
        // Rayleigh scattering at sea level, 1.24e-6 λ^-4 per metre (λ in µm; Penndorf 1957), here per kilometre.
        rayleigh = Vector256.Create(1.24e-3f) / (l * l * l * l);
        // Turbidity = vertical optical depth of air with aerosols over that of air alone (McCartney 1976), at 550 nm; aerosols with
        // Ångström exponent 1.3.
        double depth = (Math.Max(turbidity, 1) - 1) * 1.24e-3 / Math.Pow(0.55, 4) * RayleighHeight;
        aerosol = Vector256.Create((float)(depth / AerosolHeight)) * Vector256.Exp(Vector256.Log(l / 0.55f) * -1.3f);
        // Ozone: absorption cross sections of the Chappuis band in 1e-25 m² (rounded), 300 Dobson units (8.06e22 m⁻²) as a tent of 15 km
        // effective thickness.
        ozone = Vector256.Create(0.02f, 0.16f, 0.8f, 2.1f, 4.2f, 4.8f, 2.7f, 1.25f) * (float)(1e-25 * 8.06e22 / 15);
    }

    /// <summary>Fills the tables that <see cref="Gather"/> reads.</summary>
    public void Prepare() {
        Parallel.For(0, TransmittanceHeights, FillTransmittance);
        Parallel.For(0, SeriesHeights, FillSeries);
    }

    private (double Rayleigh, double Aerosol, double Ozone) Densities(double height) =>
        (Math.Exp(-height / RayleighHeight), Math.Exp(-height / AerosolHeight), Math.Max(0, 1 - Math.Abs(height - 25) / 15));

    private Vector256<float> Extinction(double height) {
        var (r, a, o) = Densities(height);
        return rayleigh * (float)r + aerosol * (float)a + ozone * (float)o;
    }

    /// <summary>Returns the distance to the top of the atmosphere along a ray of cosine <paramref name="mu"/> to the zenith.</summary>
    private static double ToTop(double height, double mu) {
        double r = GroundRadius + height, top = GroundRadius + Top;
        return -r * mu + Math.Sqrt(Math.Max(0, r * r * (mu * mu - 1) + top * top));
    }

    /// <summary>Returns the distance to the ground, or infinity.</summary>
    private static double ToGround(double height, double mu) {
        double r = GroundRadius + height, d = r * r * (mu * mu - 1) + GroundRadius * GroundRadius;
        return mu < 0 && d >= 0 ? Math.Max(0, -r * mu - Math.Sqrt(d)) : double.PositiveInfinity;
    }

    private static double HeightAt(double height, double mu, double t) {
        double r = GroundRadius + height;
        // Computes sqrt(r² + 2 r µ t + t²) − R without cancellation.
        double rise = 2 * r * mu * t + t * t;
        return height + rise / (Math.Sqrt(r * r + rise) + r);
    }

    private static double HorizonCos(double height) {
        double ratio = GroundRadius / (GroundRadius + height);
        return -Math.Sqrt(Math.Max(0, 1 - ratio * ratio));
    }

    // Table axes: square root of the height, and square root of the cosine above the horizon, where everything changes quickly.
    private static double TableHeight(int i, int count) => Top * Math.Pow((double)i / (count - 1), 2);

    private void FillTransmittance(int row) {
        double height = TableHeight(row, TransmittanceHeights), horizon = HorizonCos(height);
        for (int a = 0; a < TransmittanceAngles; a++) {
            double mu = horizon + (1 - horizon) * Math.Pow((double)a / (TransmittanceAngles - 1), 2);
            transmittance[row * TransmittanceAngles + a] = ToSpace(height, mu);
        }
    }

    /// <summary>Returns the transmittance from a height to space, zero where the Earth blocks the ray.</summary>
    public Vector256<float> ToSpace(double height, double mu) {
        const int Steps = 48;
        if (mu < HorizonCos(height)) return default;
        double length = ToTop(height, mu);
        Vector256<float> depth = default;
        for (int s = 0; s < Steps; s++) {
            var (t, dt) = Step(s, Steps, length);
            depth += Extinction(HeightAt(height, mu, t)) * (float)dt;
        }
        return Vector256.Exp(-depth);
    }

    /// <summary>
    /// Returns position and length of a step of the midpoint rule; steps grow away from the viewer, where the air is dense.
    /// </summary>
    private static (double T, double Dt) Step(int s, int steps, double length) {
        double a = (double)s / steps, b = (s + 1.0) / steps;
        double middle = (a + b) / 2;
        return (length * middle * middle, length * (b * b - a * a));
    }

    /// <summary>Returns the transmittance to the sun from the table.</summary>
    private Vector256<float> ToSun(double height, double mu) {
        double horizon = HorizonCos(height);
        if (mu < horizon) return default;
        return Interpolate(transmittance, TransmittanceHeights, TransmittanceAngles, height, Math.Sqrt((mu - horizon) / (1 - horizon)));
    }

    private static Vector256<float> Interpolate(Vector256<float>[] table, int rows, int columns, double height, double across) {
        double y = Math.Sqrt(Math.Clamp(height / Top, 0, 1)) * (rows - 1), x = Math.Clamp(across, 0, 1) * (columns - 1);
        int y0 = Math.Min((int)y, rows - 2), x0 = Math.Min((int)x, columns - 2);
        float fy = (float)(y - y0), fx = (float)(x - x0);
        int at = y0 * columns + x0;
        Vector256<float> low = table[at] * (1 - fx) + table[at + 1] * fx;
        Vector256<float> high = table[at + columns] * (1 - fx) + table[at + columns + 1] * fx;
        return low * (1 - fy) + high * fy;
    }

    /// <summary>
    /// Fills a row of the table of all scattering orders from the second on, as if isotropic: the second order gathered over the sphere,
    /// times 1 / (1 − the fraction that one order passes to the next).
    /// </summary>
    private void FillSeries(int row) {
        const int Rings = 8, Around = 8;
        double height = TableHeight(row, SeriesHeights);
        for (int a = 0; a < SeriesAngles; a++) {
            double muSun = SeriesCos((double)a / (SeriesAngles - 1)), sinSun = Math.Sqrt(Math.Max(0, 1 - muSun * muSun));
            Vector256<float> second = default, passed = default;
            for (int i = 0; i < Rings * Around; i++) {
                double mu = 1 - 2 * (i / Around + 0.5) / Rings, sin = Math.Sqrt(1 - mu * mu);
                double nu = mu * muSun + sin * sinSun * Math.Cos(2 * Math.PI * (i % Around + 0.5) / Around);
                (Vector256<float> light, Vector256<float> again) = GatherIsotropic(height, mu, muSun, nu);
                second += light;
                passed += again;
            }
            second /= Rings * Around;
            passed /= Rings * Around;
            series[row * SeriesAngles + a] = second / (Vector256<float>.One - Vector256.Min(passed, Vector256.Create(0.98f)));
        }
    }

    /// <summary>Maps 0…1 to the cosine of the sun's zenith angle, with most entries near the horizon.</summary>
    private static double SeriesCos(double x) => (2 * x - 1) * Math.Abs(2 * x - 1);

    private Vector256<float> Series(double height, double muSun) =>
        Interpolate(series, SeriesHeights, SeriesAngles, height, (Math.Sign(muSun) * Math.Sqrt(Math.Abs(muSun)) + 1) / 2);

    private (Vector256<float> Light, Vector256<float> Again) GatherIsotropic(double height, double mu, double muSun, double nu) {
        const int Steps = 20;
        double ground = ToGround(height, mu), length = Math.Min(ToTop(height, mu), ground);
        Vector256<float> light = default, again = default, through = Vector256<float>.One, isotropic =
            Vector256.Create((float)(0.25 / Math.PI));
        for (int s = 0; s < Steps; s++) {
            var (t, dt) = Step(s, Steps, length);
            (double at, double muSunAt) = Along(height, mu, muSun, nu, t);
            (Vector256<float> scattering, Vector256<float> gone, Vector256<float> weight) = Segment(at, dt);
            Vector256<float> scattered = through * scattering * weight;
            light += scattered * ToSun(at, muSunAt) * isotropic;
            again += scattered;
            through *= gone;
        }
        if (double.IsFinite(ground)) {
            double muSunAt = Along(height, mu, muSun, nu, length).MuSun;
            light += through * albedo * ToSun(0, muSunAt) * (float)(Math.Max(0, muSunAt) / Math.PI);
        }
        return (light, again);
    }

    private static (double Height, double MuSun) Along(double height, double mu, double muSun, double nu, double t) {
        double at = Math.Max(0, HeightAt(height, mu, t));
        return (at, Math.Clamp(((GroundRadius + height) * muSun + t * nu) / (GroundRadius + at), -1, 1));
    }

    /// <summary>
    /// Returns the scattering coefficient, the transmittance of the segment, and the integral of transmittance over it (exact for constant
    /// density).
    /// </summary>
    private (Vector256<float> Scattering, Vector256<float> Gone, Vector256<float> Weight) Segment(double at, double dt) {
        var (r, a, _) = Densities(at);
        Vector256<float> extinction = Extinction(at), gone = Vector256.Exp(extinction * (float)-dt);
        return (rayleigh * (float)r + aerosol * (float)a * AerosolAlbedo, gone, (Vector256<float>.One - gone) / extinction);
    }

    /// <summary>
    /// Gathers light along a ray from <paramref name="height"/> with zenith cosine <paramref name="mu"/>; <paramref name="muSun"/> is
    /// the sun's zenith cosine and <paramref name="nu"/> the cosine between ray and sun. The ground's own radiance is not included.
    /// </summary>
    public Gathered Gather(double height, double mu, double muSun, double nu) {
        const int Steps = 40;
        double length = Math.Min(ToTop(height, mu), ToGround(height, mu));
        Vector256<float> fromRayleigh = default, fromAerosol = default, multiple = default, through = Vector256<float>.One;
        for (int s = 0; s < Steps; s++) {
            var (t, dt) = Step(s, Steps, length);
            (double at, double muSunAt) = Along(height, mu, muSun, nu, t);
            var (r, a, _) = Densities(at);
            (Vector256<float> scattering, Vector256<float> gone, Vector256<float> weight) = Segment(at, dt);
            Vector256<float> here = through * weight, sun = ToSun(at, muSunAt) * here;
            fromRayleigh += sun * rayleigh * (float)r;
            fromAerosol += sun * aerosol * (float)a * AerosolAlbedo;
            multiple += here * scattering * Series(at, muSunAt);
            through *= gone;
        }
        return new(fromRayleigh, fromAerosol, multiple, through);
    }
}
