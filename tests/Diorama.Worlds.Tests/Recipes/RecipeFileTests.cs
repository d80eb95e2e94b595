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
              objects: {desk: 1, chair: {uniform: [2, 4]}}
        camera:
          k: [[500, 500, 320, 240]]
          lens: brown_conrady
          iso: [800, 12800]
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
        Assert.Equal(["sofa", "cup"], recipe.Classes.Select(c => c.Name));
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
        Assert.Equal(["desk", "chair"], room.Objects.Keys);
        Assert.Equal(new Uniform<int>(2, 4), room.Objects["chair"]);
        Assert.Equal([500, 500, 320, 240], Assert.Single(recipe.Camera.K));
        Assert.Equal(LensKind.BrownConrady, recipe.Camera.Lens);
        Assert.Equal(new Uniform<double>(800, 12800), recipe.Camera.Iso);
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
    [InlineData("light: {latitude: {unifrom: [1, 2]}}",
        "r.yaml:3:20: light.latitude: 'unifrom' is no distribution; did you mean 'uniform'?")]
    [InlineData("light: {latitude: [2, 1]}", "r.yaml:3:19: light.latitude: the ends are out of order: 2 is above 1.")]
    [InlineData("light: {latitude: {uniform: [2, 1]}}", "r.yaml:3:29: light.latitude: the ends are out of order: 2 is above 1.")]
    [InlineData("light: {latitude: {uniform: [2]}}",
        "r.yaml:3:29: light.latitude: expected the two ends, uniform: [low, high], found 1 values.")]
    [InlineData("light: {latitude: [1, 2, 3]}", "r.yaml:3:19: light.latitude: expected a number, found a list; write [low, high] for a "
        + "range, {choice: [...]} for one of several or {grid: [...]} for each in turn.")]
    [InlineData("light: {latitude: {normal: {mean: 1, deviation: 2, min: 0}}}",
        "r.yaml:3:28: light.latitude: 'max' is missing; expected normal: {mean: …, deviation: …, min: …, max: …}.")]
    [InlineData("light: {panorama: {choice: {city: 1, forest: -2}}}",
        "r.yaml:3:28: light.panorama: the weight -2 of 'forest' must be above 0.")]
    [InlineData("light: {latitude: {ref: light.turbidty}}",
        "r.yaml:3:19: light.latitude: refers to 'light.turbidty', which is not in the recipe; did you mean 'light.turbidity'?")]
    [InlineData("light: {latitude: {ref: light.turbidity}, turbidity: {ref: light.latitude}}",
        "r.yaml:3:19: light.latitude: the reference leads back to itself: light.latitude → light.turbidity → light.latitude.")]
    public void Problems_HaveLineColumnAndTheNearestKey(string lines, string message) => Assert.Equal(message, Message(With(lines)));

    [Theory]
    [InlineData("recipe: 1\nname: a\nname: b\n", "r.yaml:3:1: the key 'name' stands here for the second time.")]
    [InlineData("recipe: 1\nworld:\n\tkind: rooms\n", "r.yaml:3:1: a tab stands in the indentation; YAML wants spaces there.")]
    [InlineData("recipe: 1\nworld:\n  kind: rooms\n\tx: 1\n", "r.yaml:4:1: a tab stands in the indentation; YAML wants spaces there.")]
    [InlineData("recipe: 1\nworld: {kind: rooms\n",
        "r.yaml:3:1: this is not valid YAML: While parsing a flow mapping, did not find expected ',' or '}'.")]
    [InlineData("recipe: 1\nclasses: [a, b\nworld: 2\n", "r.yaml:2:12: this is not valid YAML: near here a bracket is not closed.")]
    [InlineData("recipe: 1\nname: \"a\n",
        "r.yaml:2:7: this is not valid YAML: While scanning a quoted scalar, found unexpected end of stream.")]
    [InlineData("recipe: 1\nname: *a\n", "r.yaml:2:7: the alias *a stands for nothing; quote the text if it begins with a star.")]
    [InlineData("", "r.yaml:1:1: there is nothing in it; expected a recipe.")]
    [InlineData("- a\n", "r.yaml:1:1: expected a mapping with keys such as recipe, name and world.")]
    [InlineData("recipe: 1\n---\nrecipe: 1\n", "r.yaml:1:1: there are several documents in it; expected one.")]
    [InlineData("world: {kind: rooms}\n", "r.yaml:1:1: the version of the recipe language is missing; expected 'recipe: 1'.")]
    [InlineData("recipe: 2\nworld: {kind: rooms}\n", "r.yaml:1:9: recipe: this is version 2 of the recipe language; expected 1.")]
    [InlineData("recipe: 1\n",
        "r.yaml:1:1: 'world' is missing; expected 'world: {kind: …}' with one of bin, rooms, scene, street, studio, tabletop.")]
    [InlineData("recipe: 1\nworld: {kind: room}\n", "r.yaml:2:15: world.kind: 'room' is not a kind; did you mean 'rooms'?")]
    [InlineData("recipe: 1\nworld: {rooms: []}\n",
        "r.yaml:2:8: world: the key kind is missing; expected one of bin, rooms, scene, street, studio, tabletop.")]
    public void BrokenFiles_GiveOneSentence_WithItsPlace(string yaml, string message) => Assert.Equal(message, Message(yaml));

    [Theory]
    [InlineData("camera: {width: 0}", "r.yaml:3:17: camera.width: 0 is out of range; expected at least 1 and at most 32768.")]
    [InlineData("camera: {field_of_view: {uniform: [0, 50]}}",
        "r.yaml:3:25: camera.field_of_view: 0 is out of range; expected at least 1 and at most 360.")]
    [InlineData("camera: {tilt: {choice: {10: 1, 95: 2}}}",
        "r.yaml:3:16: camera.tilt: 95 is out of range; expected at least -90 and at most 90.")]
    [InlineData("classes: [sofa, soffa]",
        "r.yaml:3:17: classes.1: there is no class 'soffa' in the taxonomy, expected sofa, safe or soap.")]
    [InlineData("weather: {snow_cover: {normal: {mean: 1, deviation: 1, min: 0, max: 2}}}",
        "r.yaml:3:23: weather.snow_cover: 2 is out of range; expected at least 0 and at most 1.")]
    public void Limits_HoldForAllThatCanBeDrawn(string lines, string message) => Assert.Equal(message, Message(With(lines)));

    [Theory]
    [InlineData("kind: rooms, rooms: [{objects: {sofa: 1, offise chair: 1}}]",
        "r.yaml:2:50: world.rooms.0.objects.offise chair: there is no class 'offise chair' in the taxonomy, expected office chair, ")]
    [InlineData("kind: tabletop, object: {choice: [cup, cupp]}",
        "r.yaml:2:33: world.object: there is no class 'cupp' in the taxonomy, expected cup, ")]
    [InlineData("kind: tabletop, object: {choice: [cup-3, kitchenware]}", "")]
    public void Classes_AreThoseOfTheTaxonomy(string world, string message) {
        string yaml = $"recipe: 1\nworld: {{{world}}}\n";
        if (message.Length > 0) Assert.StartsWith(message, Message(yaml), StringComparison.Ordinal);
        else Assert.NotNull(RecipeFile.Parse(yaml, "r.yaml"));
    }

    [Fact]
    public void Check_FindsEveryProblem_InTheOrderOfTheFile() {
        string file = Path.GetTempFileName();
        try {
            File.WriteAllText(file, With("light: {latitude: 95, turbidty: 3}\ncamera:\n  tilt: {uniform: [3, 1]}\n  lens: round"));
            Assert.Equal([(3, 19), (3, 23), (5, 19), (6, 9), (0, 0)],
                RecipeFile.Check(file, ["frames=-1"]).Select(p => (p.Line, p.Column)));
            Assert.All(RecipeFile.Check(file), p => Assert.Equal(file, p.File));
            File.WriteAllText(file, With(""));
            Assert.Empty(RecipeFile.Check(file));
        } finally {
            File.Delete(file);
        }
    }

    [Fact]
    public void Overrides_ReplaceAndAdd_ByPath() {
        Recipe recipe = RecipeFile.Parse(Everything, "r.yaml", [
            "camera.height=720", "world.rooms.0.width={uniform: [3, 4]}", "world.rooms.0.objects.chair=1",
            "world.rooms.0.objects.sofa={choice: {0: 1, 1: 2}}",
            "world.rooms.1.type=bath", "light.latitude=-30", "camera.k.0.2=330", "seed=9", "name= a name",
        ]);
        Assert.Equal(720, recipe.Camera.Height);
        List<RoomRecipe> rooms = ((RoomsRecipe)recipe.World).Rooms;
        Assert.Equal(new Uniform<double>(3, 4), rooms[0].Width);
        Assert.Equal(new Constant<int>(1), rooms[0].Objects["chair"]);
        Assert.Equal(new Choice<int>([(0, 1), (1, 2)]), rooms[0].Objects["sofa"]);
        Assert.Equal(new Constant<int>(1), rooms[0].Objects["desk"]);
        Assert.Equal(new Constant<RoomType>(RoomType.Bath), rooms[1].Type);
        Assert.Equal(new Constant<double>(-30), recipe.Light.Latitude);
        Assert.Equal([500, 500, 330, 240], recipe.Camera.K[0]);
        Assert.Equal((9ul, "a name"), (recipe.Seed, recipe.Name));
        // A part of a distribution is a place as well.
        Assert.Equal(new Normal<double>(4, 0.2, 3, 5),
            ((RoomsRecipe)RecipeFile.Parse(Everything, "r.yaml", ["world.rooms.0.depth.normal.deviation=0.2"]).World).Rooms[0].Depth);
        Assert.Equal(4, ((RoomsRecipe)RecipeFile.Parse(With(""), "r.yaml",
            ["world.rooms.0.width=4"]).World).Rooms[0].Width is Constant<double> { Value: var w } ? w : 0);
    }

    [Theory]
    [InlineData("camera.height=tall", "--set camera.height: expected a whole number, found 'tall'.")]
    [InlineData("camera.hight=3", "--set camera.hight: 'camera' has no key 'hight'; did you mean 'height'?")]
    [InlineData("world.rooms.3.width=3", "--set world.rooms.3.width: '3' is no place in a list of 1; expected 0 to 1.")]
    [InlineData("world.rooms.0.width={uniform: [4, 3]}", "--set world.rooms.0.width: the ends are out of order: 4 is above 3.")]
    [InlineData("camera.tilt=100", "--set camera.tilt: 100 is out of range; expected at least -90 and at most 90.")]
    [InlineData("camera.height", "--set camera.height: expected a path and a value, such as camera.height=720.")]
    [InlineData("name.first=a", "--set name.first: 'first' stands below a single value, which has no keys.")]
    [InlineData("world.rooms.0.width={uniform: [4",
        "--set world.rooms.0.width: this is not valid YAML: While parsing a flow sequence, did not find expected ',' or ']'.")]
    [InlineData("name=&a {b: *a}", "--set name: the value contains itself.")]
    public void Overrides_AreCheckedLikeTheFile(string text, string message) => Assert.Equal(message, Message(Everything, text));
}
