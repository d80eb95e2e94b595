using System.Numerics;
using Diorama.Assets;
using Diorama.Rendering.Scenes;
using Diorama.Worlds.Cameras;
using Diorama.Worlds.Lighting;
using Diorama.Worlds.Placement.Furniture;
using Diorama.Worlds.Places;
using Diorama.Worlds.Recipes;
using Diorama.Worlds.Rooms;
using Diorama.Worlds.Skies;

namespace Diorama.Worlds.Builders;

/// <summary>Builds furnished rooms: a floor plan, its shell, the furniture of each room, and light.</summary>
public static class RoomsWorld {
    public static BuiltPlace Build(RoomsRecipe rooms, Recipe recipe, Draw draw, AssetLibrary library) {
        var scene = new Scene { Name = recipe.Name };
        var report = new PlacementReport();
        FloorPlan plan = FloorPlan.Sample(rooms, draw.At("world"), library);
        // The shell is built in parallel with the furnishing.
        Task<IReadOnlyList<PlacedObject>> shell = Task.Run(() => RoomShell.Build(plan, scene, draw.At("world"), library));
        IReadOnlyList<PlacedObject> furniture = RoomLayout.Furnish(plan, rooms, draw.At("world"), library, report);
        List<PlacedObject> objects = [.. shell.GetAwaiter().GetResult(), .. furniture];
        foreach (PlacedObject thing in objects) thing.AddTo(scene);
        SceneSky sky = RoomLighting.Add(scene, plan, objects, recipe.Light, draw.At("light"), library);
        Vector2 min = plan.Rooms[0].Bounds.Min, max = plan.Rooms[0].Bounds.Max;
        foreach (Room room in plan.Rooms) (min, max) = (Vector2.Min(min, room.Bounds.Min), Vector2.Max(max, room.Bounds.Max));
        return new() {
            Scene = scene, Objects = objects, Report = report, Panorama = sky.Panorama, Areas = CameraSpace.AreasOf(plan),
            FocusMin = new(min, 0), FocusMax = new(max, plan.Rooms.Max(r => r.Height)),
        };
    }
}
