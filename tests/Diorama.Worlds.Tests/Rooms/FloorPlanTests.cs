using System.Numerics;
using Diorama.Assets.Index;
using Diorama.Core;
using Diorama.Core.Randomness;
using Diorama.Worlds.Recipes;
using Diorama.Worlds.Rooms;

namespace Diorama.Worlds.Tests.Rooms;

public class FloorPlanTests {
    private const float Wall = 0.2f;

    private static readonly RoomType[][] Houses = [
        [RoomType.Living], [RoomType.Living, RoomType.Bed], [RoomType.Living, RoomType.Kitchen, RoomType.Bed, RoomType.Bath],
        [RoomType.Hall, RoomType.Living, RoomType.Kitchen, RoomType.Bed, RoomType.Bath, RoomType.Office],
        [RoomType.Living, RoomType.Hall, RoomType.Bed],
    ];

    public static TheoryData<int, ulong> Plans() {
        var data = new TheoryData<int, ulong>();
        for (int house = 0; house < Houses.Length; house++) for (ulong seed = 0; seed < 12; seed++) data.Add(house, seed);
        return data;
    }

    internal static FloorPlan Plan(int house, ulong seed) {
        Keyed key = Keyed.Start(seed).With(house);
        KeyedGenerator random = key.With("sizes").Generator();
        var values = new List<RoomValues>();
        foreach (RoomType type in Houses[house]) {
            bool small = type is RoomType.Bath or RoomType.Kitchen or RoomType.Hall;
            values.Add(new(type, type == RoomType.Hall ? RoomShape.Rectangle : (RoomShape)random.NextInt(3),
                (small ? 2.2f : 4.2f) + 2 * random.NextFloat(), (small ? 1.8f : 3.6f) + 2 * random.NextFloat(),
                    2.4f + 0.5f * random.NextFloat(),
                type == RoomType.Hall ? 0 : 1 + random.NextInt(2), 1, SurfaceKind.Wood, SurfaceKind.Paint));
        }
        return FloorPlan.Arrange(values, Wall, [], key);
    }

    [Theory]
    [MemberData(nameof(Plans))]
    public void RoomsHaveTheirSizeAndDoNotMeet(int house, ulong seed) {
        FloorPlan plan = Plan(house, seed);
        foreach (Room room in plan.Rooms) {
            (Vector2 min, Vector2 max) = room.Bounds;
            Vector2 size = max - min;
            Assert.InRange(room.Area, 0.4f * size.X * size.Y, size.X * size.Y + 1e-3f);
            for (int i = 0; i < room.WallCount; i++) {
                WallSegment wall = room.Wall(i);
                Assert.True(wall.From.X == wall.To.X || wall.From.Y == wall.To.Y);
                // Just inside the wall is this room, just behind it is no other.
                Vector2 middle = wall.At(wall.Length / 2);
                Assert.Equal(room.Index, plan.RoomAt(middle + wall.Inward * 0.01f));
                Assert.Equal(-1, plan.RoomAt(middle - wall.Inward * (Wall - 0.01f)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Plans))]
    public void EveryRoomIsReachedThroughDoors(int house, ulong seed) {
        FloorPlan plan = Plan(house, seed);
        var reached = new bool[plan.Rooms.Count];
        var open = new Stack<int>([0]);
        while (open.TryPop(out int at)) {
            if (reached[at]) continue;
            reached[at] = true;
            foreach (Opening o in plan.Rooms[at].Openings) if (o.OtherRoom >= 0) open.Push(o.OtherRoom);
        }
        Assert.All(reached, Assert.True);
        Assert.Contains(plan.Rooms.SelectMany(r => r.Openings), o => o.Kind == OpeningKind.Door && o.OtherRoom < 0);
        Assert.All(plan.Rooms, r => Assert.Contains(r.Openings, o => o.Kind == OpeningKind.Door));
    }

    [Theory]
    [MemberData(nameof(Plans))]
    public void OpeningsLieInTheirWalls(int house, ulong seed) {
        FloorPlan plan = Plan(house, seed);
        foreach (Room room in plan.Rooms) {
            foreach (Opening o in room.Openings) {
                WallSegment wall = room.Wall(o.Wall);
                Assert.InRange(o.Offset, 0.1f, wall.Length);
                Assert.InRange(o.End, 0, wall.Length - 0.1f);
                Assert.InRange(o.Top, 1.5f, room.Height - 0.1f);
                foreach (Opening other in room.Openings) {
                    if (!ReferenceEquals(o, other) && other.Wall == o.Wall)
                        Assert.True(o.End < other.Offset - 0.1f || other.End < o.Offset - 0.1f);
                }
                Vector2 behind = wall.At((o.Offset + o.End) / 2) - wall.Inward * (Wall + 0.05f);
                Assert.Equal(o.OtherRoom, plan.RoomAt(behind));
                if (o.Kind == OpeningKind.Window) {
                    Assert.Equal(-1, o.OtherRoom);
                    continue;
                }
                (Vector2 min, Vector2 max) = room.FreeBefore(o);
                Assert.True(room.Contains((min + max) / 2));
                Assert.Equal(0, o.Sill);
                if (o.OtherRoom < 0) continue;
                // The same hole from the other side.
                Opening twin = Assert.Single(plan.Rooms[o.OtherRoom].Openings, t => t.OtherRoom == room.Index);
                WallSegment back = plan.Rooms[o.OtherRoom].Wall(twin.Wall);
                Assert.Equal(Wall, Vector2.Distance(wall.At(o.Offset), back.At(twin.End)), 3);
                Assert.Equal(!o.SwingsIn, twin.SwingsIn);
            }
        }
    }

    [Fact]
    public void MostWindowsFindAPlace() {
        int asked = 0, cut = 0;
        for (ulong seed = 0; seed < 60; seed++) {
            FloorPlan plan = Plan(0, seed);
            asked++;
            cut += Math.Min(1, plan.Rooms[0].Openings.Count(o => o.Kind == OpeningKind.Window));
        }
        Assert.Equal(asked, cut);
    }

    [Fact]
    public void ARecipeIsDrawnByItsPaths() {
        var recipe = new RoomsRecipe { Rooms = [new() { Width = 5.0, Depth = 4.0, Shape = RoomShape.Rectangle },
            new() { Type = RoomType.Bath, Width = 2.5, Depth = 2.0, Shape = RoomShape.Rectangle }] };
        var draw = new Draw(1, 0);
        FloorPlan plan = FloorPlan.Sample(recipe, draw.At("world"));
        Assert.Equal(20, plan.Rooms[0].Area, 3);
        Assert.Equal(5, plan.Rooms[1].Area, 3);
        Assert.Contains(draw.Values, v => v.Key == "world.rooms.1.depth" && v.Value == "2");
        recipe.Rooms[1].Depth = 0.5;
        BadInputException bad = Assert.Throws<BadInputException>(() => FloorPlan.Sample(recipe, draw.At("world")));
        Assert.StartsWith("world.rooms.1:", bad.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnLHasTheAreaOfItsParts() {
        var room = new Room { Index = 0, Type = RoomType.Living, Height = 2.5f,
            Outline = [new(0, 0), new(5, 0), new(5, 2), new(3, 2), new(3, 4), new(0, 4)] };
        Assert.Equal(16, room.Area, 4);
        Assert.True(room.Contains(new(2, 3), 0.9f));
        Assert.False(room.Contains(new(2, 3), 1.1f));
        Assert.False(room.Contains(new(4, 3)));
        Assert.Equal(new Vector2(0, 1), room.Wall(0).Inward);
    }
}
