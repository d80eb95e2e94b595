using System.Numerics;
using System.Runtime.Intrinsics;
using Diorama.Core.Images;

namespace Diorama.Rendering.Lights;

/// <summary>
/// The clear sky of <see cref="SunSky"/>, computed once per scene from a physical atmosphere and baked to a map, so that any renderer
/// can be given the very same sky.
/// <para>Units: linear Rec.709 radiance in W·m⁻²·sr⁻¹ of visible light, such that luminance × 683 lm/W is cd/m². A high sun
/// gives a horizontal irradiance of about 150 (100 klx); an exposure of −5.5 stops (× 1/45) puts a grey card in the middle.</para>
/// </summary>
public static class SkyModel {
    /// <summary>Height of the viewer above the ground, in km.</summary>
    private const double Height = 0.002;
    private const int Elevations = 64, Azimuths = 48;

    /// <summary>
    /// Computes the radiance of sky and ground without the sun's disc, multiplied by <see cref="SunSky.Scale"/>, as an equirectangular map
    /// laid out as <see cref="Scenes.Environment.Map"/> without rotation. The lower half is the sunlit ground of the given albedo seen
    /// through the air.
    /// </summary>
    public static Image<Vector3> Bake(SunSky sky, int width = 1024, int height = 512) {
        ArgumentNullException.ThrowIfNull(sky);
        var air = new Atmosphere(sky.Turbidity, Spectrum.FromAlbedo(sky.GroundAlbedo));
        air.Prepare();
        Vector3 sun = Vector3.Normalize(sky.SunDirection);
        double muSun = sun.Z, sinSun = Math.Sqrt(Math.Max(0, 1 - muSun * muSun));
        Atmosphere.Gathered[] upper = Table(air, muSun, sinSun, above: true), lower = Table(air, muSun, sinSun, above: false);
        float azimuthOfSun = sinSun > 1e-6 ? MathF.Atan2(sun.Y, sun.X) : 0;
        var image = new Image<Vector3>(width, height);
        Vector3 irradiance = SunIrradiance(air, sky.SunAngularDiameter, muSun) * MathF.Max(0, sun.Z);
        // The sky first: the ground needs its irradiance.
        foreach (bool above in (ReadOnlySpan<bool>)[true, false]) {
            Vector3 ground = irradiance * sky.GroundAlbedo / MathF.PI;
            for (int y = 0; y < height; y++) {
                double theta = Math.PI * (y + 0.5) / height, mu = Math.Cos(theta), sin = Math.Sin(theta);
                if (mu > 0 != above) continue;
                // Solid angle of a pixel times its cosine to the ground.
                float row = (float)(2 * Math.PI / width * 2 * sin * Math.Sin(0.5 * Math.PI / height) * mu);
                for (int x = 0; x < width; x++) {
                    float azimuth = (0.5f - (x + 0.5f) / width) * (2 * MathF.PI) - azimuthOfSun;
                    float folded = MathF.Acos(Math.Clamp(MathF.Cos(azimuth), -1, 1));
                    float nu = (float)Math.Clamp(mu * muSun + sin * sinSun * Math.Cos(azimuth), -1, 1);
                    Vector3 radiance = Radiance(above ? upper : lower, mu, folded, nu, ground);
                    if (above) irradiance += radiance * row;
                    image[x, y] = radiance * sky.Scale;
                }
            }
        }
        return image;
    }

    /// <summary>Computes the sun as a directional light; its irradiance is what the atmosphere transmits, 0 below the horizon.</summary>
    public static DirectionalEmitter Sun(SunSky sky) {
        ArgumentNullException.ThrowIfNull(sky);
        var air = new Atmosphere(sky.Turbidity, Spectrum.FromAlbedo(sky.GroundAlbedo));
        Vector3 direction = Vector3.Normalize(sky.SunDirection);
        return new(direction, SunIrradiance(air, sky.SunAngularDiameter, direction.Z) * sky.Scale, sky.SunAngularDiameter, sky.SunVisible);
    }

    /// <summary>
    /// Computes the irradiance of the sun as the mean over strips of its disc, so that a setting sun reddens and disappears gradually.
    /// </summary>
    private static Vector3 SunIrradiance(Atmosphere air, float angularDiameter, double muSun) {
        const int Strips = 9;
        double elevation = Math.Asin(Math.Clamp(muSun, -1, 1)), radius = angularDiameter / 2, weights = 0;
        Vector256<float> sum = default;
        for (int i = 0; i < Strips; i++) {
            double offset = (2 * i + 1.0) / Strips - 1, weight = Math.Sqrt(1 - offset * offset);
            sum += air.ToSpace(Height, Math.Sin(Math.Clamp(elevation + offset * radius, -Math.PI / 2, Math.PI / 2))) * (float)weight;
            weights += weight;
        }
        return Spectrum.ToRec709(sum / (float)weights * Spectrum.Sun);
    }

    /// <summary>Gathers light in a table over (square root of the elevation above the horizon, azimuth from the sun).</summary>
    private static Atmosphere.Gathered[] Table(Atmosphere air, double muSun, double sinSun, bool above) {
        var table = new Atmosphere.Gathered[Elevations * Azimuths];
        Parallel.For(0, Elevations, e => {
            double x = Math.Max(e, 0.01) / (Elevations - 1), mu = Math.Sin(x * x * Math.PI / 2) * (above ? 1 : -1),
                sin = Math.Sqrt(Math.Max(0, 1 - mu * mu));
            for (int a = 0; a < Azimuths; a++) {
                double nu = mu * muSun + sin * sinSun * Math.Cos(Math.PI * a / (Azimuths - 1));
                table[e * Azimuths + a] = air.Gather(Height, mu, muSun, nu);
            }
        });
        return table;
    }

    private static Vector3 Radiance(Atmosphere.Gathered[] table, double mu, float azimuth, float nu, Vector3 ground) {
        double elevation = Math.Asin(Math.Min(1, Math.Abs(mu)));
        double y = Math.Sqrt(elevation / (Math.PI / 2)) * (Elevations - 1), x = azimuth / Math.PI * (Azimuths - 1);
        int y0 = Math.Min((int)y, Elevations - 2), x0 = Math.Min((int)x, Azimuths - 2);
        float fy = (float)(y - y0), fx = (float)(x - x0);
        // Phase functions vary fast around the sun; they are applied here, at full resolution.
        float rayleigh = 3 / (16 * MathF.PI) * (1 + nu * nu);
        float aerosol = new Media.HenyeyGreenstein(Atmosphere.AerosolG).Evaluate(nu);
        Vector256<float> spectrum = default, through = default;
        for (int corner = 0; corner < 4; corner++) {
            ref readonly Atmosphere.Gathered g = ref table[(y0 + (corner >> 1)) * Azimuths + x0 + (corner & 1)];
            float weight = ((corner >> 1) == 1 ? fy : 1 - fy) * ((corner & 1) == 1 ? fx : 1 - fx);
            spectrum += (g.Rayleigh * rayleigh + g.Aerosol * aerosol + g.Multiple) * weight;
            through += g.Transmittance * weight;
        }
        Vector3 radiance = Spectrum.ToRec709(spectrum * Spectrum.Sun);
        return mu > 0 ? radiance : radiance + ground * (Vector256.Sum(through) / Spectrum.Bands);
    }
}
