using System.Numerics;
using Diorama.Assets.Index;
using Diorama.Worlds.Places;
using Diorama.Worlds.Rooms;

namespace Diorama.Worlds.Placement;

/// <summary>Objects on walls and under the ceiling.</summary>
internal sealed partial class Furnisher {
    private static readonly string[] CeilingClasses = ["ceiling lamp", "fan", "smoke detector"];
    private static readonly string[] WallClasses = [
        "tv", "air conditioner", "painting", "mirror", "clock", "wall lamp", "towel rack", "towel", "toilet paper holder", "toilet brush",
        "wall hook",
        "dartboard", "kitchen utensil", "water heater", "intercom", "fire extinguisher", "switch", "power outlet", "thermometer",
        "exit sign", "clothes",
    ];

    /// <summary>Smallest height of objects that hang in front of a door, metres.</summary>
    private const float DoorHeight = 2.1f;
    /// <summary>Depth up to which an object on a wall hinders nobody, metres.</summary>
    private const float Shallow = 0.25f;

    private void PlaceHanging() {
        foreach (string name in CeilingClasses) PlaceOnCeiling(name);
        PlaceRadiators();
        HangLeftCabinets();
        PlaceCurtains();
        foreach (string name in WallClasses) {
            while (Take(name, a => a.Elevation > 0.15f || name is "painting" or "mirror") is { } piece) {
                if (!HangOnWall(piece)) Fail(name, PlacementReason.NoFreeSpace);
            }
        }
    }

    private void PlaceOnCeiling(string name) {
        int count = 0;
        while (Take(name, a => a.Elevation > 1.5f || name == "ceiling lamp") is { } piece) {
            (Vector2 min, Vector2 max) = room.Bounds;
            Vector2 middle = (min + max) / 2, across = max - min;
            var places = new List<Vector2>();
            if (name == "ceiling lamp" && space.Things.Find(t => t.Class == "dining table") is { } table)
                places.Add(table.PlanarPose.Floor);
            if (count == 0) places.Add(middle);
            for (int i = 0; i < 12; i++) places.Add(middle + new Vector2(space.Next(-0.35f, 0.35f), space.Next(-0.35f, 0.35f)) * across);
            Vector2 right = across.X > across.Y ? Vector2.UnitX : Vector2.UnitY;
            // An object that hangs too low for its place is replaced by one that is above all heads and doors.
            if (!HangFromCeiling(piece, places, right)
                && !(stock.Pick(name, a => a.Size.Z < room.Height - DoorHeight) is { } flat && HangFromCeiling(flat, places, right)))
                Fail(name, PlacementReason.NoFreeSpace);
            count++;
        }
    }

    private bool HangFromCeiling(Piece piece, List<Vector2> places, Vector2 right) {
        foreach (Vector2 place in places) {
            Thing? below = space.Things.Find(t => t.Footprint.DistanceTo(place) == 0 && t.Support == SupportKind.Floor
                && t.Class == "dining table");
            float z = room.Height - piece.Size.Z;
            // People pass below, except over a table.
            if (z < (below is null ? 1.7f : below.Footprint.Top + 0.55f)) continue;
            var stance = new PlanarPose(new(place, z), right);
            Footprint box = piece.At(stance);
            if (!space.Inside(box) || !space.KeepsClear(box) || !space.IsFree(box)) continue;
            space.Add(new(piece, stance, SupportKind.Ceiling));
            return true;
        }
        return false;
    }

    /// <summary>Places radiators under windows, as high as their sills allow, otherwise along a free wall.</summary>
    private void PlaceRadiators() {
        while (Take("radiator", a => a.Size.Z < 0.9f || room.Type == Recipes.RoomType.Bath) is { } piece) {
            bool done = false;
            for (Piece? radiator = piece; radiator is not null && !done; radiator = stock.Smaller(radiator)) {
                float z = Math.Clamp(radiator.Asset.Elevation, 0, 0.15f);
                SupportKind support = z > 0 ? SupportKind.Wall : SupportKind.Floor;
                float gap = z > 0 ? 0.001f : Arrangement.WallGap;
                var places = new List<Candidate>();
                foreach (Opening o in room.Openings) {
                    if (o.Kind != OpeningKind.Window || o.Sill < 0.35f) continue;
                    WallSegment wall = room.Wall(o.Wall);
                    places.Add(new(PlanarPose.Facing(wall.At(o.Offset + o.Width / 2) + wall.Inward * (radiator.Back + gap), wall.Inward, z),
                        5 + space.Next()));
                }
                foreach ((PlanarPose at, int wall, float along) in space.AlongWalls(radiator.Size.X / 2, radiator.Size.X / 2, radiator.Back,
                    0.2f, gap)) {
                    places.Add(new(at.Raised(z), space.Next()));
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
        foreach (Opening o in room.Openings) {
            if (o.Kind != OpeningKind.Window) continue;
            WallSegment wall = room.Wall(o.Wall);
            // Drawn aside: most of the curtain hangs in front of the wall.
            places.Add((wall.At(o.Offset - 0.45f), wall.Inward, o.Top));
            places.Add((wall.At(o.End + 0.45f), wall.Inward, o.Top));
        }
        int next = 0;
        while (wishes["curtain"] > 0 && places.Count > 0 && Take("curtain") is { } piece) {
            bool done = false;
            while (next < places.Count && !done) {
                (Vector2 at, Vector2 inward, float top) = places[next++];
                done = HangCurtain(piece, at, inward, top);
            }
            if (!done && !DrawCurtain(piece)) Fail("curtain", PlacementReason.NoFreeSpace);
        }
    }

    private bool HangCurtain(Piece piece, Vector2 at, Vector2 inward, float top) {
        float z = MathF.Min(MathF.Max(0.02f, top + 0.12f - piece.Size.Z), room.Height - piece.Size.Z - 0.01f);
        Footprint box = piece.At(PlanarPose.Facing(at + inward * (piece.Back + 0.07f), inward, z));
        if (z < 0 || !space.Inside(box) || !space.IsFree(box) || !space.LeavesDoorsPassable(box)) return false;
        space.Add(new(piece, PlanarPose.Facing(at + inward * (piece.Back + 0.07f), inward, z), SupportKind.Wall));
        return true;
    }

    /// <summary>
    /// Places a curtain where no wall beside a window is wide enough: drawn further and further in front of the window, or a narrower or
    /// shorter one.
    /// </summary>
    private bool DrawCurtain(Piece piece) {
        for (Piece? curtain = piece; curtain is not null; curtain = stock.Smaller(curtain)) {
            for (float over = -0.35f; over < 0.5f; over += 0.1f) {
                foreach (Opening o in room.Openings) {
                    if (o.Kind != OpeningKind.Window || over > o.Width / 2) continue;
                    WallSegment wall = room.Wall(o.Wall);
                    if (HangCurtain(curtain, wall.At(o.Offset + over), wall.Inward, o.Top)
                        || HangCurtain(curtain, wall.At(o.End - over), wall.Inward, o.Top)) return true;
                }
            }
        }
        return false;
    }

    private bool HangOnWall(Piece piece) {
        float z = HangingHeight(piece);
        if (z + piece.Size.Z > room.Height - 0.05f) z = room.Height - 0.05f - piece.Size.Z;
        if (z < 0) return false;
        var places = new List<Candidate>();
        foreach ((PlanarPose at, int wall, float along) in space.AlongWalls(piece.Size.X / 2, piece.Size.X / 2, piece.Back, 0.1f, 0.001f)) {
            float score = space.Next(0, 0.5f) - 0.4f * OffMiddle(wall, along);
            // Over the middle of furniture below, near the objects that it serves.
            foreach (Thing thing in space.Things) {
                if (Vector2.Dot(thing.PlanarPose.Front, at.Front) < 0.99f || thing.Support != SupportKind.Floor) continue;
                Vector2 d = thing.PlanarPose.Floor - at.Floor;
                if (MathF.Abs(Vector2.Dot(d, at.Front)) > 1 || thing.Piece.Size.X < 0.7f) continue;
                if (MathF.Abs(Vector2.Dot(d, at.Right)) < 0.06f) score += 0.8f;
            }
            if (Serves(piece.Class) is { } served) score -= NearestTo(at.Floor, served);
            places.Add(new(at.Raised(z), score));
        }
        places.Sort(static (a, b) => b.Score.CompareTo(a.Score));
        return TryHang(piece, places, SupportKind.Wall);
    }

    private static string[]? Serves(string name) => name switch {
        "toilet paper holder" or "toilet brush" => ["toilet"],
        "towel rack" or "towel" => WetPlaces,
        "kitchen utensil" or "kitchen cabinet" => ["kitchen cabinet"],
        _ => null,
    };

    private static readonly string[] WetPlaces = ["sink", "bathtub", "shower"];

    private float NearestTo(Vector2 place, string[] classes) {
        float least = 3;
        foreach (Thing thing in space.Things) {
            if (Array.IndexOf(classes, thing.Class) >= 0) least = MathF.Min(least, thing.Footprint.DistanceTo(place));
        }
        return least;
    }

    /// <summary>
    /// Returns the height of the bottom, metres: eye height for objects that are looked at, otherwise that of the catalogue.
    /// </summary>
    private static float HangingHeight(Piece piece) => piece.Class switch {
        "painting" or "mirror" or "clock" or "dartboard" => 1.6f - piece.Size.Z / 2,
        "tv" => 1.25f - piece.Size.Z / 2,
        "kitchen cabinet" => MathF.Max(piece.Asset.Elevation, 1.4f),
        _ => piece.Asset.Elevation,
    };

    private bool TryHang(Piece piece, List<Candidate> places, SupportKind support) =>
        TryHang(piece, places, support, strict: true) || piece.Size.Y < Shallow && TryHang(piece, places, support, strict: false);

    private bool TryHang(Piece piece, List<Candidate> places, SupportKind support, bool strict) {
        foreach (Candidate place in places) {
            Footprint box = piece.At(place.PlanarPose);
            if (!space.Inside(box) || !(strict ? space.KeepsClear(box) : space.KeepsOpeningsClear(box)) || !space.IsFree(box)) continue;
            if (box.Bottom < 0.3f && !space.StaysWalkable(piece, place.PlanarPose)) continue;
            space.Add(new(piece, place.PlanarPose, support));
            return true;
        }
        return false;
    }
}
