using Diorama.Assets;
using Diorama.Core.Randomness;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Scenes;
using Diorama.Worlds.Places;
using Diorama.Worlds.Recipes;
using Diorama.Worlds.Surfaces;

namespace Diorama.Worlds.Rooms;

/// <summary>
/// Builds a floor plan: per room a floor, a ceiling, skirting boards and an object for each wall (classes floor, ceiling, skirting, wall),
/// doors and windows in their openings (classes door, window), and the outside of the house (class building). Rooms are closed: light
/// enters only through openings.
/// </summary>
public static class RoomShell {
    /// <summary>Height of the ground outside, and thickness of the roof above the highest ceiling, metres.</summary>
    public const float GroundHeight = -0.25f, RoofThickness = 0.25f;

    /// <summary>Adds the house to a scene.</summary>
    /// <param name="plan">Floor plan to build.</param>
    /// <param name="scene">Scene to which a node per object is added.</param>
    /// <param name="draw">Draws of colours and patterns.</param>
    /// <param name="library">Asset library with the doors and windows of packs; null makes all of them plain.</param>
    /// <returns>The doors and windows.</returns>
    public static IReadOnlyList<PlacedObject> Build(FloorPlan plan, Scene scene, Draw draw, AssetLibrary? library = null) {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(draw);
        Keyed key = draw.Key("shell");
        Material skirting = SurfaceMaterials.Lacquer(key.With("skirting"));
        foreach (Room room in plan.Rooms) AddRoom(plan, room, scene, key.With("room").With(room.Index), skirting);
        AddFacade(plan, scene, key.With("facade"));

        var fitted = new List<PlacedObject>();
        var fitting = new OpeningFitting(plan, library, key.With("joinery"));
        foreach (Room room in plan.Rooms) {
            foreach (Opening opening in room.Openings) {
                // A door between rooms belongs to the room into which it swings.
                if (opening.OtherRoom >= 0 && !opening.SwingsIn) continue;
                PlacedObject placed = fitting.Place(room, opening);
                placed.Node = Add(scene, $"{placed.Asset.Class} {fitted.Count + 1}", placed.Asset.Class, [.. placed.Model.Parts]);
                placed.Node.Matrix = placed.WorldFromAsset;
                fitted.Add(placed);
            }
        }
        return fitted;
    }

    private static void AddRoom(FloorPlan plan, Room room, Scene scene, Keyed key, Material skirting) {
        Material floor = SurfaceMaterials.Floor(room.Floor, key.With("floor")),
            walls = SurfaceMaterials.Wall(room.Walls, key.With("walls"));
        string name = $"{room.Type.ToString().ToLowerInvariant()} {room.Index + 1}";
        FaceBuilder below = new(), above = new(), boards = new();
        RoomSurfaces.Level(below, room, 0, facesUp: true);
        RoomSurfaces.Level(above, room, room.Height, facesUp: false);
        for (int edge = 0; edge < room.WallCount; edge++) {
            var faces = new FaceBuilder();
            RoomSurfaces.Wall(faces, room, edge);
            if (room.Walls != SurfaceKind.Tiles) RoomSurfaces.Skirting(boards, room, edge);
            foreach (Opening o in room.Openings) {
                if (o.Wall == edge && o.OtherRoom < room.Index) RoomSurfaces.Reveal(faces, room, o, plan.WallThickness, below);
            }
            Add(scene, $"{name} wall {edge + 1}", "wall", [new(faces.Build("wall"), walls)]);
        }
        if (!boards.IsEmpty) Add(scene, $"{name} skirting", "skirting", [new(boards.Build("skirting"), skirting)]);
        Add(scene, $"{name} floor", "floor", [new(below.Build("floor"), floor)]);
        Add(scene, $"{name} ceiling", "ceiling", [new(above.Build("ceiling"), SurfaceMaterials.Ceiling(key.With("ceiling")))]);
    }

    private static void AddFacade(FloorPlan plan, Scene scene, Keyed key) {
        FaceBuilder walls = new(), roof = new();
        Facade.Build(walls, roof, plan, GroundHeight, plan.Rooms.Max(r => r.Height) + RoofThickness);
        KeyedGenerator random = key.With("kind").Generator();
        SurfaceKind kind = random.NextFloat() < 0.4f ? SurfaceKind.Brick : SurfaceKind.Plaster;
        Add(scene, "facade", "building", [new(walls.Build("walls"), SurfaceMaterials.Wall(kind, key)),
            new(roof.Build("roof"), SurfaceMaterials.Create(SurfaceKind.Concrete, key))]);
    }

    private static Node Add(Scene scene, string name, string kind, MeshPart[] parts) {
        var node = new Node { Name = name, Class = kind };
        node.Parts.AddRange(parts);
        scene.Nodes.Add(node);
        return node;
    }
}
