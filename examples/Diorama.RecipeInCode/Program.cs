using Diorama.Worlds.Recipes;

// A recipe in C#: the same words as in YAML. Prints what five scenes draw from it, then the recipe as a file would say it.
// Run with: dotnet run --project examples/Diorama.RecipeInCode

var study = new RoomRecipe {
    Type = RoomType.Office,
    Width = new Uniform<double>(3.5, 5),
    // The room is three quarters as deep as it is wide.
    Depth = new Reference<double>("world.rooms.0.width", Factor: 0.75),
    Floor = new Choice<SurfaceKind>([(SurfaceKind.Wood, 3), (SurfaceKind.Carpet, 1)]),
    Objects = {
        ["desk"] = 1,
        ["office chair"] = 1,
        ["bookcase"] = new Uniform<int>(1, 3),
        ["book"] = new Uniform<int>(2, 8),
    },
};
var recipe = new Recipe {
    Name = "study",
    Description = "A study by day and by night.",
    Seed = 1,
    Frames = 5,
    World = new RoomsRecipe { Rooms = [study] },
    Camera = { FieldOfView = 70, CameraHeight = new Normal<double>(1.5, 0.1, 1.2, 1.8) },
    Light = { Sky = new Grid<SkyKind>([SkyKind.Sun, SkyKind.Night]) },
};

for (int scene = 0; scene < recipe.Frames; scene++) {
    var draw = new Draw(recipe, scene);
    draw.Get("light.sky", recipe.Light.Sky);
    Draw room = draw.At("world.rooms.0");
    room.Get("width", study.Width);
    room.Get("depth", study.Depth);
    room.Get("objects.bookcase", study.Objects["bookcase"]);
    Console.WriteLine($"scene {scene}: {string.Join(", ", draw.Values.Select(v => $"{v.Key} = {v.Value}"))}");
}
Console.WriteLine();
Console.Write(RecipeWriter.Text(recipe));
