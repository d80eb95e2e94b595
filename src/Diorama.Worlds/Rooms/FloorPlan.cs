using System.Globalization;
using System.Numerics;
using Diorama.Assets;
using Diorama.Assets.Index;
using Diorama.Core;
using Diorama.Core.Randomness;
using Diorama.Worlds.Recipes;

namespace Diorama.Worlds.Rooms;

/// <summary>
/// Rooms on one floor, with the doors that join them and the windows to the outside. Neighbours are a wall's thickness apart; every room
/// has a door and can be reached from every other room. The floor is at z = 0, the plan is centred on the origin. Metres.
/// </summary>
public sealed class FloorPlan {
    /// <summary>Smallest dimensions of a room: space for a door with its leaf, and for people to pass it.</summary>
    private const float MinSide = 1.2f, MinHeight = 2.2f;

    public required IReadOnlyList<Room> Rooms { get; init; }
    public required float WallThickness { get; init; }

    /// <summary>Draws the plan of one scene.</summary>
    /// <param name="recipe">Sizes, shapes and numbers of doors and windows.</param>
    /// <param name="draw">Draws below the path "world".</param>
    /// <param name="library">Asset library with the doors and windows; null makes them plain.</param>
    public static FloorPlan Sample(RoomsRecipe recipe, Draw draw, AssetLibrary? library = null) {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(draw);
        if (recipe.Rooms.Count == 0) throw new BadInputException("world.rooms: expected at least one room.");
        var values = new RoomValues[recipe.Rooms.Count];
        for (int i = 0; i < values.Length; i++) {
            RoomRecipe room = recipe.Rooms[i];
            Draw at = draw.At($"rooms.{i}");
            values[i] = new(at.Get("type", room.Type), at.Get("shape", room.Shape), (float)at.Get("width", room.Width),
                (float)at.Get("depth", room.Depth),
                (float)at.Get("height", room.Height), at.Get("windows", room.Windows), at.Get("doors", room.Doors),
                    at.Get("floor", room.Floor), at.Get("walls", room.Walls));
            if (values[i].Width < MinSide || values[i].Depth < MinSide || values[i].Height < MinHeight) {
                throw new BadInputException(string.Create(CultureInfo.InvariantCulture,
                    $"world.rooms.{i}: {values[i].Width:0.##} × {values[i].Depth:0.##} m, {values[i].Height:0.##} m high; expected at "
                        + $"least {MinSide} m of width and depth and {MinHeight} m of height."));
            }
        }
        IReadOnlyList<Asset> joinery = library is null ? [] : [.. library.OfClass("door"), .. library.OfClass("window")];
        return Arrange(values, (float)draw.Get("wall_thickness", recipe.WallThickness), joinery, draw.Key("plan"));
    }

    /// <summary>Returns the index of the room that contains a point of the floor; −1 if there is none.</summary>
    public int RoomAt(Vector2 point) {
        foreach (Room room in Rooms) {
            if (room.Contains(point)) return room.Index;
        }
        return -1;
    }

    /// <summary>Arranges rooms of given sizes, then adds doors and windows.</summary>
    internal static FloorPlan Arrange(IReadOnlyList<RoomValues> values, float wallThickness, IReadOnlyList<Asset> joinery, Keyed key) {
        wallThickness = ToCentimetre(wallThickness);
        var sizes = new RoomSize[values.Count];
        for (int i = 0; i < sizes.Length; i++)
            sizes[i] = new(values[i].Type, values[i].Shape, ToCentimetre(values[i].Width), ToCentimetre(values[i].Depth));
        Vector2[][] outlines = RoomPacking.Place(sizes, wallThickness, key);
        var rooms = new Room[values.Count];
        for (int i = 0; i < rooms.Length; i++) {
            rooms[i] = new Room {
                Index = i, Type = values[i].Type, Outline = outlines[i], Height = ToCentimetre(values[i].Height),
                Floor = values[i].Floor, Walls = values[i].Walls,
            };
        }
        var openings = new OpeningPlacement(rooms, wallThickness, new DoorAndWindowChoice(joinery, key.With("joinery")),
            key.With("openings"));
        openings.PlaceDoors(values);
        openings.PlaceWindows(values);
        return new FloorPlan { Rooms = rooms, WallThickness = wallThickness };
    }

    private static float ToCentimetre(float metres) => MathF.Round(metres * 100) / 100;
}

/// <summary>The drawn values of a room's shell.</summary>
internal sealed record RoomValues(RoomType Type, RoomShape Shape, float Width, float Depth, float Height, int Windows, int Doors,
    SurfaceKind Floor, SurfaceKind Walls);
