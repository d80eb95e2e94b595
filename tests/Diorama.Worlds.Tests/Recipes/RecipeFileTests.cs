using Diorama.Core;
using Diorama.Worlds.Recipes;

namespace Diorama.Worlds.Tests.Recipes;

public class RecipeFileTests {
    private const string Everything = """
        recipe: 1
        name: test
        description: "Every way to write a value."
        seed: 18446744073709551615
        classes: [sofa, cup]
        world:
          kind: rooms
          wall_thickness: 0.25
          rooms:
            - type: kitchen
              shape: {choice: {rectangle: 3, t: 1}}
              width: {uniform: [4, 5]}
              depth: {normal: {mean: 4, deviation: 0.5, min: 3, max: 5}}
              height: {curve: [[2.4, 0], [2.6, 2], [3, 0]]}
              windows: {grid: {from: 1, to: 3, count: 3}}
              doors: {ref: world.rooms.0.windows, times: 2, plus: -1}
              floor: {choice: [tiles, wood]}
              objects: {table: 1, chair: {uniform: [2, 4]}}
        camera:
          k: [[500, 500, 320, 240]]
          lens: brown_conrady
        light:
          lamp_power: {log_uniform: [100, 1000]}
        render:
          exposure: ~
        """;

    private static string Message(string yaml, params string[] overrides) =>
        Assert.Throws<BadInputException>(() => RecipeFile.Parse(yaml, "r.yaml", overrides)).Message;

    [Fact]
    public void EveryWayToWriteAValue_IsRead() {
        Recipe recipe = RecipeFile.Parse(Everything, "r.yaml");
        Assert.Equal(("test", ulong.MaxValue), (recipe.Name, recipe.Seed));
        Assert.Equal(["sofa", "cup"], recipe.Classes);
        var world = Assert.IsType<RoomsRecipe>(recipe.World);
        Assert.Equal(new Constant<double>(0.25), world.WallThickness);
        RoomRecipe room = Assert.Single(world.Rooms);
        Assert.Equal(new Constant<RoomType>(RoomType.Kitchen), room.Type);
        Assert.Equal(new Choice<RoomShape>([(RoomShape.Rectangle, 3), (RoomShape.T, 1)]), room.Shape);
        Assert.Equal(new Uniform<double>(4, 5), room.Width);
        Assert.Equal(new Normal<double>(4, 0.5, 3, 5), room.Depth);
        Assert.Equal(new Curve<double>([(2.4, 0), (2.6, 2), (3, 0)]), room.Height);
        Assert.Equal(new Grid<int>([1, 2, 3]), room.Windows);
        Assert.Equal(new Reference<int>("world.rooms.0.windows", 2, -1), room.Doors);
        Assert.Equal(new Choice<SurfaceKind>([(SurfaceKind.Tiles, 1), (SurfaceKind.Wood, 1)]), room.Floor);
        Assert.Equal(["table", "chair"], room.Objects.Keys);
        Assert.Equal(new Uniform<int>(2, 4), room.Objects["chair"]);
        Assert.Equal([500, 500, 320, 240], Assert.Single(recipe.Camera.K));
        Assert.Equal(LensKind.BrownConrady, recipe.Camera.Lens);
        Assert.Equal(new LogUniform<double>(100, 1000), recipe.Light.LampPower);
        Assert.Null(recipe.Render.Exposure);
        // What is not written keeps its default.
        Assert.Equal(640, recipe.Camera.Width);
    }

    private static string With(string lines) => $"recipe: 1\nworld: {{kind: rooms}}\n{lines}\n";

    [Theory]
    [InlineData("camera: {widht: 3}", "r.yaml:3:10: 'camera' has no key 'widht'; did you mean 'width'?")]
    [InlineData("cammera: {}", "r.yaml:3:1: a recipe has no key 'cammera'; did you mean 'camera'?")]
    [InlineData("camera:\n  width: wide", "r.yaml:4:10: camera.width: expected a whole number, found 'wide'.")]
    [InlineData("camera:\n  width: \"640\"", "r.yaml:4:10: camera.width: expected a whole number, found the text '640'.")]
    [InlineData("camera: [1]", "r.yaml:3:9: camera: expected a mapping with keys such as width, found a list.")]
    [InlineData("camera: {lens: fishy}", "r.yaml:3:16: camera.lens: 'fishy' is not known; did you mean 'fisheye'?")]
    [InlineData("light: {latitude: {unifrom: [1, 2]}}", "r.yaml:3:20: light.latitude: 'unifrom' is no distribution; did you mean 'uniform'?")]
    [InlineData("light: {latitude: {uniform: [2, 1]}}", "r.yaml:3:29: light.latitude: the ends are out of order: 2 is above 1.")]
    [InlineData("light: {latitude: {uniform: [2]}}", "r.yaml:3:29: light.latitude: expected the two ends, uniform: [low, high], found 1 values.")]
    [InlineData("light: {latitude: [1, 2]}", "r.yaml:3:19: light.latitude: expected a number, found a list; write {choice: [...]} for one of several or {grid: [...]} for each in turn.")]
    [InlineData("light: {latitude: {normal: {mean: 1, deviation: 2, min: 0}}}", "r.yaml:3:28: light.latitude: 'max' is missing; expected normal: {mean: …, deviation: …, min: …, max: …}.")]
    [InlineData("light: {panorama: {choice: {city: 1, forest: -2}}}", "r.yaml:3:28: light.panorama: the weight -2 of 'forest' must be above 0.")]
    [InlineData("light: {latitude: {ref: light.turbidty}}", "r.yaml:3:19: light.latitude: refers to 'light.turbidty', which is not in the recipe; did you mean 'light.turbidity'?")]
    [InlineData("light: {latitude: {ref: light.turbidity}, turbidity: {ref: light.latitude}}",
        "r.yaml:3:19: light.latitude: the reference leads back to itself: light.latitude → light.turbidity → light.latitude.")]
    public void Problems_HaveLineColumnAndTheNearestKey(string lines, string message) => Assert.Equal(message, Message(With(lines)));
}
