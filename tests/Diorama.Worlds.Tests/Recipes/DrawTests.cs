using Diorama.Core;
using Diorama.Worlds.Recipes;

namespace Diorama.Worlds.Tests.Recipes;

public class DrawTests {
    private static Recipe Small() => new() { Seed = 7, World = new RoomsRecipe() };

    [Fact]
    public void SameSeedSceneAndPath_GiveTheSameValue_WhateverElseWasDrawn() {
        var uniform = new Uniform<double>(0, 1);
        double alone = new Draw(3, 5).Get("camera.tilt", uniform);
        var other = new Draw(3, 5);
        other.Get("camera.roll", uniform);
        Assert.Equal(alone, other.At("camera").Get("tilt", uniform));
        Assert.NotEqual(alone, new Draw(3, 6).Get("camera.tilt", uniform));
        Assert.NotEqual(alone, new Draw(4, 5).Get("camera.tilt", uniform));
        Assert.NotEqual(alone, new Draw(3, 5).Get("camera.roll", uniform));
    }

    [Fact]
    public void AnotherAttempt_KeepsTheValues_AndChangesTheKeys() {
        var uniform = new Uniform<double>(0, 1);
        Draw first = new(3, 5, attempt: 0), second = new(3, 5, attempt: 1);
        Assert.Equal(first.Get("camera.tilt", uniform), second.Get("camera.tilt", uniform));
        Assert.NotEqual(first.Key("sofa").State, second.Key("sofa").State);
        Assert.NotEqual(first.Key("sofa").State, first.At("room").Key("sofa").State);
    }

    [Fact]
    public void AnotherDistributionOfOneValue_LeavesAllOthers() {
        Recipe before = Small(), after = Small();
        after.Light.TimeOfDay = new Normal<double>(12, 2, 8, 16);
        for (int scene = 0; scene < 20; scene++) {
            var a = DrawAll(before, scene);
            var b = DrawAll(after, scene);
            Assert.Equal(a.Count, b.Count);
            foreach (((string path, string x), (_, string y)) in a.Zip(b)) {
                if (path == "light.time_of_day") Assert.NotEqual(x, y);
                else Assert.Equal(x, y);
            }
        }

        static IReadOnlyList<KeyValuePair<string, string>> DrawAll(Recipe recipe, int scene) {
            var draw = new Draw(recipe, scene);
            draw.Get("light.sky", recipe.Light.Sky);
            draw.Get("light.time_of_day", recipe.Light.TimeOfDay);
            draw.Get("light.turbidity", recipe.Light.Turbidity);
            draw.Get("light.lamp_power", recipe.Light.LampPower);
            RoomRecipe room = ((RoomsRecipe)recipe.World).Rooms[0];
            Draw at = draw.At("world.rooms.0");
            at.Get("width", room.Width);
            at.Get("windows", room.Windows);
            at.Get("shape", room.Shape);
            return draw.Values;
        }
    }

    [Fact]
    public void Values_AreLoggedOnce_InOrder_AsARecipeWritesThem() {
        var draw = new Draw(1, 0);
        draw.Get<WeatherKind>("weather.kind", WeatherKind.Overcast);
        draw.At("camera").Get<double>("tilt", -7.5);
        draw.Get<bool>("switch", true);
        draw.Get<System.Numerics.Vector3>("color", new System.Numerics.Vector3(1, 0.5f, 0));
        draw.Get<double>("camera.tilt", -7.5);
        Assert.Equal([new("weather.kind", "overcast"), new("camera.tilt", "-7.5"), new("switch", "true"), new("color", "[1, 0.5, 0]")],
            draw.Values);
    }

    [Fact]
    public void Reference_FollowsWhatAnotherPathDrew_InAnyOrder() {
        Recipe recipe = Small();
        RoomRecipe room = ((RoomsRecipe)recipe.World).Rooms[0];
        room.Depth = new Reference<double>("world.rooms.0.width", 0.5, 1);
        room.Doors = new Reference<int>("world.rooms.0.windows", 1, 1);
        recipe.Light.Latitude = new Reference<double>("world.rooms.0.depth", 2);
        var early = new Draw(recipe, 3);
        double depth = early.At("world.rooms.0").Get("depth", room.Depth), latitude = early.Get("light.latitude", recipe.Light.Latitude);
        double width = early.Get("world.rooms.0.width", room.Width);
        Assert.Equal(0.5 * width + 1, depth, 1e-12);
        Assert.Equal(2 * depth, latitude, 1e-12);
        var late = new Draw(recipe, 3);
        Assert.Equal(width, late.Get("world.rooms.0.width", room.Width));
        Assert.Equal(depth, late.Get("world.rooms.0.depth", room.Depth));
        Assert.Equal(late.Get("world.rooms.0.windows", room.Windows) + 1, late.Get("world.rooms.0.doors", room.Doors));
        // Plain numbers can be referred to as well.
        Assert.Equal(320, late.Get("test", new Reference<double>("camera.width", 0.5)));
    }

    [Fact]
    public void Reference_ToNothing_OrToItself_IsSaid() {
        Recipe recipe = Small();
        recipe.Light.Latitude = new Reference<double>("light.turbidty");
        var draw = new Draw(recipe, 0);
        Assert.Equal("light.latitude: refers to 'light.turbidty', which the recipe does not have; did you mean 'light.turbidity'?",
            Assert.Throws<BadInputException>(() => draw.Get("light.latitude", recipe.Light.Latitude)).Message);
        recipe.Light.Latitude = new Reference<double>("light.turbidity");
        recipe.Light.Turbidity = new Reference<double>("light.latitude");
        Assert.Equal("light.latitude: the reference leads back to itself: light.latitude → light.turbidity → light.latitude.",
            Assert.Throws<BadInputException>(() => new Draw(recipe, 0).Get("light.latitude", recipe.Light.Latitude)).Message);
        recipe.Light.Latitude = new Reference<double>("light.panorama");
        Assert.StartsWith("light.latitude: refers to 'light.panorama', which is ",
            Assert.Throws<BadInputException>(() => new Draw(recipe, 0).Get("light.latitude", recipe.Light.Latitude)).Message,
                StringComparison.Ordinal);
    }

    [Fact]
    public void Grids_OfOneRecipe_RunThroughEveryCombination() {
        Recipe recipe = Small();
        recipe.Weather.Kind = new Grid<WeatherKind>([WeatherKind.Clear, WeatherKind.Rain, WeatherKind.Snow]);
        recipe.Camera.Tilt = new Grid<double>([-10, 0]);
        recipe.Light.TimeOfDay = new Grid<double>([8, 10, 12, 14]);
        var seen = new HashSet<(double, double, WeatherKind)>();
        for (int scene = 0; scene < 24; scene++) {
            var draw = new Draw(recipe, scene);
            double tilt = draw.Get("camera.tilt", recipe.Camera.Tilt), time = draw.Get("light.time_of_day", recipe.Light.TimeOfDay);
            // The first path changes from scene to scene, the next when that has been through its values, and so on.
            Assert.Equal(scene % 2 == 0 ? -10 : 0, tilt);
            Assert.Equal(8 + 2 * (scene / 2 % 4), time);
            seen.Add((tilt, time, draw.Get("weather.kind", recipe.Weather.Kind)));
        }
        Assert.Equal(24, seen.Count);
        Assert.Equal([5, 6, 5, 6], Enumerable.Range(0, 4).Select(scene => new Draw(0, scene).Get("other", new Grid<int>([5, 6]))));
    }

    [Fact]
    public void BadParameters_AreSaid_WithThePath() {
        static void Expect<T>(string sentence, Distribution<T> distribution) =>
            Assert.Equal(sentence, Assert.Throws<BadInputException>(() => new Draw(0, 0).Get("a.b", distribution)).Message);
        Expect("a.b: the ends are out of order: 3 is above 1.", new Uniform<double>(3, 1));
        Expect("a.b: the deviation 0 must be above 0.", new Normal<double>(0, 0, -1, 1));
        Expect("a.b: the end 0 of a logarithmic scale must be above 0.", new LogUniform<double>(0, 1));
        Expect("a.b: the weight -1 of 'y' must be above 0.", new Choice<string>([("x", 1), ("y", -1)]));
        Expect("a.b: the values of a curve must rise: 1 follows 1.", new Curve<double>([(1, 1), (1, 2)]));
        Expect("a.b: the ends 1.5 and 3 of whole numbers must be whole.", new Uniform<int>(1.5, 3));
        Expect("a.b: a grid needs at least one value.", new Grid<int>([]));
    }
}
