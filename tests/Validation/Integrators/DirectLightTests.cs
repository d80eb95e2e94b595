using System.Numerics;
using Diorama.Core.Spaces;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Lights;

namespace Diorama.Validation.Integrators;

/// <summary>Radiance of a Lambert floor under one light against irradiance in closed form.</summary>
public class DirectLightTests {
    private const float Albedo = 0.7f;
    private static readonly Vector3 Eye = new(0.5f, -4, 3), Seen = new(0.2f, 0.3f, 0);

    private static double Reflected(double irradiance) => Albedo / Math.PI * irradiance;

    private static Estimate Floor(AnalyticScene scene, int samples = 64) => scene.WithFloor(Albedo).Along(Eye, Seen, samples, bounces: 0);

    /// <summary>Lambert's formula: half the sum over the edges of angle × cosine between the surface normal and the edge's plane.</summary>
    internal static double PolygonIrradiance(ReadOnlySpan<Vector3> corners, Vector3 at, Vector3 normal) {
        double sum = 0;
        for (int i = 0; i < corners.Length; i++) {
            Vector3 a = Vector3.Normalize(corners[i] - at), b = Vector3.Normalize(corners[(i + 1) % corners.Length] - at);
            sum += Math.Acos(Math.Clamp(Vector3.Dot(a, b), -1, 1)) * Vector3.Dot(Vector3.Normalize(Vector3.Cross(a, b)), normal);
        }
        return Math.Abs(sum) / 2;
    }

    internal static Vector3[] Corners(Affine3 placed, Vector2 size) {
        Vector3 x = placed.X * (size.X / 2), y = placed.Y * (size.Y / 2), c = placed.Origin;
        return [c - x - y, c + x - y, c + x + y, c - x + y];
    }

    private static readonly Affine3 Above = AnalyticScene.Aim(new(0.6f, -0.2f, 1.2f), new(-0.2f, 0.3f, -1));
    private static readonly Vector2 Size = new(1, 0.6f);
    private const float Radiance = 5;

    private static double FromRectangle => Reflected(Radiance * PolygonIrradiance(Corners(Above, Size), Seen, Vector3.UnitZ));

    /// <summary>A square mesh shines along +Z, a light along −Z.</summary>
    private static Affine3 Flipped => new(Above.X, -Above.Y, -Above.Z, Above.Origin);

    [Fact]
    public void RectangleLight_GivesThePolygonFormula() {
        var scene = new AnalyticScene();
        scene.Add(new Light { Kind = LightKind.Rectangle, Size = Size, Intensity = Radiance }, Above);
        Floor(scene).ShouldBe(FromRectangle);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    [InlineData(false, 3)]
    public void GlowingMesh_GivesThePolygonFormula(bool doubleSided, int cells) {
        var scene = new AnalyticScene();
        scene.Add(Primitives.Grid(Size, cells, cells), AnalyticScene.Lamp(Radiance, doubleSided), Flipped);
        Floor(scene, 128).ShouldBe(FromRectangle);
    }

    [Fact]
    public void GlowingMesh_GivesThePolygonFormula_WhenPathsMustRunIntoIt() {
        var scene = new AnalyticScene();
        scene.Add(Primitives.Quad(Size), AnalyticScene.HiddenLamp(Radiance), Flipped);
        Floor(scene, 1024).ShouldBe(FromRectangle);
    }

    [Fact]
    public void OneSidedLights_LeaveTheirBackDark() {
        var scene = new AnalyticScene();
        scene.Add(Primitives.Quad(Size), AnalyticScene.Lamp(Radiance), Above);
        scene.Add(new Light { Kind = LightKind.Rectangle, Size = Size }, Flipped);
        scene.Add(new Light { Kind = LightKind.Disc }, AnalyticScene.Aim(new(-1, 0, 1), Vector3.UnitZ));
        Floor(scene).ShouldBe(0);
    }

    /// <summary>Glossy reflection of a lamp: light samples, paths that run into it, and both weighed together have one mean.</summary>
    [Theory]
    [InlineData(0.15f)]
    [InlineData(0.4f)]
    public void GlossyFloor_ReflectsALampAlike_HoweverItIsSampled(float roughness) {
        var lights = new List<Estimate>();
        foreach (bool hidden in new[] { false, true }) {
            var scene = new AnalyticScene();
            scene.Add(Primitives.Quad(new(20)), new() { BaseColor = new(0.8f, 0.6f, 0.3f), Metallic = 1, Roughness = roughness });
            scene.Add(Primitives.Quad(new(1)), hidden ? AnalyticScene.HiddenLamp(3) : AnalyticScene.Lamp(3),
                AnalyticScene.Aim(new(0, 2, 1.5f), new(0, 2, 1.5f)));
            lights.Add(scene.Along(new(0, -3, 2), new(0, 0, 0), 512, bounces: 0));
        }
        Assert.True(lights[0].Mean.X > 0.05f);
        lights[0].ShouldAgreeWith(lights[1], 4e-3);
    }

    /// <summary>Radius r, parallel at height h, axis at distance d: E = πL/2·(1 − (h² + d² − r²)/√((h² + d² + r²)² − 4d²r²)).</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.8f)]
    public void DiscLight_GivesItsClosedForm(float aside) {
        const double r = 0.4, h = 1.1;
        var scene = new AnalyticScene();
        scene.Add(new Light { Kind = LightKind.Disc, Size = new(2 * (float)r), Intensity = Radiance },
            AnalyticScene.Aim(Seen + new Vector3(aside, 0, (float)h), -Vector3.UnitZ));
        double d = aside, s = h * h + d * d + r * r;
        Floor(scene).ShouldBe(Reflected(Math.PI * Radiance / 2 * (1 - (h * h + d * d - r * r) / Math.Sqrt(s * s - 4 * d * d * r * r))));
    }

    [Fact]
    public void PointLight_FallsOffWithTheSquareAndTheCosine() {
        Vector3 lamp = new(1, -0.5f, 1.5f), to = lamp - Seen;
        var scene = new AnalyticScene();
        scene.Add(new Light { Kind = LightKind.Point, Intensity = 4, Color = new(1, 0.5f, 0.25f) }, Affine3.Translation(lamp));
        Floor(scene, 1).ShouldBe(new Vector3(1, 0.5f, 0.25f) * (float)Reflected(4 * (to.Z / to.Length()) / to.LengthSquared()), 3e-3);
    }

    /// <summary>KHR_lights_punctual: the squared ramp between the cosines of the outer and the inner cone.</summary>
    [Theory]
    [InlineData(0.1f)]
    [InlineData(0.35f)]
    [InlineData(0.55f)]
    public void SpotLight_FadesBetweenItsCones(float angle) {
        Vector3 lamp = Seen + new Vector3(0, 0, 2);
        var scene = new AnalyticScene();
        Affine3 placed = AnalyticScene.Aim(lamp, Vector3.Transform(-Vector3.UnitZ, Quaternion.CreateFromAxisAngle(Vector3.UnitX, angle)));
        scene.Add(new Light { Kind = LightKind.Spot, Intensity = 4, InnerConeAngle = 0.2f, OuterConeAngle = 0.5f }, placed);
        double ramp = Math.Clamp((Math.Cos(angle) - Math.Cos(0.5)) / (Math.Cos(0.2) - Math.Cos(0.5)), 0, 1);
        Floor(scene, 4).ShouldBe(Reflected(4 * ramp * ramp / 4), 4e-3);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.00935f)]
    [InlineData(0.3f)]
    public void DirectionalLight_GivesIrradianceTimesCosine_WhateverItsExtent(float diameter) {
        var scene = new AnalyticScene();
        Vector3 to = Vector3.Normalize(new(1, 2, 2));
        scene.Add(new Light { Kind = LightKind.Directional, Intensity = 3, AngularDiameter = diameter },
            AnalyticScene.Aim(Vector3.Zero, -to));
        Floor(scene, 64).ShouldBe(Reflected(3 * to.Z));
    }

    [Fact]
    public void EvenSky_GivesAlbedoTimesItsRadiance() => Floor(new AnalyticScene().WithSky(2)).ShouldBe(Albedo * 2);

    [Fact]
    public void SunAndSky_GiveTheirIrradiance() {
        var sky = new SunSky { SunDirection = Vector3.Normalize(new(1, 0.5f, 1)), SunVisible = false };
        var map = new EnvironmentLight(SkyModel.Bake(sky), Vector3.One);
        Vector3 irradiance = SkyModel.Sun(sky).Irradiance * Vector3.Normalize(sky.SunDirection).Z;
        Assert.True(irradiance.Y > 0);
        const int rows = 256, columns = 512;
        for (int j = 0; j < rows; j++) {
            // Rows evenly spaced in cos²: each cell has the same projected solid angle.
            float z = MathF.Sqrt((j + 0.5f) / rows), r = MathF.Sqrt(1 - z * z);
            for (int i = 0; i < columns; i++) {
                (float s, float c) = MathF.SinCos(2 * MathF.PI * (i + 0.5f) / columns);
                irradiance += map.Radiance(new(r * c, r * s, z)) * (MathF.PI / (rows * columns));
            }
        }
        var scene = new AnalyticScene();
        scene.Scene.Environment = new() { SunSky = sky };
        Floor(scene, 256).ShouldBe(irradiance * (Albedo / MathF.PI), 5e-3);
    }

    /// <summary>A lamp three centimetres from the ceiling: the thin tube must neither shade itself nor miss the wall behind it.</summary>
    [Fact]
    public void ThinTube_LightsTheWallBehindIt() {
        var estimates = new List<Estimate>();
        foreach (bool hidden in new[] { false, true }) {
            var scene = new AnalyticScene();
            scene.Add(Primitives.Quad(new(20)), AnalyticScene.Lambert(Albedo));
            Affine3 lying = new(Vector3.UnitZ, Vector3.UnitX, Vector3.UnitY, new(0, 0, 0.03f));
            scene.Add(Primitives.Cylinder(0.008f, 1.2f, 16), hidden ? AnalyticScene.HiddenLamp(10) : AnalyticScene.Lamp(10), lying);
            estimates.Add(scene.Along(new(1.5f, 0.1f, 1), new(0.06f, 0.1f, 0), hidden ? 2048 : 256, bounces: 0));
        }
        Assert.True(estimates[0].Mean.X > 0.1f);
        estimates[0].ShouldAgreeWith(estimates[1], 4e-3);
    }
}
