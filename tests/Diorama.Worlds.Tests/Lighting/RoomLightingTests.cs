using System.Numerics;
using Diorama.Assets.Index;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Core.Spaces;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Scenes;
using Diorama.Worlds.Lighting;
using Diorama.Worlds.Places;
using Diorama.Worlds.Recipes;
using Diorama.Worlds.Rooms;
using Diorama.Worlds.Skies;

namespace Diorama.Worlds.Tests.Lighting;

public class RoomLightingTests {
    /// <summary>Under constant radiance L a level surface receives πL.</summary>
    [Fact]
    public void IrradianceOfAnEvenSkyIsPi() {
        var map = new Image<Vector3>(64, 32);
        Array.Fill(map.Pixels, new Vector3(2, 1, 0));
        Vector3 e = SceneSky.Irradiance(map);
        Assert.Equal(2 * MathF.PI, e.X, 1e-3f);
        Assert.Equal(MathF.PI, e.Y, 1e-3f);
    }

    /// <summary>
    /// Krochmann and Seidl: 0.3 + 21 sin 30° = 10.8 klx, of which Moon and Spencer put three times more at the zenith than at the horizon.
    /// </summary>
    [Fact]
    public void AnOvercastSkyHasItsIlluminance() {
        SceneSky sky = SceneSky.Create(SkyKind.Overcast, new(0, -MathF.Sqrt(0.75f), 0.5f), 3);
        Image<Vector3> map = sky.Environment.Map!;
        Assert.Equal(10_800, Luminance.Of(SceneSky.Irradiance(map)) * 683, 108.0);
        Assert.Equal(3, map[0, 0].Y / map[0, map.Height / 2 - 1].Y, 0.25);
    }

    [Fact]
    public void ASunBelowTheHorizonIsNight() {
        Assert.Equal(SkyKind.Night, SceneSky.Create(SkyKind.Sun, Vector3.Normalize(new(1, 0, -0.2f)), 3).Kind);
        Assert.Equal(SkyKind.Sun, SceneSky.Create(SkyKind.Sun, Vector3.Normalize(new(1, 0, 0.2f)), 3).Kind);
    }

    private static PlacedObject Lamp(bool globe) {
        var asset = new Asset {
            Id = "lamp-1", Name = "Lamp", Class = "table lamp", Pack = "shapes", Size = new(0.3f, 0.3f, 0.3f), Licence = "", Author = "",
            Model = "",
            Lights = [new(new(0, 0, 0.15f), Vector3.One, 0.04f)],
        };
        Mesh shade = globe ? Primitives.UvSphere(0.15f, 24, 12) : Primitives.Cylinder(0.15f, 0.02f, 24);
        for (int i = 0; i < shade.VertexCount; i++) shade.Positions[i].Z += globe ? 0.15f : 0.01f;
        var model = new AssetModel { Asset = asset, Parts = [new(shade, new Material { })] };
        var lamp = new PlacedObject { Asset = asset, Model = model, WorldFromAsset = Affine3.Identity, Support = SupportKind.Floor,
            Room = 0, Node = new Node { Name = "lamp" } };
        lamp.Node.Parts.AddRange(model.Parts);
        return lamp;
    }

    /// <summary>Lumens are 683 times the luminance of what all emitting surfaces send out: π · radiance · area each.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ALampSendsOutItsLumens(bool globe) {
        PlacedObject lamp = Lamp(globe);
        LampEmitter.Light(lamp, 800, Blackbody.Color(3000));
        double lumens = 0;
        foreach (MeshPart part in lamp.Node!.Parts) {
            double area = 0;
            for (int t = 0; t < part.Mesh.Indices.Length; t += 3) {
                Vector3 a = part.Mesh.Positions[part.Mesh.Indices[t]];
                area += Vector3.Cross(part.Mesh.Positions[part.Mesh.Indices[t + 1]] - a, part.Mesh.Positions[part.Mesh.Indices[t + 2]] - a)
                    .Length() / 2;
            }
            lumens += 683 * Math.PI * area * Luminance.Of(part.Material.Emission);
        }
        // A coarse bulb has less area than its sphere.
        Assert.InRange(lumens, globe ? 799 : 650, 801);
        Assert.Equal(globe ? 1 : 2, lamp.Node.Parts.Count);
        Assert.Equal(Vector3.Zero, lamp.Model.Parts[0].Material.Emission);
    }

    [Fact]
    public void NobodySitsInTheDark() {
        for (ulong seed = 0; seed < 6; seed++) {
            var draw = new Draw(seed, 0);
            FloorPlan plan = FloorPlan.Sample(new RoomsRecipe(), draw.At("world"));
            var scene = new Scene();
            RoomLighting.Add(scene, plan, [], new LightRecipe { Sky = SkyKind.Night, LampsOn = 0 }, draw.At("light"));
            Assert.Contains(scene.Nodes, n => n.Light is { Intensity: > 0 });
        }
    }
}
