using System.Numerics;
using Diorama.Assets.Index;
using Diorama.Core.Spaces;
using Diorama.Worlds.Physics;
using Diorama.Worlds.Placement;
using Diorama.Worlds.Places;
using Diorama.Worlds.Recipes;
using Diorama.Worlds.Rooms;

namespace Diorama.Worlds.Tests.Placement.Furniture;

[Trait("Category", "Assets")]
public sealed class RoomLayoutTests(FurnishedRooms rooms) : IClassFixture<FurnishedRooms> {
    private static Footprint BoxOf(PlacedObject thing) {
        AssetColumns shape = FurnitureItem.ShapeOf(thing.Model);
        Affine3 m = thing.WorldFromAsset;
        return Footprint.Of(shape.Min, shape.Max, new(m.Origin, new(m.X.X, m.X.Y)));
    }

    private static Vector2 Front(PlacedObject thing) => new(-thing.WorldFromAsset.Y.X, -thing.WorldFromAsset.Y.Y);

    private static Vector2 Place(PlacedObject thing) => new(thing.WorldFromAsset.Origin.X, thing.WorldFromAsset.Origin.Y);

    [Fact]
    public void Things_DoNotReachIntoEachOther_MeshByMesh() {
        var found = new List<string>();
        foreach (FurnishedRoom room in rooms.All) {
            for (int i = 0; i < room.Objects.Count; i++) {
                for (int k = 0; k < i; k++) {
                    PlacedObject a = room.Objects[i], b = room.Objects[k];
                    if (BoxOf(a).Overlaps(BoxOf(b), 0.002f) && Penetration.Exceeds(a.Model, a.WorldFromAsset, b.Model, b.WorldFromAsset,
                        0.002f)) {
                        found.Add($"{room}: {a.Asset.Id} and {b.Asset.Id}");
                    }
                }
            }
        }
        Assert.Empty(found);
    }

    [Fact]
    public void Things_AreHeld_ByFloorOrWhatTheyStandOn() {
        var found = new List<string>();
        foreach (FurnishedRoom room in rooms.All) {
            foreach (PlacedObject thing in room.Objects) {
                bool held = thing.Support switch {
                    SupportKind.Floor => MathF.Abs(BoxOf(thing).Bottom) < 0.001f,
                    SupportKind.Object => thing.On is not null && Supports.IsSupported(thing, [thing.On], 0.004f, null),
                    SupportKind.Wall => DistanceToWalls(room.Room, BoxOf(thing)) < 0.1f,
                    SupportKind.Ceiling => MathF.Abs(BoxOf(thing).Top - room.Room.Height) < 0.002f,
                    _ => false,
                };
                if (!held) found.Add($"{room}: {thing.Asset.Id} {thing.Support} {thing.On?.Asset.Id}");
            }
        }
        Assert.Empty(found);
    }

    private static float DistanceToWalls(Room room, Footprint box) =>
        Enumerable.Range(0, room.WallCount).Min(w => Enumerable.Range(0, 4).Min(c => room.Wall(w).DistanceTo(box.Corner(c))));

    [Fact]
    public void Things_AreInsideTheRoom() {
        var found = new List<string>();
        foreach (FurnishedRoom room in rooms.All) {
            foreach (PlacedObject thing in room.Objects) {
                Footprint box = BoxOf(thing);
                bool inside = box.Bottom >= -0.001f && box.Top <= room.Room.Height + 0.002f;
                for (int c = 0; c < 4; c++) inside &= room.Room.Contains(box.Corner(c) + (box.Center - box.Corner(c)) * 0.01f);
                if (!inside) found.Add($"{room}: {thing.Asset.Id}");
            }
        }
        Assert.Empty(found);
    }

    [Fact]
    public void Doors_HaveFreeFloorBeforeThem_AndAWayToEveryBedSofaAndTable() {
        var found = new List<string>();
        foreach (FurnishedRoom room in rooms.All) {
            Footprint[] obstacles =
                [.. room.Objects.Where(o => o.Support == SupportKind.Floor || o.On?.Asset.Class == "rug").Select(BoxOf)
                .Where(b => b.Top > 0.06f)];
            foreach (Opening door in room.Room.Openings.Where(o => o.Kind == OpeningKind.Door)) {
                WallSegment wall = room.Room.Wall(door.Wall);
                var before = new Footprint(wall.At(door.Offset + door.Width / 2) + wall.Inward * 0.45f, wall.Direction,
                    new(door.Width / 2, 0.45f), 0.04f, 2);
                if (room.Objects.Any(o => before.Overlaps(BoxOf(o)))) found.Add($"{room}: door");
            }
            var walk = new WalkableFloor(room.Room);
            if (!walk.Flood(obstacles)) found.Add($"{room}: no floor to walk on");
            foreach (PlacedObject thing in room.Objects.Where(
                o => o.Asset.Class is "bed" or "sofa" or "dining table" or "toilet" or "wardrobe")) {
                if (!walk.Reaches(BoxOf(thing), 0.2f)) found.Add($"{room}: {thing.Asset.Id}");
            }
        }
        Assert.Empty(found);
    }

    [Fact]
    public void MostOfWhatIsAsked_IsPlaced_AndTheRestIsReported() {
        int asked = 0, placed = 0;
        foreach (FurnishedRoom room in rooms.All) {
            asked += room.Report.Asked.Values.Sum();
            placed += room.Report.Placed.Values.Sum();
            Assert.Equal(room.Objects.Count, room.Report.Placed.Values.Sum());
            Assert.Equal(room.Report.Asked.Values.Sum(), room.Report.Placed.Values.Sum() + room.Report.Failures.Count);
            foreach ((string name, int count) in room.Report.Placed) Assert.InRange(count, 0, room.Report.Asked[name]);
        }
        Assert.True(placed >= 0.98 * asked, $"{placed} of {asked}");
    }

    [Fact]
    public void Chairs_FaceTheirTable_Within15Degrees() {
        int seen = 0;
        foreach (FurnishedRoom room in rooms.All) {
            foreach (PlacedObject table in room.Objects.Where(o => o.Asset.Class == "dining table")) {
                foreach (PlacedObject chair in room.Objects.Where(
                    o => o.Asset.Class == "chair" && BoxOf(table).DistanceTo(Place(o)) < 0.35f)) {
                    seen++;
                    Vector2 front = Front(chair);
                    // Straight ahead lies the table, not only its middle.
                    Assert.True(Enumerable.Range(0, 80).Any(i => BoxOf(table).DistanceTo(Place(chair) + front * i * 0.01f) == 0),
                        $"{room}: {chair.Asset.Id}");
                    Vector2 x = BoxOf(table).Right;
                    float straight = MathF.Max(MathF.Abs(Vector2.Dot(front, x)), MathF.Abs(front.X * x.Y - front.Y * x.X));
                    if (table.Asset.Size.X != table.Asset.Size.Y) Assert.InRange(straight, MathF.Cos(0.262f), 1.001f);
                }
            }
        }
        Assert.InRange(seen, 40, 1000);
    }

    [Fact]
    public void Tv_FacesTheSofa() {
        int facing = 0, all = 0;
        foreach (FurnishedRoom room in rooms.All.Where(r => r.Room.Type == RoomType.Living)) {
            PlacedObject? tv = room.Objects.FirstOrDefault(o => o.Asset.Class == "tv");
            PlacedObject[] sofas = [.. room.Objects.Where(o => o.Asset.Class == "sofa")];
            if (tv is null || sofas.Length == 0) continue;
            all++;
            if (sofas.Any(s => Vector2.Dot(Front(s), Front(tv)) < -0.95f
                && Vector2.Dot(Vector2.Normalize(Place(s) - Place(tv)), Front(tv)) > 0.9f)) facing++;
        }
        Assert.InRange(all, 12, 100);
        Assert.True(facing >= 0.85 * all, $"{facing} of {all}");
    }

    [Fact]
    public void WallFurniture_HasItsBackToAWall() {
        foreach (FurnishedRoom room in rooms.All) {
            foreach (PlacedObject thing in room.Objects.Where(
                o => o.Asset.Class is "wardrobe" or "bookcase" or "bed" or "refrigerator" or "kitchen cabinet" or "toilet")) {
                Footprint box = BoxOf(thing);
                Vector2 back = box.Center + box.Up * box.Half.Y;
                float gap = Enumerable.Range(0, room.Room.WallCount).Min(w => room.Room.Wall(w).DistanceTo(back));
                Assert.True(gap < 0.06f, $"{room}: {thing.Asset.Id} is {gap} m from the wall behind it");
            }
        }
    }

    [Fact]
    public void SameSeed_GivesTheSameRoom() {
        FurnishedRoom first = rooms.All[0], again = FurnishedRooms.Furnish(0);
        Assert.Equal(first.Objects.Select(o => (o.Asset.Id, o.WorldFromAsset)), again.Objects.Select(o => (o.Asset.Id, o.WorldFromAsset)));
    }

    [Fact]
    public void Recipe_SaysWhatTheRoomHolds() {
        var recipe = new RoomRecipe { Objects = { ["bed"] = 1, ["wardrobe"] = 1, ["table lamp"] = 2, ["bedside table"] = 2,
            ["street lamp"] = 1 } };
        FurnishedRoom room = FurnishedRooms.Furnish(3, recipe, RoomType.Bed);
        Assert.Equal(1, room.Report.Placed["bed"]);
        Assert.Equal(2, room.Report.Placed["table lamp"]);
        Assert.Equal(["street lamp"], room.Report.Failures.Select(f => f.Class));
        Assert.All(room.Objects.Where(o => o.Asset.Class == "table lamp"), o => Assert.NotNull(o.On));
    }
}
