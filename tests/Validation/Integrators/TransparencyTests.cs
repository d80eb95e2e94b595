using System.Numerics;
using Diorama.Core.Spaces;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Lights;
using Diorama.Rendering.Materials;

namespace Diorama.Validation.Integrators;

/// <summary>Glass, panes, cut-outs and blended surfaces, looked through and in the way of shadow rays.</summary>
public class TransparencyTests {
    private static readonly Vector3 Seen = new(0.2f, 0.3f, 0), Eye = new(0.2f, -2, 0.4f);

    private static Material Pane(float ior, Vector3 tint) =>
        new() { BaseColor = tint, Roughness = 0, Transmission = 1, Ior = ior };

    private static Material Blended(float alpha) =>
        new() { BaseColor = Vector3.Zero, Specular = 0, Alpha = alpha, AlphaMode = AlphaMode.Blend, DoubleSided = true };

    /// <summary>A floor under a rectangle light, and between them whatever a test adds at a height of half a metre.</summary>
    private static AnalyticScene UnderLamp(bool hidden = false) {
        var scene = new AnalyticScene().WithFloor(0.7f);
        Affine3 above = Affine3.Translation(new(0, 0, 1));
        if (hidden) scene.Add(Primitives.Quad(new(1)), AnalyticScene.HiddenLamp(5), above);
        else scene.Add(new Light { Kind = LightKind.Rectangle, Intensity = 5 }, above);
        return scene;
    }

    private static readonly Affine3 Between = Affine3.Translation(new(0, 0, 0.7f));

    private static float Unhindered => 0.7f / MathF.PI * 5 * (float)DirectLightTests.PolygonIrradiance(
        DirectLightTests.Corners(Affine3.Translation(new(0, 0, 1)), Vector2.One), Seen, Vector3.UnitZ);

    private static Estimate Floor(AnalyticScene scene, int samples = 128) => scene.Along(Eye, Seen, samples, bounces: 0);

    [Fact]
    public void PerfectPane_ChangesNothing() {
        AnalyticScene scene = UnderLamp();
        scene.Add(Primitives.Quad(new(4)), Pane(1, Vector3.One), Between);
        Floor(scene).ShouldBe(Unhindered);
    }

    [Fact]
    public void TintedPane_TintsTheLightOnce() {
        AnalyticScene scene = UnderLamp();
        scene.Add(Primitives.Quad(new(4)), Pane(1, new(0.8f, 0.5f, 0.1f)), Between);
        Floor(scene).ShouldBe(new Vector3(0.8f, 0.5f, 0.1f) * Unhindered);
    }

    /// <summary>Light samples and paths through a real pane must not count the same light twice, nor lose any.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.025f)]
    [InlineData(0.3f)]
    public void RealPane_LetsTheSameThrough_HoweverTheLampIsSampled(float roughness) {
        var estimates = new List<Estimate>();
        foreach (bool hidden in new[] { false, true }) {
            AnalyticScene scene = UnderLamp(hidden);
            Material pane = Pane(1.5f, Vector3.One);
            pane.Roughness = roughness;
            scene.Add(Primitives.Quad(new(4)), pane, Between);
            // Another thing that shadow rays pass somewhere else, or they would never ask.
            scene.Add(Primitives.Quad(new(0.1f)), Blended(0.5f), Affine3.Translation(new(5, 5, 0.5f)));
            estimates.Add(scene.Along(Eye, Seen, 256, bounces: 3));
        }
        estimates[0].ShouldAgreeWith(estimates[1], 5e-3);
    }

    [Theory]
    [InlineData(0.5f)]
    [InlineData(0.2f)]
    public void BlendedSurface_StopsItsShareOfShadowRays(float alpha) {
        AnalyticScene scene = UnderLamp();
        scene.Add(Primitives.Quad(new(4)), Blended(alpha), Between);
        Floor(scene).ShouldBe((1 - alpha) * Unhindered);
    }

    [Theory]
    [InlineData(0.4f, 1)]
    [InlineData(0.6f, 0)]
    public void MaskedSurface_IsThereOrNot(float alpha, float share) {
        AnalyticScene scene = UnderLamp();
        Material mask = Blended(alpha);
        (mask.AlphaMode, mask.AlphaCutoff) = (AlphaMode.Mask, 0.5f);
        scene.Add(Primitives.Quad(new(4)), mask, Between);
        Floor(scene).ShouldBe(share * Unhindered);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void BlendedSurfaces_HalveWhatIsSeenThroughThem(int count) {
        var scene = new AnalyticScene();
        scene.Add(Primitives.Quad(new(4)), AnalyticScene.Lamp(8));
        for (int i = 1; i <= count; i++) scene.Add(Primitives.Quad(new(4)), Blended(0.5f), Affine3.Translation(new(0, 0, i)));
        scene.Along(new(0, 0, 9), Vector3.Zero, 256).ShouldBe(8 * Math.Pow(0.5, count), 5e-3);
    }

    /// <summary>Whether a path passes one blended surface says nothing about the next one after a bounce.</summary>
    [Fact]
    public void BlendedSurfaces_AreIndependent_AcrossABounce() {
        var scene = new AnalyticScene().WithSky(1);
        Material floor = Blended(0.5f);
        floor.BaseColor = Vector3.One;
        scene.Add(Primitives.Quad(new(4000)), floor);
        scene.Add(Primitives.Quad(new(4000)), Blended(0.5f), Affine3.Translation(Vector3.UnitZ));
        // Half is the sky below; the other half is a white floor under half a sky, its reflection at the black ceiling being none.
        scene.Along(new(0.1f, 0, 0.5f), Vector3.Zero, 512, bounces: 0).ShouldBe(0.75, 5e-3);
    }

    /// <summary>
    /// Straight through a slab: T²a/(1 − R²a²) with R = ((n − 1)/(n + 1))², T = 1 − R and a = colour^(thickness / distance).
    /// </summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void GlassSlab_AbsorbsByBeerAndLambert(bool mirrored) {
        const float ior = 1.5f, thickness = 0.5f, distance = 0.4f;
        var color = new Vector3(0.9f, 0.5f, 0.2f);
        var scene = new AnalyticScene();
        scene.Add(Primitives.Quad(new(4)), AnalyticScene.Lamp(3));
        Material glass = new() {
            Roughness = 0, Transmission = 1, Thickness = thickness, Ior = ior, AttenuationColor = color,
            AttenuationDistance = distance,
        };
        Affine3 placed = mirrored ? new(-Vector3.UnitX, Vector3.UnitY, Vector3.UnitZ, new(0, 0, 1)) : Affine3.Translation(Vector3.UnitZ);
        scene.Add(Primitives.Box(new(2, 2, thickness)), glass, placed);
        float r = MathF.Pow((ior - 1) / (ior + 1), 2);
        float Through(float c) {
            float a = MathF.Pow(c, thickness / distance);
            return 3 * (1 - r) * (1 - r) * a / (1 - r * r * a * a);
        }
        scene.Along(new(0, 0, 5), Vector3.Zero, 256, bounces: 32).ShouldBe(new Vector3(Through(color.X), Through(color.Y),
            Through(color.Z)));
    }
}
