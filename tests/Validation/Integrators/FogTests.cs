using System.Numerics;
using Diorama.Core.Spaces;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Lights;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Media;

namespace Diorama.Validation.Integrators;

/// <summary>Beams through fog against the law of Beer and Lambert, and single scattering against quadrature.</summary>
public class FogTests {
    private static readonly Vector3 Eye = new(0, -2, 3), Lit = new(1, 1, 0.2f);

    /// <summary>∫ f over [a, b] by the midpoint rule.</summary>
    private static double Integral(double a, double b, Func<double, double> f) {
        const int steps = 4000;
        double sum = 0, h = (b - a) / steps;
        for (int i = 0; i < steps; i++) sum += f(a + (i + 0.5) * h);
        return sum * h;
    }

    private static AnalyticScene LampInFog(Fog fog) {
        var scene = new AnalyticScene();
        scene.Add(Primitives.Quad(new(1)), AnalyticScene.Lamp(4), AnalyticScene.Aim(Lit, Lit - Eye));
        fog.Albedo = Vector3.Zero;
        scene.Scene.Fog = fog;
        return scene;
    }

    private static readonly double Distance = Vector3.Distance(Eye, Lit);

    [Fact]
    public void BlackFog_DimsALampExponentially() =>
        LampInFog(new() { Density = 0.3f }).Along(Eye, Lit, 256).ShouldBe(4 * Math.Exp(-0.3 * Distance), 3e-3);

    [Theory]
    [InlineData(-1, 0.8f)]
    [InlineData(1.3f, 0.8f)]
    [InlineData(5, 0.5f)]
    public void BlackHeightFog_DimsALampByItsDensityOnTheWay(float baseHeight, float scaleHeight) {
        var fog = new Fog { Density = 0.3f, BaseHeight = baseHeight, ScaleHeight = scaleHeight };
        double depth = Integral(0, Distance, t => {
            double z = Eye.Z + t / Distance * (Lit.Z - Eye.Z);
            return 0.3 * Math.Exp(-Math.Max(0, z - baseHeight) / scaleHeight);
        });
        LampInFog(fog).Along(Eye, Lit, 256).ShouldBe(4 * Math.Exp(-depth), 3e-3);
    }

    /// <summary>A surface that lets everything pass may not change where the fog beyond it scatters.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void BlackFog_DimsALampExponentially_BehindClearSurfaces(bool panes) {
        AnalyticScene scene = LampInFog(new() { Density = 0.3f });
        Material clear = panes
            ? new() { Roughness = 0, Transmission = 1, Ior = 1 }
            : new() { Alpha = 0, AlphaMode = AlphaMode.Blend };
        for (int i = 1; i <= 3; i++)
            scene.Add(Primitives.Quad(new(3)), clear, AnalyticScene.Aim(Vector3.Lerp(Eye, Lit, i / 4f), Lit - Eye));
        scene.Along(Eye, Lit, 256).ShouldBe(4 * Math.Exp(-0.3 * Distance), 3e-3);
    }

    [Fact]
    public void Fog_DimsLightSamplesToo() {
        var lamp = new Vector3(0, 0, 2);
        var scene = new AnalyticScene().WithFloor(0.6f);
        scene.Add(new Light { Kind = LightKind.Point, Intensity = 5 }, Affine3.Translation(lamp));
        scene.Scene.Fog = new() { Density = 0.2f, Albedo = Vector3.Zero };
        var eye = new Vector3(0, -2, 2);
        double expected = 0.6 / Math.PI * 5 / 4 * Math.Exp(-0.2 * (2 + eye.Length()));
        scene.Along(eye, Vector3.Zero, 256, bounces: 0).ShouldBe(expected, 3e-3);
    }

    /// <summary>Light scattered once: ∫ σs T(t) phase I/d² T(d) dt before a black wall.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.6f)]
    public void ThinFog_ScattersALampOnce(float anisotropy) {
        const double sigma = 0.15, albedo = 0.8, intensity = 10, length = 6;
        Vector3 eye = new(0, 0, 0), lamp = new(0.7f, 3, 0.9f), forward = Vector3.UnitY;
        var scene = new AnalyticScene();
        scene.Add(Primitives.Quad(new(40)), AnalyticScene.Lambert(0), AnalyticScene.Aim(new(0, (float)length, 0), forward));
        scene.Add(new Light { Kind = LightKind.Point, Intensity = (float)intensity }, Affine3.Translation(lamp));
        scene.Scene.Fog = new() { Density = (float)sigma, Albedo = new((float)albedo), Anisotropy = anisotropy };
        double expected = Integral(0, length, t => {
            Vector3 at = forward * (float)t, to = lamp - at;
            double d = to.Length(), cos = Vector3.Dot(forward, to) / d, g = anisotropy;
            double phase = (1 - g * g) / (4 * Math.PI * Math.Pow(1 + g * g - 2 * g * cos, 1.5));
            return sigma * albedo * Math.Exp(-sigma * (t + d)) * phase * intensity / (d * d);
        });
        scene.Along(eye, forward, 1024, bounces: 0).ShouldBe(expected, 5e-3);
    }

    /// <summary>A fog bank that absorbs nothing, under an even sky, is as bright as the sky.</summary>
    [Fact]
    public void WhiteHeightFog_VanishesBeforeAWhiteSky() {
        var scene = new AnalyticScene().WithSky(1);
        scene.Add(Primitives.Quad(new(400)), AnalyticScene.Lambert(1));
        scene.Scene.Fog = new() { Density = 0.5f, Albedo = Vector3.One, Anisotropy = 0.3f, BaseHeight = 0, ScaleHeight = 1 };
        scene.Along(new(0, 0, 1), new(0, 3, 0), 64, bounces: 400).ShouldBe(1, 5e-3);
    }
}
