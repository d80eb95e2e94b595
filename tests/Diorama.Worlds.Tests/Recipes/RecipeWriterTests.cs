using System.Numerics;
using Diorama.Worlds.Recipes;

namespace Diorama.Worlds.Tests.Recipes;

public class RecipeWriterTests {
    private static Recipe Rich() => new() {
        Name = "yes: \"quoted\", # é", Description = "12\n", Seed = ulong.MaxValue, Frames = 7, Classes = ["coffee table", "cup"],
        World = new RoomsRecipe {
            WallThickness = new LogUniform<double>(0.1, 0.3),
            Rooms = [
                new() {
                    Type = RoomType.Kitchen, Width = new Uniform<double>(4 / 3.0, 4), Depth = new Normal<double>(4, 0.1, 3, 5),
                    Height = new Curve<double>([(2.5, 0), (3, 1e-7)]),
                    Windows = new Grid<int>([1, 2]), Doors = new Reference<int>("world.rooms.0.windows", 2, -1),
                    Shape = new Choice<RoomShape>([(RoomShape.L, 1), (RoomShape.T, 1)]),
                    Objects = { ["coffee table"] = 1, ["chair"] = new Uniform<int>(2, 4), ["cup"] = new Choice<int>([(1, 1), (1, 2)]) },
                },
                new(),
            ],
        },
        Camera = { K = [[500, 501, 320, 240]], Rig = [new() { Name = "on", Position = [-0.1, 0, 0] }], Lens = LensKind.BrownConrady },
        Render = { Exposure = -1.5 },
    };

    [Fact]
    public void ReadingBack_GivesTheSameRecipe() {
        Recipe recipe = Rich();
        string text = RecipeWriter.Text(recipe);
        Recipe back = RecipeFile.Parse(text, "written.yaml");
        Assert.Equal(text, RecipeWriter.Text(back));
        Assert.Equal((recipe.Name, recipe.Description, recipe.Seed, recipe.Frames), (back.Name, back.Description, back.Seed, back.Frames));
        Assert.Equal(recipe.Classes.Select(c => (c.Name, c.Selects)), back.Classes.Select(c => (c.Name, c.Selects)));
        var (a, b) = ((RoomsRecipe)recipe.World, (RoomsRecipe)back.World);
        Assert.Equal(2, b.Rooms.Count);
        Assert.Equal(a.WallThickness, b.WallThickness);
        Assert.Equal((a.Rooms[0].Width, a.Rooms[0].Depth, a.Rooms[0].Height), (b.Rooms[0].Width, b.Rooms[0].Depth, b.Rooms[0].Height));
        Assert.Equal((a.Rooms[0].Windows, a.Rooms[0].Doors, a.Rooms[0].Shape), (b.Rooms[0].Windows, b.Rooms[0].Doors, b.Rooms[0].Shape));
        Assert.Equal(a.Rooms[0].Objects, b.Rooms[0].Objects);
        Assert.Equal(recipe.Camera.Rig[0].Position, back.Camera.Rig[0].Position);
        Assert.Equal((recipe.Render.Exposure, recipe.Camera.Lens), (back.Render.Exposure, back.Camera.Lens));
    }

    [Fact]
    public void EveryKindOfWorld_IsWrittenWithItsDefaults() {
        foreach (WorldRecipe world in new WorldRecipe[] { new StudioRecipe(), new RoomsRecipe(), new TabletopRecipe(), new BinRecipe(),
            new StreetRecipe() }) {
            string text = RecipeWriter.Text(new() { World = world });
            Assert.Equal(text, RecipeWriter.Text(RecipeFile.Parse(text, "written.yaml")));
            Assert.IsType(world.GetType(), RecipeFile.Parse(text, "written.yaml").World);
        }
    }

    [Fact]
    public void Lines_AreReadable() {
        string[] lines = RecipeWriter.Text(Rich()).Split('\n');
        Assert.Equal("recipe: 1", lines[0]);
        Assert.Contains("  kind: rooms", lines);
        Assert.Contains("    - type: kitchen", lines);
        Assert.Contains("      doors: {ref: world.rooms.0.windows, times: 2, plus: -1}", lines);
        Assert.Contains("      objects:", lines);
        Assert.Contains("        coffee table: 1", lines);
        Assert.Contains("        cup: {choice: [{value: 1, weight: 1}, {value: 1, weight: 2}]}", lines);
        Assert.Contains("  time_of_day: {uniform: [8, 18]}", lines);
        Assert.Contains("  exposure: -1.5", lines);
        Assert.Contains("    - name: \"on\"", lines);
        Assert.Equal("{choice: [{value: [1, 0, 0], weight: 2}, {value: [0, 0, 1], weight: 1}]}",
            new Choice<Vector3>([(new(1, 0, 0), 2), (new(0, 0, 1), 1)]).Text());
    }
}
