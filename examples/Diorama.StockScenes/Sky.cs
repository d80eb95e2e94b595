using System.Numerics;
using Diorama.Rendering.Lights;
using Environment = Diorama.Rendering.Scenes.Environment;

namespace Diorama.StockScenes;

/// <summary>Clear skies, baked so that both renderers get the very same one.</summary>
internal static class Sky {
    /// <summary>
    /// A sky without its sun, <paramref name="scale"/> times as bright as the real one, <paramref name="height"/> rows high.
    /// </summary>
    public static Environment Clear(Vector3 toSun, float scale, int height) =>
        new() { Map = SkyModel.Bake(Describe(toSun, scale), 2 * height, height) };

    /// <summary>Irradiance (W/m²) of what faces the sun of that sky.</summary>
    public static Vector3 SunIrradiance(Vector3 toSun, float scale) => SkyModel.Sun(Describe(toSun, scale)).Irradiance;

    private static SunSky Describe(Vector3 toSun, float scale) => new() { SunDirection = toSun, Turbidity = 2.6f, Scale = scale };
}
