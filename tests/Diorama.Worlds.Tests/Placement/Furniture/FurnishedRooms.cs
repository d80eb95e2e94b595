using Diorama.Assets;
using Diorama.Core.Randomness;
using Diorama.Worlds.Placement.Furniture;
using Diorama.Worlds.Places;
using Diorama.Worlds.Recipes;
using Diorama.Worlds.Rooms;

namespace Diorama.Worlds.Tests.Placement.Furniture;

/// <summary>A room as <see cref="RoomLayout"/> left it.</summary>
public sealed record FurnishedRoom(int Seed, Room Room, IReadOnlyList<PlacedObject> Objects, PlacementReport Report) {
    public override string ToString() => $"{Room.Type} {Seed}";
}

/// <summary>Rooms of all types, furnished once for all tests.</summary>
public sealed class FurnishedRooms {
    private const int Count = 64;
    private static readonly AssetLibrary Library = AssetLibrary.Open();
    private static readonly RoomType[] Types =
        [RoomType.Living, RoomType.Bed, RoomType.Kitchen, RoomType.Dining, RoomType.Office, RoomType.Bath, RoomType.Living, RoomType.Hall];

    public IReadOnlyList<FurnishedRoom> All { get; } = [.. Enumerable.Range(0, Count).Select(s => Furnish(s))];

    public static FurnishedRoom Furnish(int seed, RoomRecipe? recipe = null, RoomType? type = null) {
        Room room = RoomOf(type ?? Types[seed % Types.Length], seed);
        var report = new PlacementReport();
        return new(seed, room, RoomLayout.Furnish(room, 0, recipe ?? new(), new Draw((ulong)seed, 0), Library, report), report);
    }

    public static Room RoomOf(RoomType type, int seed) {
        Keyed key = Keyed.Start((ulong)seed).With("plan");
        KeyedGenerator random = key.Generator();
        (float width, float depth, float more) = type switch {
            RoomType.Bath => (2.2f, 1.9f, 0.8f), RoomType.Hall => (2.2f, 1.7f, 1), RoomType.Living => (4.2f, 3.6f, 2),
                _ => (3.2f, 2.9f, 1.4f),
        };
        RoomShape shape = type == RoomType.Living && seed % 3 == 0 ? RoomShape.L : RoomShape.Rectangle;
        return FloorPlan.Arrange([new(type, shape, width + more * random.NextFloat(), depth + more * random.NextFloat(), 2.6f,
            1 + random.NextInt(2), 1,
            SurfaceKind.Wood, SurfaceKind.Paint)], 0.2f, [], key).Rooms[0];
    }
}
