using System.Numerics;
using Diorama.Assets;
using Diorama.Core.Images;
using Diorama.Core.Randomness;
using Diorama.Rendering.Scenes;
using Diorama.Worlds.Recipes;

namespace Diorama.Worlds.Skies;

/// <summary>The sky over an outdoor place, in the units of <see cref="Rendering.Lights.SkyModel"/>: W·sr⁻¹·m⁻² of visible light.</summary>
public static class OutdoorLight {
    /// <summary>Sine of the sun's elevation below which lamps are on.</summary>
    private const float Dusk = 0.03f;

    /// <summary>True if street lamps and windows are lit: because of the recipe's night sky, or because its sun has set.</summary>
    public static bool IsNight(LightRecipe light, Draw draw) {
        ArgumentNullException.ThrowIfNull(light);
        ArgumentNullException.ThrowIfNull(draw);
        SkyKind sky = draw.Get("light.sky", light.Sky);
        return sky == SkyKind.Night || sky == SkyKind.Sun && SunOf(light, draw).Z < Dusk;
    }

    /// <summary>Sets the environment of the scene. In weather other than clear, an even layer of cloud hides the sun.</summary>
    public static void Append(Scene scene, LightRecipe light, WeatherKind weather, Draw draw, AssetLibrary library) {
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(library);
        SkyKind sky = draw.Get("light.sky", light.Sky);
        Vector3 sun = SunOf(light, draw);
        if (IsNight(light, draw)) {
            // Light of a town scattered back by the haze above it, a thousandth of a lit road.
            scene.Environment = new() { Map = Gradient(new Vector3(0.0002f, 0.00026f, 0.0005f), 2.5f, new(0.0001f)) };
        } else if (weather != WeatherKind.Clear || sky == SkyKind.Overcast) {
            scene.Environment = new() { Map = Overcast(MathF.Max(sun.Z, 0.15f), weather == WeatherKind.Rain ? 0.6f : 1) };
        } else if (sky == SkyKind.Panorama) {
            scene.Environment = new() { Map = library.Panoramas.Load(draw.Get("light.panorama", light.Panorama)), RotationZ = North(draw) };
        } else {
            scene.Environment = new() {
                SunSky = new() { SunDirection = sun, Turbidity = (float)draw.Get("light.turbidity", light.Turbidity),
                    GroundAlbedo = new(0.15f) },
            };
        }
    }

    /// <summary>
    /// Creates the standard overcast sky (CIE S 011, type 1): three times as bright at the zenith as at the horizon. With the sun at the
    /// zenith its horizontal illuminance is 25 klx.
    /// </summary>
    /// <param name="sineOfSun">Sine of the elevation of the sun behind the clouds.</param>
    /// <param name="share">Factor of all radiances.</param>
    public static Image<Vector3> Overcast(float sineOfSun, float share = 1) {
        float irradiance = 25_000 / 683f * sineOfSun * share, zenith = irradiance * 9 / (7 * MathF.PI);
        return Gradient(zenith * new Vector3(0.95f, 1, 1.07f), 1 / 3f, new(0.15f * irradiance / MathF.PI));
    }

    /// <summary>
    /// Creates a map from the zenith's radiance to a share of it at the horizon, linear in the sine of the elevation; uniform below the
    /// horizon.
    /// </summary>
    private static Image<Vector3> Gradient(Vector3 zenith, float horizon, Vector3 ground) {
        var map = new Image<Vector3>(128, 64);
        for (int y = 0; y < 64; y++) {
            float sine = MathF.Cos(MathF.PI * (y + 0.5f) / 64);
            map.Row(y).Fill(sine > 0 ? zenith * float.Lerp(horizon, 1, sine) : ground);
        }
        return map;
    }

    private static Vector3 SunOf(LightRecipe light, Draw draw) {
        // The middle of August: neither the highest nor the lowest sun of the year.
        Vector3 sun = SolarPosition.Direction(draw.Get("light.time_of_day", light.TimeOfDay),
            draw.Get("light.latitude", light.Latitude) * Math.PI / 180, SolarPosition.Declination(227));
        return Vector3.Transform(sun, Quaternion.CreateFromAxisAngle(Vector3.UnitZ, North(draw)));
    }

    /// <summary>Returns the random direction of north relative to the street, radians.</summary>
    private static float North(Draw draw) {
        KeyedGenerator random = draw.Key("north").Generator();
        return 2 * MathF.PI * random.NextFloat();
    }
}
