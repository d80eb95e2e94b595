using System.Numerics;
using Diorama.Core.Randomness;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Scenes;
using Diorama.Worlds.Cameras;
using Diorama.Worlds.Randomisation;
using Diorama.Worlds.Recipes;
using Diorama.Worlds.Tests.Cameras;

namespace Diorama.Worlds.Tests.Randomisation;

public class RandomiserTests {
    private static readonly RandomiseRecipe everything = new() { Distractors = 12, TextureSwap = 0.5, ColorJitter = 0.5, LightJitter = 1 };

    private static string Looks(Scene scene) => string.Join('\n', scene.Nodes.Select(n =>
        $"{n.Name} {n.Translation} {n.Rotation} {n.Light?.Color} "
        + string.Join(' ', n.Parts.Select(p =>
            $"{p.Material.Name} {p.Material.BaseColor} {p.Material.Roughness} {p.Material.Emission}"))));

    private static Scene Randomised(long scene) {
        Scene rooms = Lit();
        Randomiser.Apply(rooms, new(0, 0, 0.1f), new(5, 4, 2.5f), everything, new Draw(5, scene));
        return rooms;
    }

    private static Scene Lit() {
        Scene scene = TwoRooms.Build();
        scene.Nodes.Add(new() { Name = "bulb", Translation = new(2, 2, 2.4f),
            Light = new() { Kind = Rendering.Lights.LightKind.Point, Intensity = 3 } });
        scene.Environment = new();
        return scene;
    }

    [Fact]
    public void Randomisers_DoTheSameEveryTime_AndElseInAnotherScene() {
        Assert.Equal(Looks(Randomised(1)), Looks(Randomised(1)));
        Assert.NotEqual(Looks(Randomised(1)), Looks(Randomised(2)));
    }

    [Fact]
    public void Distractors_TouchNothingAndKeepOff() {
        Scene scene = Lit();
        var bare = new Clearance(scene);
        var nodes = Distractors.Append(scene, new(0, 0, 0), new(5, 4, 2.6f), 30, [new(2, 3, 1.5f)], Keyed.Start(1));
        Assert.InRange(nodes.Count, 25, 30);
        foreach (Node node in nodes) {
            Assert.Equal("distractor", node.Class);
            float radius = node.Parts[0].Mesh.Positions.Max(p => p.Length());
            Assert.True(bare.Distance(node.Translation, 1) >= radius - 1e-4f);
            Assert.True(Vector3.Distance(node.Translation, new(2, 3, 1.5f)) >= 0.5f + radius - 1e-4f);
        }
    }

    [Fact]
    public void Swaps_HitTheChanceAndSpareWhatHasNoClass() {
        int changed = 0;
        for (int i = 0; i < 60; i++) {
            Scene scene = Lit();
            Material paint = scene.Nodes[0].Parts[0].Material;
            changed += MaterialJitter.SwapTextures(scene, 0.3, Keyed.Start(1).With(i)).Count;
            Assert.All(scene.Nodes.Where(n => n.Class is null && n.Parts.Count > 0), n => Assert.Same(paint, n.Parts[0].Material));
        }
        // 360 objects, mean 108, deviation 8.7.
        Assert.InRange(changed, 80, 136);
    }

    [Fact]
    public void Colors_MoveOnCopiesAndByTheAmount() {
        Scene scene = Lit();
        Material paint = scene.Nodes[0].Parts[0].Material;
        MaterialJitter.JitterColors(scene, 0.2, Keyed.Start(4));
        Assert.Equal(new Vector3(0.8f), paint.BaseColor);
        Vector3 moved = scene.Nodes[0].Parts[0].Material.BaseColor;
        Assert.NotEqual(paint.BaseColor, moved);
        Assert.True(Vector3.Abs(moved - paint.BaseColor).Length() < 0.45f);
        MaterialJitter.JitterColors(scene, 0, Keyed.Start(4));
        Assert.Equal(moved, scene.Nodes[0].Parts[0].Material.BaseColor);
    }

    [Fact]
    public void Lights_VaryWithinTheirStops() {
        float least = float.PositiveInfinity, most = 0;
        for (int i = 0; i < 300; i++) {
            Scene scene = Lit();
            LightJitter.Apply(scene, 1.5, Keyed.Start(1).With(i));
            float green = scene.Nodes[^1].Light!.Color.Y;
            (least, most) = (MathF.Min(least, green), MathF.Max(most, green));
            Assert.NotEqual(Vector3.One, scene.Environment!.Scale);
        }
        Assert.InRange(least, 0.3535f, 0.4f);
        Assert.InRange(most, 2.5f, 2.829f);
    }
}
