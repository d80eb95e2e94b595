using System.Numerics;
using Diorama.Core.Images;
using Diorama.Core.Spaces;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Lights;

namespace Diorama.Validation.Integrators;

/// <summary>A closed room with one small window, lit by nothing but the sky outside.</summary>
public class GuideTests {
    private static Image<Vector3> Room(bool guided, uint seed, int samples, bool sun = false) {
        var scene = new AnalyticScene();
        var map = new Image<Vector3>(32, 16);
        for (int i = 0; i < map.Pixels.Length; i++) map.Pixels[i] = new(1, 0.8f, 0.6f + i % 32 / 64f);
        scene.Scene.Environment = new() { Map = map };
        if (sun) {
            scene.Scene.Environment.Scale = new(0.02f);
            scene.Scene.Nodes.Add(new() { Matrix = AnalyticScene.Aim(default, new(0, -0.5f, -0.8f)),
                Light = new() { Kind = LightKind.Directional, Intensity = 3 } });
        }
        // 4 × 4 × 3 m; the wall at y = 2 is four strips around a window of 0.8 m.
        var wall = AnalyticScene.Lambert(0.6f);
        void Wall(Vector2 size, Vector3 at, Vector3 outward) => scene.Add(Primitives.Quad(size), wall, AnalyticScene.Aim(at, outward));
        void Slab(Vector3 size, Vector3 at) => scene.Add(Primitives.Box(size), wall, Affine3.Translation(at));
        Wall(new(4), new(0, 0, 0), -Vector3.UnitZ);
        Wall(new(4), new(0, 0, 3), Vector3.UnitZ);
        Slab(new(0.02f, 4, 3), new(-2, 0, 1.5f));
        Slab(new(0.02f, 4, 3), new(2, 0, 1.5f));
        Slab(new(4, 0.02f, 3), new(0, -2, 1.5f));
        Slab(new(1.6f, 0.02f, 3), new(-1.2f, 2, 1.5f));
        Slab(new(1.6f, 0.02f, 3), new(1.2f, 2, 1.5f));
        Slab(new(0.8f, 0.02f, 1.1f), new(0, 2, 0.55f));
        Slab(new(0.8f, 0.02f, 1.1f), new(0, 2, 2.45f));
        return scene.Picture(new(0, -0.5f, 1.5f), new(0, 1.1f, 0), 0.4f, 128,
            new() { Samples = samples, MaxBounces = 1, Seed = seed, GuideEnvironment = guided });
    }

    private static double Variance(Image<Vector3> a, Image<Vector3> b) {
        double sum = 0;
        for (int i = 0; i < a.Pixels.Length; i++) sum += (a.Pixels[i] - b.Pixels[i]).LengthSquared() / 2;
        return sum / a.Pixels.Length;
    }

    [Fact]
    public void Guide_KeepsTheMeanAndLowersTheVariance_InARoomWithAWindow() {
        Image<Vector3> guided = Room(true, 1, 8), guidedAgain = Room(true, 2, 8), plain = Room(false, 3, 8), plainAgain = Room(false, 4, 8);
        double mean = 0, plainMean = 0;
        for (int i = 0; i < guided.Pixels.Length; i++) {
            mean += guided.Pixels[i].Y + guidedAgain.Pixels[i].Y;
            plainMean += plain.Pixels[i].Y + plainAgain.Pixels[i].Y;
        }
        double variance = Variance(guided, guidedAgain), plainVariance = Variance(plain, plainAgain);
        // Two images each, their pixels independent; the variance is that of three channels.
        double error = Math.Sqrt(2 * guided.Pixels.Length * (variance + plainVariance) / 3);
        Assert.True(mean > 0 && error < 0.03 * mean, $"too noisy to tell: {mean} ± {error}");
        Assert.InRange(mean - plainMean, -4 * error, 4 * error);
        Assert.True(variance < 0.4 * plainVariance, $"variance {variance} with the guide, {plainVariance} without");
    }

    /// <summary>What is learned of the sky may not take the samples of a sun that is aimed at anyway.</summary>
    [Fact]
    public void Guide_LeavesTheSunItsSamples_WhereItShinesIn() {
        double variance = Variance(Room(true, 1, 8, sun: true), Room(true, 2, 8, sun: true));
        double plainVariance = Variance(Room(false, 3, 8, sun: true), Room(false, 4, 8, sun: true));
        Assert.True(variance < 1.5 * plainVariance, $"variance {variance} with the guide, {plainVariance} without");
    }
}
