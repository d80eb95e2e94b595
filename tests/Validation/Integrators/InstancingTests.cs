using System.Numerics;
using Diorama.Core.Images;
using Diorama.Core.Spaces;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Lights;
using Diorama.Rendering.Scenes;

namespace Diorama.Validation.Integrators;

/// <summary>A mesh placed by Embree and one copied to world space are the same thing to look at.</summary>
public class InstancingTests {
    private static readonly PrepareOptions Flattened = new(), Instanced = new() { FlattenedTriangles = 0 };

    private static Affine3 Placed(Vector3 at, Vector3 scale, float turn) =>
        Affine3.FromTrs(at, Quaternion.CreateFromYawPitchRoll(turn, 0.4f * turn, 0.3f), scale);

    /// <summary>How much two images of the same random numbers differ, as a share of the mean.</summary>
    internal static double Difference(Image<Vector3> a, Image<Vector3> b) {
        double difference = 0, sum = 0;
        for (int i = 0; i < a.Pixels.Length; i++) {
            difference += Vector3.Distance(a.Pixels[i], b.Pixels[i]);
            sum += a.Pixels[i].Length();
        }
        Assert.True(sum > 0);
        return difference / sum;
    }

    [Fact]
    public void Instances_LookLikeFlattenedMeshes() {
        var scene = new AnalyticScene().WithFloor(0.6f).WithSky(0.4f);
        Mesh ball = Primitives.Icosphere(0.5f, 2), box = Primitives.Box(new(0.6f));
        var red = new Rendering.Materials.Material { BaseColor = new(0.8f, 0.2f, 0.2f), Roughness = 0.4f };
        for (int i = 0; i < 6; i++) {
            Vector3 scale = new(i % 2 == 0 ? 1 : -1, 0.5f + 0.2f * i, 1.2f);
            scene.Add(i % 3 == 0 ? box : ball, red, Placed(new(i % 3 - 1, i / 3 - 0.5f, 0.6f), scale, i));
        }
        scene.Add(new Light { Kind = LightKind.Rectangle, Intensity = 4 }, Affine3.Translation(new(0, 0, 3)));
        var settings = new Rendering.Integrators.RenderSettings { Samples = 32 };
        var a = scene.Picture(new(0, -4, 2.5f), new(0, 0, 0.4f), 0.7f, 32, settings, Flattened);
        var b = scene.Picture(new(0, -4, 2.5f), new(0, 0, 0.4f), 0.7f, 32, settings, Instanced);
        // Rounding sends a few paths another way.
        Assert.InRange(Difference(a, b), 0, 0.02);
        new Estimate(a).ShouldAgreeWith(new Estimate(b));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void MirroredLamps_ShineOnTheirOutside(bool instanced) {
        var scene = new AnalyticScene();
        Mesh quad = Primitives.Quad(new(1));
        scene.Add(quad, AnalyticScene.Lamp(2), Affine3.Scaling(new(-1, 1, 1)));
        scene.Add(quad, AnalyticScene.Lamp(2), Affine3.FromTrs(new(3, 0, 0), Quaternion.Identity, new(1, 1, -1)));
        PrepareOptions options = instanced ? Instanced : Flattened;
        Estimate Seen(float x, float z) => scene.Along(new(x, 0, z), new(x, 0, 0), 4, 0, options);
        Seen(0, 2).ShouldBe(2);
        Seen(0, -2).ShouldBe(0);
        Seen(3, 2).ShouldBe(0);
        Seen(3, -2).ShouldBe(2);
    }

    /// <summary>Both ways that light reaches a floor from a mirrored lamp know its outside.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void MirroredLamps_LightTheFloorByThePolygonFormula(bool instanced) {
        var scene = new AnalyticScene().WithFloor(0.5f);
        Mesh quad = Primitives.Quad(new(1));
        Affine3 below = Affine3.FromTrs(new(0, 0, 1), Quaternion.Identity, new(1, 1, -1));
        scene.Add(quad, AnalyticScene.Lamp(2), below);
        scene.Add(quad, AnalyticScene.Lamp(7), Affine3.FromTrs(new(0, 0, 2), Quaternion.Identity, new(-1, 1, 1)));
        double irradiance = 2 * DirectLightTests.PolygonIrradiance(DirectLightTests.Corners(below, Vector2.One), Vector3.Zero,
            Vector3.UnitZ);
        scene.Along(new(2, 0, 0.4f), Vector3.Zero, 128, 0, instanced ? Instanced : Flattened).ShouldBe(0.5 / Math.PI * irradiance);
    }

    /// <summary>The normal of a stretched sphere at p is along p/a², per axis.</summary>
    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    [InlineData(false, -1)]
    [InlineData(true, -1)]
    public void SmoothNormals_FollowAStretchedSphere(bool instanced, int side) {
        var axes = new Vector3(side, 0.5f, 2);
        var scene = new AnalyticScene();
        Mesh ball = Primitives.Icosphere(1, 5);
        var paper = AnalyticScene.Lambert(0.5f);
        scene.Add(ball, paper, Affine3.Scaling(axes));
        scene.Add(ball, paper, Affine3.Translation(new(50, 0, 0)));
        Vector3 to = Vector3.Normalize(new(0.3f, -1, 0.5f));
        scene.Add(new Light { Kind = LightKind.Directional, Intensity = 2 }, AnalyticScene.Aim(Vector3.Zero, -to));
        Vector3 unit = Vector3.Normalize(new(0.4f, -0.6f, 0.7f)), at = unit * Vector3.Abs(axes),
            normal = Vector3.Normalize(unit / Vector3.Abs(axes));
        scene.Along(at + 3 * normal, at, 4, 0, instanced ? Instanced : Flattened).ShouldBe(0.5 / Math.PI * 2 * Vector3.Dot(normal, to),
            5e-3);
    }
}
