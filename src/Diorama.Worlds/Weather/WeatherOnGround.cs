using Diorama.Rendering.Materials;
using Diorama.Rendering.Media;
using Diorama.Rendering.Scenes;
using Diorama.Worlds.Places;
using Diorama.Worlds.Recipes;

namespace Diorama.Worlds.Weather;

/// <summary>
/// Applies weather to a place before the cameras are placed: haze, wet ground with puddles, snow on surfaces that face up.
/// </summary>
public static class WeatherOnGround {
    private static readonly string[] groundClasses = ["road", "road marking", "crossing", "pavement", "terrain"];

    /// <summary>Changes the place's materials (copies, never shared ones), adds puddles or snow, and sets the scene's fog.</summary>
    public static void Apply(BuiltPlace place, WeatherRecipe weather, Draw draw) {
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(weather);
        ArgumentNullException.ThrowIfNull(draw);
        WeatherKind kind = draw.Get("weather.kind", weather.Kind);
        if (kind is WeatherKind.Fog or WeatherKind.Rain or WeatherKind.Snow)
            place.Scene.Fog = FogOf((float)draw.Get("weather.visibility", weather.Visibility), kind);
        if (kind == WeatherKind.Rain) Wet(place, draw);
        if (kind == WeatherKind.Snow) SnowCover.Append(place, (float)draw.Get("weather.snow_cover", weather.SnowCover),
            draw.Key("snow cover"));
    }

    /// <summary>
    /// Creates fog in which the contrast of a black object has fallen to 2 % at <paramref name="visibility"/> metres. It is dense up to the
    /// height of a house and thins out above, so that the light of the sky comes through.
    /// </summary>
    public static Fog FogOf(float visibility, WeatherKind kind) {
        float density = Fog.DensityFromVisibility(visibility);
        return new() {
            Density = density, Albedo = new(kind == WeatherKind.Rain ? 0.97f : 0.99f), Anisotropy = 0.7f, BaseHeight = 12,
            ScaleHeight = MathF.Min(60, 0.7f / density),
        };
    }

    /// <summary>
    /// Makes ground wet: it is darker, because light is trapped in its pores, and has a smooth film (Lekner and Dorf 1988).
    /// </summary>
    private static void Wet(BuiltPlace place, Draw draw) {
        var wetOf = new Dictionary<Material, Material>(ReferenceEqualityComparer.Instance);
        foreach (Node node in place.Scene.Nodes) {
            if (Array.IndexOf(groundClasses, node.Class) < 0) continue;
            for (int i = 0; i < node.Parts.Count; i++) {
                Material dry = node.Parts[i].Material;
                if (!wetOf.TryGetValue(dry, out Material? wet)) wetOf.Add(dry, wet = Wet(dry));
                node.Parts[i] = new(node.Parts[i].Mesh, wet);
            }
        }
        foreach (var area in place.Areas) Puddles.Append(place.Scene, area, draw.Key("puddles"));
    }

    private static Material Wet(Material dry) {
        Material wet = dry.Copy();
        wet.Name = $"wet {dry.Name}";
        wet.BaseColor *= 0.5f;
        wet.NormalScale *= 0.6f;
        // Half a clearcoat: water reflects 2 %, a clearcoat 4 %.
        (wet.Clearcoat, wet.ClearcoatRoughness) = (0.5f, 0.16f);
        return wet;
    }
}
