using System.Numerics;
using Diorama.Core.Randomness;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Labels;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Media;
using Diorama.Rendering.Scenes;
using Diorama.Worlds.Cameras;
using Diorama.Worlds.Places;
using Diorama.Worlds.Recipes;
using Diorama.Worlds.Tests.Cameras;
using Diorama.Worlds.Weather;

namespace Diorama.Worlds.Tests.Weather;

public class WeatherTests {
    private static BuiltPlace Yard() {
        var scene = new Scene();
        var grey = new Material { Name = "grey", BaseColor = new(0.4f) };
        TwoRooms.Box(scene, grey, "road", "road", new(0, 0, -0.05f), new(12, 8, 0.1f));
        // A table stands over part of the road; a ball on it.
        TwoRooms.Box(scene, grey, "table", "table", new(0, 0, 1), new(2, 2, 0.1f));
        TwoRooms.Box(scene, grey, "box", "box", new(3, 1, 0.5f), new(1, 1, 1));
        return new() { Scene = scene, Objects = [], Report = new(), Areas = [new([new(-6, -4), new(6, -4), new(6, 4), new(-6, 4)])] };
    }

    private static Node Camera(Scene scene) {
        var node = new Node { Name = "", Matrix = CameraPose.LookingAt(new(0, -6, 1.6f), new(0.5f, 0, 0.8f), 0),
            Camera = new() { Lens = PerspectiveLens.FromVerticalFov(1, 96, 72), Width = 96, Height = 72 } };
        scene.Nodes.Add(node);
        return node;
    }

    [Theory]
    [InlineData(40)]
    [InlineData(400)]
    public void Fog_LeavesTwoPerCentAtTheVisibility(float visibility) {
        Fog fog = WeatherOnGround.FogOf(visibility, WeatherKind.Fog);
        var sampler = new FogSampler(fog);
        Assert.Equal(0.02, sampler.Transmittance(new(0, 0, 1.5f), Vector3.UnitX, visibility), 1e-4);
        // Straight up more than a third of the sky's light comes through the part that thins out.
        Assert.True(MathF.Exp(-fog.Density * fog.ScaleHeight) > 0.36f);
    }

    [Theory]
    [InlineData(5, 0.8)]
    [InlineData(25, 0.8)]
    [InlineData(25, 2)]
    public void Drops_HaveTheSizesOfMarshallAndPalmer(double rate, double smallest) {
        var drops = new RainDrops(rate, smallest);
        KeyedGenerator random = Keyed.Start(3).Generator();
        double sum = 0, large = 0;
        const int Count = 200_000;
        double slope = 4.1 * Math.Pow(rate, -0.21);
        for (int i = 0; i < Count; i++) {
            double d = drops.Diameter(ref random);
            Assert.True(d >= smallest);
            sum += d;
            if (d > smallest + 1) large++;
        }
        Assert.Equal(smallest + 1 / slope, sum / Count, 0.01);
        Assert.Equal(Math.Exp(-slope), large / Count, 0.01);
    }

    [Fact]
    public void Drops_OfTwentyFiveMillimetresAnHour() {
        // Λ = 2.0855 per mm: 8000 / 2.0855 · exp(−2.0855 · 1) drops of 1 mm and more.
        Assert.Equal(476.6, new RainDrops(25, 1).Density, 0.5);
        Assert.Equal(100, new RainDrops(25, 1).AtMost(100).Density, 1e-6);
        Assert.Equal(6.55, RainDrops.FallSpeed(2), 0.01);
    }

    [Theory]
    [InlineData(WeatherKind.Rain)]
    [InlineData(WeatherKind.Snow)]
    public void WhatFalls_IsInNoLabel(WeatherKind kind) {
        Scene scene = Yard().Scene;
        Node camera = Camera(scene);
        LabelFrame Labels() {
            using var prepared = RenderScene.Prepare(scene);
            var here = prepared.CameraAt(camera);
            return LabelPass.Run(prepared, here, new() { Labels = LabelSet.All, Next = (prepared, here), Previous = (prepared, here) });
        }
        LabelFrame before = Labels();
        int nodes = scene.Nodes.Count;
        Precipitation.Append(scene, [camera], new() { Kind = kind, RainRate = 20 }, new Draw(1, 0));
        Assert.True(scene.Nodes[nodes..].Sum(n => n.Parts.Sum(p => p.Mesh.TriangleCount)) > 6000);
        LabelFrame after = Labels();
        Assert.Equal(before.DepthZ!.Pixels, after.DepthZ!.Pixels);
        Assert.Equal(before.Instance!.Pixels, after.Instance!.Pixels);
        Assert.Equal(before.Class!.Pixels, after.Class!.Pixels);
        Assert.Equal(before.Material!.Pixels, after.Material!.Pixels);
        Assert.Equal(before.NormalShadingWorld!.Pixels, after.NormalShadingWorld!.Pixels);
        Assert.Equal(before.Albedo!.Pixels, after.Albedo!.Pixels);
        Assert.Equal(before.FlowForward!.Pixels, after.FlowForward!.Pixels);
        Assert.Equal(before.OcclusionForward!.Pixels, after.OcclusionForward!.Pixels);
        Assert.Equal(before.Objects.Select(o => (o.Id, o.Name, o.VisiblePixels, o.AmodalPixels)),
            after.Objects.Select(o => (o.Id, o.Name, o.VisiblePixels, o.AmodalPixels)));
    }

    [Fact]
    public void Rain_DarkensAndSmoothsCopiesOfTheGround() {
        BuiltPlace place = Yard();
        Material dry = place.Scene.Nodes[0].Parts[0].Material;
        WeatherOnGround.Apply(place, new() { Kind = WeatherKind.Rain, Visibility = 300 }, new Draw(1, 0));
        Assert.Equal(new Vector3(0.4f), dry.BaseColor);
        Assert.Equal(new Vector3(0.2f), place.Scene.Nodes[0].Parts[0].Material.BaseColor);
        Assert.Same(dry, place.Scene.Nodes[1].Parts[0].Material);
        Assert.Contains(place.Scene.Nodes, n => n.Name == "puddles");
    }

    [Fact]
    public void Snow_LiesOnWhatSeesTheSkyAndBelongsToIt() {
        BuiltPlace place = Yard();
        WeatherOnGround.Apply(place, new() { Kind = WeatherKind.Snow, Visibility = 300, SnowCover = 1 }, new Draw(1, 0));
        Camera(place.Scene);
        using var prepared = RenderScene.Prepare(place.Scene);
        using var tracer = prepared.NewTracer();
        (string Name, float Z) Down(float x, float y, float from) {
            prepared.Resolve(tracer.Intersect(new(x, y, from), -Vector3.UnitZ, 0, 100, 0), out SurfaceHit hit);
            return (prepared.MaterialList[hit.Material].Name, hit.Position.Z);
        }
        (string name, float z) = Down(3, 1, 5);
        Assert.Equal("snow", name);
        Assert.InRange(z, 1.01f, 1.08f);
        (name, z) = Down(-4, 2, 5);
        Assert.Equal("snow", name);
        Assert.InRange(z, 0.01f, 0.08f);
        Assert.Equal("grey", Down(0.1f, 0.1f, 0.9f).Name);
        Assert.Equal(3, prepared.Objects.Count);
    }
}
