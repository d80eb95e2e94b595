using System.Numerics;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Materials;

namespace Diorama.Validation.Integrators;

/// <summary>A white object under an even white sky cannot be seen; a glowing closed room has one radiance everywhere.</summary>
public class FurnaceTests {
    private static Material White(MaterialModel model = MaterialModel.Standard) =>
        new() { Model = model, DoubleSided = true };

    public static TheoryData<string> Materials => [.. Made.Keys];

    private static readonly Dictionary<string, Func<Material>> Made = new() {
        ["Lambert"] = () => AnalyticScene.Lambert(1),
        ["smooth plastic"] = () => With(White(), m => m.Roughness = 0),
        ["rough plastic"] = () => With(White(), m => m.Roughness = 0.4f),
        ["mirror"] = () => With(White(), m => (m.Metallic, m.Roughness) = (1, 0)),
        ["brushed metal"] = () => With(White(), m => (m.Metallic, m.Roughness) = (1, 0.35f)),
        ["rough metal"] = () => With(White(), m => (m.Metallic, m.Roughness) = (1, 1)),
        ["half metal"] = () => With(White(), m => (m.Metallic, m.Roughness) = (0.5f, 0.5f)),
        ["coated"] = () => With(White(), m => (m.Clearcoat, m.ClearcoatRoughness, m.Roughness) = (1, 0.3f, 0.7f)),
        ["smoothly coated metal"] = () => With(White(), m => (m.Metallic, m.Clearcoat, m.Roughness) = (1, 1, 0.6f)),
        ["velvet"] = () => With(White(), m => (m.SheenColor, m.SheenRoughness) = (Vector3.One, 0.5f)),
        ["glass"] = () => With(White(), m => (m.Transmission, m.Thickness, m.Roughness) = (1, 1, 0)),
        ["frosted glass"] = () => With(White(), m => (m.Transmission, m.Thickness, m.Roughness) = (1, 1, 0.4f)),
        ["soap bubble"] = () => With(White(), m => (m.Transmission, m.Roughness) = (1, 0)),
        ["frosted bubble"] = () => With(White(), m => (m.Transmission, m.Roughness) = (1, 0.4f)),
        ["leaf"] = () => With(White(MaterialModel.Leaf), m => (m.BaseColor, m.Translucency, m.Roughness) = (new(0.6f), Vector3.One, 0.4f)),
        ["skin"] = () => With(White(MaterialModel.Subsurface), m => (m.MeanFreePath, m.Roughness) = (new(0.05f, 0.03f, 0.02f), 0.4f)),
    };

    private static Material With(Material material, Action<Material> change) {
        change(material);
        return material;
    }

    /// <summary>1 %: the tables of directional albedo and the light that grazing facets lose.</summary>
    [Theory]
    [MemberData(nameof(Materials))]
    public void WhiteSphere_VanishesBeforeAWhiteSky(string name) {
        var scene = new AnalyticScene().WithSky(1);
        scene.Add(AnalyticScene.Sphere(1), Made[name]());
        scene.Mean(new(0, -5, 1), Vector3.Zero, 0.36f, samples: 64, bounces: 200).ShouldBe(1, 0.01);
    }

    [Theory]
    [InlineData("Lambert")]
    [InlineData("rough plastic")]
    [InlineData("soap bubble")]
    [InlineData("leaf")]
    public void WhiteBox_VanishesBeforeAWhiteSky(string name) {
        var scene = new AnalyticScene().WithSky(1);
        scene.Add(Primitives.Box(new(1, 2, 1)), Made[name]());
        scene.Mean(new(2, -5, 3), Vector3.Zero, 0.2f, samples: 64, bounces: 200).ShouldBe(1, 0.01);
    }

    /// <summary>What is seen through or by reflection in a pane must not follow from how the pane was passed.</summary>
    [Fact]
    public void WhitePane_ChangesNothing_AboveWhitePlastic() {
        var scene = new AnalyticScene().WithSky(1);
        scene.Add(Primitives.Quad(new(40)), Made["rough plastic"]());
        scene.Add(Primitives.Quad(new(40)), Made["soap bubble"](), Core.Spaces.Affine3.Translation(new(0, 0, 0.5f)));
        scene.Along(new(0, -3, 3), Vector3.Zero, samples: 64, bounces: 64).ShouldBe(1, 0.01);
    }

    [Theory]
    [InlineData(0.5f)]
    [InlineData(0.9f)]
    public void Subsurface_HasItsBaseColorAsAlbedo_WhenThickAndLitEvenly(float albedo) {
        var scene = new AnalyticScene().WithSky(1);
        scene.Add(AnalyticScene.Sphere(1), new() {
            Model = MaterialModel.Subsurface, BaseColor = new(albedo), MeanFreePath = new(0.01f), Specular = 0,
        });
        scene.Mean(new(0, -5, 1), Vector3.Zero, 0.3f, samples: 64).ShouldBe(albedo, 0.012);
    }

    [Theory]
    [InlineData(0.2f)]
    [InlineData(0.8f)]
    public void GlowingRoom_HasRadianceEOverOneMinusAlbedo(float albedo) {
        var walls = AnalyticScene.Lambert(albedo);
        walls.Emission = new(0.5f);
        var scene = new AnalyticScene();
        scene.Add(Primitives.Box(new(2, 3, 2)), walls);
        scene.Mean(new(0.3f, -0.4f, 0.1f), new(1, 1, 0.2f), 1, samples: 128, bounces: 500).ShouldBe(0.5 / (1 - albedo));
    }

    [Fact]
    public void GlowingRoom_LosesExactlyTheBouncesThatAreCutOff() {
        var walls = AnalyticScene.Lambert(0.5f);
        walls.Emission = Vector3.One;
        var scene = new AnalyticScene();
        scene.Add(Primitives.Box(new(2)), walls);
        scene.Mean(Vector3.Zero, Vector3.UnitX, 1, samples: 64, bounces: 0).ShouldBe(1.5);
        scene.Mean(Vector3.Zero, Vector3.UnitX, 1, samples: 64, bounces: 2).ShouldBe(1.875);
    }

    private static AnalyticScene Strands(int count, float radius, float albedo) {
        var points = new List<Vector4>();
        var starts = new List<int> { 0 };
        for (int k = 0; k < count; k++) {
            // The golden angle spreads them evenly over a ball; a single one stands upright.
            float turn = 2.39996f * k, z = count == 1 ? 1 : 1 - (2 * k + 1f) / count, r = MathF.Sqrt(1 - z * z);
            Vector3 axis = new(r * MathF.Cos(turn), r * MathF.Sin(turn), z);
            for (int i = -2; i <= 2; i++) points.Add(new(axis * i, radius));
            starts.Add(points.Count);
        }
        var node = new Rendering.Scenes.Node { Name = "hair" };
        node.Curves.Add(new(
            new Curves { ControlPoints = [.. points], StrandStarts = [.. starts] },
            new Material { Model = MaterialModel.Hair, BaseColor = new(albedo) }));
        var scene = new AnalyticScene().WithSky(1);
        scene.Scene.Nodes.Add(node);
        return scene;
    }

    /// <summary>All orders of reflection inside a fibre are in its scattering function: none may be traced a second time.</summary>
    [Fact]
    public void WhiteFibre_VanishesBeforeAWhiteSky_AfterOneScattering() =>
        Strands(1, 0.1f, 1).Mean(new(0, -5, 0), Vector3.Zero, 0.03f, samples: 64, bounces: 0).ShouldBe(1, 0.02);

    [Fact]
    public void BallOfHair_IsNeverBrighterThanTheSky() {
        Estimate white = Strands(300, 0.02f, 1).Mean(new(0, -5, 0), Vector3.Zero, 0.2f, samples: 8, bounces: 300);
        Assert.InRange(white.Mean.Y, 0.95f, 1.005f);
        Estimate brown = Strands(300, 0.02f, 0.3f).Mean(new(0, -5, 0), Vector3.Zero, 0.2f, samples: 8, bounces: 300);
        Assert.InRange(brown.Mean.Y, 0.05f, 0.8f);
    }
}
