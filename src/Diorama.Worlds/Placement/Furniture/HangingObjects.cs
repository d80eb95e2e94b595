using System.Numerics;
using Diorama.Assets.Index;
using Diorama.Worlds.Places;
using Diorama.Worlds.Rooms;

namespace Diorama.Worlds.Placement.Furniture;

/// <summary>Places objects that hang on walls and from the ceiling.</summary>
internal sealed class HangingObjects(FurnishingState state, KitchenFurniture kitchen) : FurniturePlacement(state) {
    private static readonly string[] CeilingClasses = ["ceiling lamp", "fan", "smoke detector"];
    public static readonly string[] WallClasses = [
        "tv", "air conditioner", "painting", "mirror", "clock", "wall lamp", "towel rack", "towel", "toilet paper holder", "toilet brush",
        "wall hook",
        "dartboard", "kitchen utensil", "water heater", "intercom", "fire extinguisher", "switch", "power outlet", "thermometer",
        "exit sign", "clothes",
    ];

    /// <summary>Smallest height of objects that hang in front of a door, metres.</summary>
    private const float DoorHeight = 2.1f;
    /// <summary>Depth up to which an object on a wall hinders nobody, metres.</summary>
    private const float Shallow = 0.25f;

    public override void Place() {
        foreach (string name in CeilingClasses) PlaceOnCeiling(name);
        PlaceRadiators();
        HangLeftCabinets();
        PlaceCurtains();
        foreach (string name in WallClasses) {
            while (Take(name, a => a.Elevation > 0.15f || name is "painting" or "mirror") is { } item) {
                if (!HangOnWall(item)) Fail(name, PlacementReason.NoFreeSpace);
            }
        }
    }

    /// <summary>Upper cabinets that found a window over the worktop hang next to it, over nothing or what is low.</summary>
    private void HangLeftCabinets() {
        while (Requested["kitchen cabinet"] > 0 && kitchen.Maker.Length > 0
            && Take("kitchen cabinet",
            a => KitchenFurniture.IsUpper(a) && a.Author.StartsWith(kitchen.Maker, StringComparison.Ordinal)) is { } unit) {
            bool done = false;
            for (FurnitureItem? cabinet = unit; cabinet is not null && !done;
                cabinet = Assets.Smaller(cabinet,
                a => KitchenFurniture.IsUpper(a) && a.Author.StartsWith(kitchen.Maker, StringComparison.Ordinal))) {
                done = HangOnWall(cabinet);
            }
            if (!done) Fail("kitchen cabinet", PlacementReason.NoFreeSpace);
        }
    }

    private void PlaceOnCeiling(string name) {
        int count = 0;
        while (Take(name, a => a.Elevation > 1.5f || name == "ceiling lamp") is { } item) {
            (Vector2 min, Vector2 max) = Room.Bounds;
            Vector2 middle = (min + max) / 2, across = max - min;
            var places = new List<Vector2>();
            if (name == "ceiling lamp" && Space.Items.Find(t => t.Class == "dining table") is { } table)
                places.Add(table.Pose.Floor);
            if (count == 0) places.Add(middle);
            for (int i = 0; i < 12; i++) places.Add(middle + new Vector2(Space.Next(-0.35f, 0.35f), Space.Next(-0.35f, 0.35f)) * across);
            Vector2 right = across.X > across.Y ? Vector2.UnitX : Vector2.UnitY;
            // One that hangs too low for where it must be gives way to one that is above all heads and doors.
            if (!HangFromCeiling(item, places, right)
                && !(Assets.Pick(name, a => a.Size.Z < Room.Height - DoorHeight) is { } flat && HangFromCeiling(flat, places, right)))
                Fail(name, PlacementReason.NoFreeSpace);
            count++;
        }
    }

    private bool HangFromCeiling(FurnitureItem item, List<Vector2> places, Vector2 right) {
        foreach (Vector2 place in places) {
            PlacedItem? below = Space.Items.Find(t => t.Footprint.DistanceTo(place) == 0 && t.Support == SupportKind.Floor
                && t.Class == "dining table");
            float z = Room.Height - item.Size.Z;
            // Heads pass below, except over a table.
            if (z < (below is null ? 1.7f : below.Footprint.Top + 0.55f)) continue;
            var pose = new PlanarPose(new(place, z), right);
            Footprint box = item.At(pose);
            if (!Space.Inside(box) || !Space.KeepsClear(box) || !Space.IsFree(box)) continue;
            Space.Add(new(item, pose, SupportKind.Ceiling));
            return true;
        }
        return false;
    }

    /// <summary>Places radiators under windows, as high as their sills allow, otherwise along a free wall.</summary>
    private void PlaceRadiators() {
        while (Take("radiator", a => a.Size.Z < 0.9f || Room.Profile.HasTallRadiators) is { } item) {
            bool done = false;
            for (FurnitureItem? radiator = item; radiator is not null && !done; radiator = Assets.Smaller(radiator)) {
                float z = Math.Clamp(radiator.Asset.Elevation, 0, 0.15f);
                SupportKind support = z > 0 ? SupportKind.Wall : SupportKind.Floor;
                float gap = z > 0 ? 0.001f : FurnishedRoom.WallGap;
                var places = new List<Candidate>();
                foreach (Opening o in Room.Openings) {
                    if (o.Kind != OpeningKind.Window || o.Sill < 0.35f) continue;
                    WallSegment wall = Room.Wall(o.Wall);
                    places.Add(new(PlanarPose.Facing(wall.At(o.Offset + o.Width / 2) + wall.Inward * (radiator.Back + gap), wall.Inward, z),
                        5 + Space.Next()));
                }
                foreach ((PlanarPose at, int wall, float along) in Space.AlongWalls(radiator.Size.X / 2, radiator.Size.X / 2, radiator.Back,
                    0.2f, gap)) {
                    places.Add(new(at.Raised(z), Space.Next()));
                }
                places.Sort(static (a, b) => b.Score.CompareTo(a.Score));
                done = TryHang(radiator, places, support);
            }
            if (!done) Fail("radiator", PlacementReason.NoFreeSpace);
        }
    }

    /// <summary>Places one curtain at each side of a window.</summary>
    private void PlaceCurtains() {
        var places = new List<(Vector2 At, Vector2 Inward, float Top)>();
        foreach (Opening o in Room.Openings) {
            if (o.Kind != OpeningKind.Window) continue;
            WallSegment wall = Room.Wall(o.Wall);
            // Drawn aside: most of the curtain hangs in front of the wall.
            places.Add((wall.At(o.Offset - 0.45f), wall.Inward, o.Top));
            places.Add((wall.At(o.End + 0.45f), wall.Inward, o.Top));
        }
        int next = 0;
        while (Requested["curtain"] > 0 && places.Count > 0 && Take("curtain") is { } item) {
            bool done = false;
            while (next < places.Count && !done) {
                (Vector2 at, Vector2 inward, float top) = places[next++];
                done = HangCurtain(item, at, inward, top);
            }
            if (!done && !DrawCurtain(item)) Fail("curtain", PlacementReason.NoFreeSpace);
        }
    }

    private bool HangCurtain(FurnitureItem item, Vector2 at, Vector2 inward, float top) {
        float z = MathF.Min(MathF.Max(0.02f, top + 0.12f - item.Size.Z), Room.Height - item.Size.Z - 0.01f);
        Footprint box = item.At(PlanarPose.Facing(at + inward * (item.Back + 0.07f), inward, z));
        if (z < 0 || !Space.Inside(box) || !Space.IsFree(box) || !Space.LeavesDoorsPassable(box)) return false;
        Space.Add(new(item, PlanarPose.Facing(at + inward * (item.Back + 0.07f), inward, z), SupportKind.Wall));
        return true;
    }

    /// <summary>
    /// Places a curtain where no wall beside a window is wide enough: drawn further and further in front of the window, or a narrower or
    /// shorter one.
    /// </summary>
    private bool DrawCurtain(FurnitureItem item) {
        for (FurnitureItem? curtain = item; curtain is not null; curtain = Assets.Smaller(curtain)) {
            for (float over = -0.35f; over < 0.5f; over += 0.1f) {
                foreach (Opening o in Room.Openings) {
                    if (o.Kind != OpeningKind.Window || over > o.Width / 2) continue;
                    WallSegment wall = Room.Wall(o.Wall);
                    if (HangCurtain(curtain, wall.At(o.Offset + over), wall.Inward, o.Top)
                        || HangCurtain(curtain, wall.At(o.End - over), wall.Inward, o.Top)) return true;
                }
            }
        }
        return false;
    }

    private bool HangOnWall(FurnitureItem item) {
        float z = HangingHeight(item);
        if (z + item.Size.Z > Room.Height - 0.05f) z = Room.Height - 0.05f - item.Size.Z;
        if (z < 0) return false;
        var places = new List<Candidate>();
        foreach ((PlanarPose at, int wall, float along) in Space.AlongWalls(item.Size.X / 2, item.Size.X / 2, item.Back, 0.1f, 0.001f)) {
            float score = Space.Next(0, 0.5f) - 0.4f * OffMiddle(wall, along);
            // Over the middle of furniture below, near the objects that it serves.
            foreach (PlacedItem other in Space.Items) {
                if (Vector2.Dot(other.Pose.Front, at.Front) < 0.99f || other.Support != SupportKind.Floor) continue;
                Vector2 d = other.Pose.Floor - at.Floor;
                if (MathF.Abs(Vector2.Dot(d, at.Front)) > 1 || other.Item.Size.X < 0.7f) continue;
                if (MathF.Abs(Vector2.Dot(d, at.Right)) < 0.06f) score += 0.8f;
            }
            if (Serves(item.Class) is { } served) score -= NearestTo(at.Floor, served);
            places.Add(new(at.Raised(z), score));
        }
        places.Sort(static (a, b) => b.Score.CompareTo(a.Score));
        return TryHang(item, places, SupportKind.Wall);
    }

    private static string[]? Serves(string name) => name switch {
        "toilet paper holder" or "toilet brush" => ["toilet"],
        "towel rack" or "towel" => WetPlaces,
        "kitchen utensil" or "kitchen cabinet" => ["kitchen cabinet"],
        _ => null,
    };

    private static readonly string[] WetPlaces = ["sink", "bathtub", "shower"];

    /// <summary>
    /// Returns the height of the bottom, metres: eye height for objects that are looked at, otherwise that of the catalogue.
    /// </summary>
    private static float HangingHeight(FurnitureItem item) => item.Class switch {
        "painting" or "mirror" or "clock" or "dartboard" => 1.6f - item.Size.Z / 2,
        "tv" => 1.25f - item.Size.Z / 2,
        "kitchen cabinet" => MathF.Max(item.Asset.Elevation, 1.4f),
        _ => item.Asset.Elevation,
    };

    private bool TryHang(FurnitureItem item, List<Candidate> places, SupportKind support) =>
        TryHang(item, places, support, strict: true) || item.Size.Y < Shallow && TryHang(item, places, support, strict: false);

    private bool TryHang(FurnitureItem item, List<Candidate> places, SupportKind support, bool strict) {
        foreach (Candidate place in places) {
            Footprint box = item.At(place.Pose);
            if (!Space.Inside(box) || !(strict ? Space.KeepsClear(box) : Space.KeepsOpeningsClear(box)) || !Space.IsFree(box)) continue;
            if (box.Bottom < 0.3f && !Space.StaysWalkable(item, place.Pose)) continue;
            Space.Add(new(item, place.Pose, support));
            return true;
        }
        return false;
    }
}
