using System.Numerics;
using Diorama.Assets;
using Diorama.Core.Randomness;
using Diorama.Worlds.Recipes;

namespace Diorama.Worlds.Rooms;

/// <summary>
/// Rooms on one floor, with the doors that join them and the windows to the outside. Neighbours are a wall's thickness apart; every
/// room has a door and every room is reached from every other. The floor is at z = 0, the plan is centred on the origin. Metres.
/// </summary>
public sealed class FloorPlan {
    public required IReadOnlyList<Room> Rooms { get; init; }
    public required float WallThickness { get; init; }

    /// <summary>The room that contains a point of the floor, −1 when none does.</summary>
    public int RoomAt(Vector2 point) {
        foreach (Room room in Rooms) {
            if (room.Contains(point)) return room.Index;
        }
        return -1;
    }

    /// <summary>Lays out rooms of given sizes, then cuts doors and windows.</summary>
    internal static FloorPlan Arrange(IReadOnlyList<RoomValues> values, float wallThickness, IReadOnlyList<Asset> joinery, Keyed key) {
        wallThickness = ToCentimetre(wallThickness);
        var sizes = new RoomSize[values.Count];
        for (int i = 0; i < sizes.Length; i++) sizes[i] = new(values[i].Type, values[i].Shape, ToCentimetre(values[i].Width), ToCentimetre(values[i].Depth));
        Vector2[][] outlines = RoomPacking.Place(sizes, wallThickness, key);
        var rooms = new Room[values.Count];
        for (int i = 0; i < rooms.Length; i++) {
            rooms[i] = new Room {
                Index = i, Type = values[i].Type, Outline = outlines[i], Height = ToCentimetre(values[i].Height),
                Floor = values[i].Floor, Walls = values[i].Walls,
            };
        }
        var openings = new OpeningPlacement(rooms, wallThickness, new JoineryChoice(joinery, key.With("joinery")), key.With("openings"));
        openings.PlaceDoors(values);
        openings.PlaceWindows(values);
        return new FloorPlan { Rooms = rooms, WallThickness = wallThickness };
    }

    private static float ToCentimetre(float metres) => MathF.Round(metres * 100) / 100;
}

/// <summary>Everything that a recipe says about a room's shell, drawn.</summary>
internal sealed record RoomValues(RoomType Type, RoomShape Shape, float Width, float Depth, float Height, int Windows, int Doors,
    SurfaceKind Floor, SurfaceKind Walls);
