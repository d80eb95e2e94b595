using System.Numerics;
using Diorama.Assets;
using Diorama.Assets.Index;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Core.Randomness;
using Diorama.Rendering.Lights;
using Diorama.Worlds.Recipes;
using Environment = Diorama.Rendering.Scenes.Environment;

namespace Diorama.Worlds.Skies;

/// <summary>
/// The sky of one scene, for all worlds. All kinds share the units of <see cref="SkyModel"/> (<see cref="Luminance.LumensPerWatt"/>), so
/// that a lamp of a given luminous flux and the sky beside it have their true relation.
/// </summary>
public sealed record SceneSky {
    /// <summary>Sine of the sun's elevation below which it is night, and below which lamps are lit.</summary>
    private const float Sunset = -0.03f, Dusk = 0.03f;
    /// <summary>Share of an overcast sky's light that rain clouds let through.</summary>
    private const float UnderRain = 0.6f;

    private static readonly (string Name, float Lux)[] panoramaLux = [
        ("city", 15_000), ("courtyard", 12_000), ("forest", 8_000), ("sunrise", 4_000), ("sunset", 3_000), ("studio", 1_000),
        ("interior", 300), ("night", 2),
    ];

    /// <summary>Kind of sky, as drawn; a sun below the horizon makes it night.</summary>
    public required SkyKind Kind { get; init; }
    public required Environment Environment { get; init; }
    /// <summary>Unit vector towards the sun, in the rotated world; below the horizon at night. Zero for panoramas.</summary>
    public Vector3 SunDirection { get; init; }
    /// <summary>Approximate horizontal illuminance outdoors, lux.</summary>
    public float Lux { get; init; }
    /// <summary>The panorama as an asset, for attribution; null for other skies.</summary>
    public Asset? Panorama { get; init; }
    /// <summary>True if the environment has no ground of its own.</summary>
    public bool NeedsGround => Kind != SkyKind.Panorama;
    /// <summary>True if street lamps and windows are lit: at night, and when the sun has set or nearly so.</summary>
    public bool LampsAreLit => Kind == SkyKind.Night || Kind != SkyKind.Panorama && SunDirection.Z < Dusk;

    /// <summary>Draws the sky of one scene, with a random day of the year and direction of north.</summary>
    /// <param name="recipe">The section <c>light</c> of the recipe.</param>
    /// <param name="draw">Draws below the path "light".</param>
    /// <param name="library">Asset library with the panoramas; without it a panorama becomes sun and sky.</param>
    /// <param name="weather">In weather other than clear, clouds hide sun and panorama.</param>
    /// <param name="groundAlbedo">Albedo of the ground outside; null is grass.</param>
    public static SceneSky Sample(LightRecipe recipe, Draw draw, AssetLibrary? library, WeatherKind weather = WeatherKind.Clear,
        Vector3? groundAlbedo = null) {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(draw);
        SkyKind kind = draw.Get("sky", recipe.Sky);
        if (weather != WeatherKind.Clear && kind != SkyKind.Night) kind = SkyKind.Overcast;
        KeyedGenerator random = draw.Key("sky").Generator();
        double day = 1 + 365 * random.NextDouble(), latitude = draw.Get("latitude", recipe.Latitude) * Math.PI / 180;
        float north = 2 * MathF.PI * random.NextFloat();
        if (kind == SkyKind.Panorama && library is not null) return OfPanorama(draw.Get("panorama", recipe.Panorama), north, library);
        Vector3 sun = SolarPosition.Direction(draw.Get("time_of_day", recipe.TimeOfDay), latitude, SolarPosition.Declination(day));
        sun = Vector3.Transform(sun, Quaternion.CreateFromAxisAngle(Vector3.UnitZ, north));
        return Create(kind, sun, (float)draw.Get("turbidity", recipe.Turbidity), groundAlbedo, weather == WeatherKind.Rain ? UnderRain : 1);
    }

    /// <summary>
    /// Scales a diffuse sky to an illuminance, for places indoors that have no walls or windows of their own. A sun is left as it is: where
    /// it shines in, it is as bright as outdoors.
    /// </summary>
    /// <param name="day">Illuminance of a level surface by day, lux.</param>
    /// <param name="night">Illuminance at night, lux.</param>
    public SceneSky Indoors(float day, float night) {
        if (Environment.Map is not { } map) return this;
        float lux = Kind == SkyKind.Night ? night : day;
        float outdoors = Luminance.LumensPerWatt * Luminance.Of(Environment.Scale * Irradiance(map));
        return this with { Lux = lux, Environment = new() {
            Map = map, Scale = Environment.Scale * (lux / MathF.Max(1e-6f, outdoors)), RotationZ = Environment.RotationZ,
        } };
    }

    /// <summary>Creates a sky without a panorama.</summary>
    /// <param name="kind">Kind of sky: sun, overcast or night; a panorama counts as sun.</param>
    /// <param name="sun">Unit vector towards the sun.</param>
    /// <param name="turbidity">Turbidity: 2 is very clear, 10 is hazy.</param>
    /// <param name="groundAlbedo">Albedo of the ground outside; null is grass.</param>
    /// <param name="clouds">Share of an overcast sky's light that passes: less under rain.</param>
    public static SceneSky Create(SkyKind kind, Vector3 sun, float turbidity, Vector3? groundAlbedo = null, float clouds = 1) {
        Vector3 ground = groundAlbedo ?? new(0.12f, 0.15f, 0.07f);
        if (sun.Z < Sunset) return Night(sun);
        return kind switch {
            SkyKind.Night => Night(sun),
            SkyKind.Overcast => Overcast(sun, ground, clouds),
            SkyKind.Sun or SkyKind.Panorama => Clear(sun, turbidity, ground),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "this kind of sky has no case"),
        };
    }

    private static SceneSky Clear(Vector3 sun, float turbidity, Vector3 ground) {
        var sky = new SunSky { SunDirection = sun, Turbidity = turbidity, GroundAlbedo = ground };
        return new() { Kind = SkyKind.Sun, Environment = new() { SunSky = sky }, SunDirection = sun,
            Lux = MathF.Max(200, 110_000 * MathF.Max(0, sun.Z)) };
    }

    /// <summary>
    /// Creates the CIE overcast sky, with a zenith three times as bright as the horizon (Moon and Spencer 1942), and the illuminance that
    /// Krochmann and Seidl 1974 measured: 0.3 + 21 sin(elevation) klx.
    /// </summary>
    private static SceneSky Overcast(Vector3 sun, Vector3 ground, float clouds) {
        float lux = clouds * (300 + 21_000 * MathF.Max(0, sun.Z)), zenith = lux / Luminance.LumensPerWatt * 9 / (7 * MathF.PI);
        // About 6500 K, slightly bluer than white.
        Vector3 color = new Vector3(0.97f, 1, 1.05f) / Luminance.Of(new(0.97f, 1, 1.05f));
        var environment = new Environment { Map = Dome(up => color * (zenith * (1 + 2 * up) / 3),
            ground * (lux / Luminance.LumensPerWatt / MathF.PI)) };
        return new() { Kind = SkyKind.Overcast, Environment = environment, SunDirection = sun, Lux = lux };
    }

    /// <summary>
    /// Creates a clear night sky over a town: 0.02 cd/m² at the zenith, about five times as much near the horizon, where the town's light
    /// is.
    /// </summary>
    private static SceneSky Night(Vector3 sun) {
        const float Zenith = 0.02f / Luminance.LumensPerWatt;
        var environment = new Environment { Map = Dome(up => Vector3.Lerp(new(6, 5, 4), new(0.7f, 0.9f, 1.4f), MathF.Sqrt(up)) * Zenith,
            new Vector3(0.6f, 0.55f, 0.5f) * Zenith) };
        return new() { Kind = SkyKind.Night, Environment = environment, SunDirection = sun, Lux = 0.2f };
    }

    private static SceneSky OfPanorama(string name, float turn, AssetLibrary library) {
        Image<Vector3> map = library.Panoramas.Load(name);
        float lux = 10_000;
        foreach ((string known, float measured) in panoramaLux) if (known == name) lux = measured;
        float scale = lux / (Luminance.LumensPerWatt * Luminance.Of(Irradiance(map)));
        return new() {
            Kind = SkyKind.Panorama, Environment = new() { Map = map, Scale = new(scale), RotationZ = turn }, Lux = lux,
            Panorama = Panoramas.Describe(name),
        };
    }

    /// <summary>Computes the irradiance of a level surface under an equirectangular map.</summary>
    internal static Vector3 Irradiance(Image<Vector3> map) {
        Vector3 sum = Vector3.Zero;
        for (int y = 0; y < map.Height / 2; y++) {
            double top = Math.PI * y / map.Height, bottom = Math.PI * (y + 1) / map.Height;
            // ∫ cos θ sin θ dθ over the row, times the width of a pixel.
            float weight = (float)((Math.Pow(Math.Sin(bottom), 2) - Math.Pow(Math.Sin(top), 2)) / 2 * 2 * Math.PI / map.Width);
            Vector3 row = Vector3.Zero;
            foreach (Vector3 p in map.Row(y)) row += p;
            sum += row * weight;
        }
        return sum;
    }

    /// <summary>Creates a map that depends only on the sine of the elevation, with a uniform ground.</summary>
    private static Image<Vector3> Dome(Func<float, Vector3> sky, Vector3 ground) {
        const int Rows = 64;
        var map = new Image<Vector3>(2 * Rows, Rows);
        for (int y = 0; y < Rows; y++) {
            float up = MathF.Cos(MathF.PI * (y + 0.5f) / Rows);
            map.Row(y).Fill(up > 0 ? sky(up) : ground);
        }
        return map;
    }
}
