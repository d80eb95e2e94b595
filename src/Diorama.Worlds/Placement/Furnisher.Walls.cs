using System.Numerics;
using Diorama.Assets.Index;
using Diorama.Worlds.Places;

namespace Diorama.Worlds.Placement;

/// <summary>Furniture along walls, and seats that belong to no group.</summary>
internal sealed partial class Furnisher {
    /// <summary>
    /// Classes in order of importance, with the depth to keep free in front of them in metres, and their preference for a corner.
    /// </summary>
    private static readonly (string Class, float Clear, float Corner)[] Fixtures = [
        ("shower", 0.5f, 3), ("bathtub", 0.4f, 1), ("toilet", 0.5f, 0.3f), ("sink", 0.55f, 0.1f), ("bidet", 0.45f, 0.3f),
        ("urinal", 0.5f, 0),
        ("washing machine", 0.5f, 0.5f), ("dryer", 0.5f, 0.5f), ("refrigerator", 0.6f, 0.7f), ("freezer", 0.5f, 0.5f), ("oven", 0.6f, 0.2f),
    ];

    private static readonly (string Class, float Clear, float Corner)[] Units = [
        ("fireplace", 0.8f, -0.5f), ("piano", 0.7f, 0), ("wardrobe", 0.6f, 0.5f), ("bookcase", 0.45f, 0.4f), ("tv stand", 0.4f, 0),
        ("dresser", 0.5f, 0.1f),
        ("cabinet", 0.45f, 0.2f), ("shelf", 0.35f, 0.4f), ("crib", 0.5f, 0.3f), ("changing table", 0.6f, 0), ("dressing table", 0.6f, 0),
        ("desk", 0.6f, 0.2f),
        ("chest", 0.35f, 0.2f), ("filing cabinet", 0.45f, 0.4f), ("locker", 0.45f, 0.4f), ("safe", 0.4f, 0.5f), ("bench", 0.4f, 0),
        ("clothes rack", 0.3f, 0.4f),
        ("aquarium", 0.3f, 0), ("bedside table", 0.3f, 0.3f), ("side table", 0.2f, 0.4f), ("coffee table", 0, 0),
        ("water cooler", 0.4f, 0.6f),
        ("doll house", 0.4f, 0.3f), ("workbench", 0.6f, 0), ("exercise machine", 0.3f, 0.3f), ("pinball machine", 0.6f, 0.3f),
        ("bar table", 0.4f, 0),
    ];

    /// <summary>
    /// Free depth that is sufficient in a full room for furniture that prefers more, metres: people open drawers from the side.
    /// </summary>
    private const float Tight = 0.32f;

    private void PlaceFixtures() {
        foreach ((string name, float depth, float corner) in Fixtures) PlaceAtWalls(name, depth, depth, corner);
    }

    private void PlaceWallUnits() {
        foreach ((string name, float depth, float corner) in Units) PlaceAtWalls(name, depth, MathF.Min(depth, Tight), corner);
    }

    private void PlaceAtWalls(string name, float clearDepth, float leastDepth, float cornerLiking) {
        while (Take(name, IsForFloorOrWall) is { } piece) {
            float depth = clearDepth;
            for (;;) {
                float z = piece.Asset.Elevation > 0.1f ? piece.Asset.Elevation : 0;
                var cluster = new Cluster(piece, clearDepth > 0.3f ? Approach.Front : Approach.None).WithClearFront(depth);
                if (z > 0) cluster.Members[0] = cluster.Members[0] with { Support = SupportKind.Wall };
                if (name == "piano" && stock.Pick("bench", a => a.Size.X < 0.7f) is { } bench && wishes.Take("bench")) {
                    cluster.Add(bench, PlanarPose.Facing(new(0, -piece.Front - bench.Size.Y / 2 - 0.12f), Vector2.UnitY));
                }
                if (space.Place(cluster, UnitsAtWalls(piece, cornerLiking, z), out PlacementReason reason) is { } placed) {
                    GiveBack(cluster, placed);
                    break;
                }
                foreach (Member m in cluster.Members.Skip(1)) wishes.Add(m.Piece.Class, 1);
                if (stock.Smaller(piece, IsForFloorOrWall) is { } smaller) piece = smaller;
                else if (depth > leastDepth) depth = leastDepth;
                else {
                    Fail(name, reason);
                    break;
                }
            }
        }
    }

    private static bool IsForFloorOrWall(Asset a) => a.Class != "sink" || a.Size.Z > 0.3f;

    private List<Candidate> UnitsAtWalls(Piece piece, float cornerLiking, float z) {
        var result = new List<Candidate>();
        float gap = z > 0 ? 0.001f : Arrangement.WallGap, width = piece.Size.X;
        foreach ((PlanarPose at, int wall, float along) in space.AlongWalls(width / 2, width / 2, piece.Back, 0.08f, gap)) {
            float corner = ToCorner(wall, along, width);
            if (cornerLiking > 2 && corner > 0.03f) continue;
            float score = corner < 0.05f ? cornerLiking : corner < 0.4f ? -0.15f
                : -cornerLiking * 0.2f * MathF.Min(corner, 1.5f) - 0.2f * OffMiddle(wall, along);
            score += 0.4f * Beside(piece.At(at)) + 0.3f * AlignedAcross(at);
            result.Add(new(at.Raised(z), score + space.Next(0, 0.6f)));
        }
        return result;
    }

    /// <summary>
    /// Returns 0.5 if an object adjoins a neighbour (gap below 0.1 m), −1 if it leaves a useless gap (below 0.4 m), otherwise 0.
    /// </summary>
    private float Beside(in Footprint box) {
        float least = float.PositiveInfinity;
        foreach (Thing thing in space.Things) {
            if (thing.Support != SupportKind.Floor || thing.Footprint.Top < 0.3f) continue;
            Vector2 d = thing.Footprint.Center - box.Center;
            if (MathF.Abs(Vector2.Dot(d, box.Up)) > box.Half.Y + thing.Footprint.Half.Y) continue;
            float gap = MathF.Abs(Vector2.Dot(d, box.Right)) - box.Half.X - (MathF.Abs(Vector2.Dot(thing.Footprint.Right, box.Right)) > 0.7f
                ? thing.Footprint.Half.X : thing.Footprint.Half.Y);
            least = MathF.Min(least, MathF.Abs(gap));
        }
        return least < 0.1f ? 0.5f : least < 0.4f ? -1 : 0;
    }

    /// <summary>Returns 1 if the object faces the middle of a wide one on the other side of the room, otherwise 0.</summary>
    private float AlignedAcross(PlanarPose at) {
        foreach (Thing thing in space.Things) {
            if (thing.Piece.Size.X < 1.2f || thing.Support != SupportKind.Floor || Vector2.Dot(thing.PlanarPose.Front, at.Front) > -0.9f)
                continue;
            if (MathF.Abs(Vector2.Dot(thing.PlanarPose.Floor - at.Floor, at.Right)) < 0.1f) return 1;
        }
        return 0;
    }

    private static readonly string[] LooseSeats = ["sofa", "armchair", "chair", "office chair", "ottoman", "stool", "bar stool",
        "high chair", "rocking horse"];

    /// <summary>Places remaining seats so that they face the middle of the seating area, otherwise of the room.</summary>
    private void PlaceLooseSeats() {
        foreach (string name in LooseSeats) {
            while (Take(name) is { } piece) {
                for (;;) {
                    var cluster = new Cluster(piece, name is "sofa" or "armchair" ? Approach.Front : Approach.None);
                    if (space.Place(cluster, FacingMiddle(piece), out PlacementReason reason) is not null) break;
                    if (space.Place(cluster, AroundTable(piece), out _) is not null) break;
                    if (stock.Smaller(piece) is not { } smaller) {
                        Fail(name, reason);
                        break;
                    }
                    piece = smaller;
                }
            }
        }
    }

    /// <summary>Lists poses opposite the coffee table's sides and ends, for seats for which walls have no space.</summary>
    private List<Candidate> AroundTable(Piece piece) {
        var result = new List<Candidate>();
        if (space.Things.Find(t => t.Class == "coffee table") is not { } table) return result;
        foreach (Vector2 side in (ReadOnlySpan<Vector2>)[Vector2.UnitX, -Vector2.UnitX, Vector2.UnitY, -Vector2.UnitY]) {
            Vector2 outwards = table.PlanarPose.Vector(side), across = new(-outwards.Y, outwards.X);
            float edge = MathF.Abs(side.X) * table.Piece.Size.X / 2 + MathF.Abs(side.Y) * table.Piece.Size.Y / 2;
            for (float knees = 0.35f; knees < 0.8f; knees += 0.1f) {
                for (float shift = -0.45f; shift < 0.5f; shift += 0.15f) {
                    Vector2 floor = table.PlanarPose.Floor + outwards * (edge + knees + piece.Front) + across * shift;
                    result.Add(new(PlanarPose.Facing(floor, -outwards), -knees - MathF.Abs(shift)));
                }
            }
        }
        return result;
    }

    private List<Candidate> FacingMiddle(Piece piece) {
        (Vector2 min, Vector2 max) = room.Bounds;
        Thing? target = space.Things.Find(t => t.Class == "coffee table")
            ?? space.Things.Find(t => t.Class is "bed" or "tv" or "dining table");
        Vector2 middle = target?.PlanarPose.Floor ?? (min + max) / 2;
        var result = new List<Candidate>();
        foreach ((PlanarPose at, int wall, float along) in space.AlongWalls(piece.Size.X / 2, piece.Size.X / 2, piece.Back)) {
            float far = Vector2.Distance(at.Floor, middle);
            float facing = Vector2.Dot(Vector2.Normalize(middle - at.Floor), at.Front);
            result.Add(new(at, 0.7f * facing - 0.25f * MathF.Max(0, far - 1.5f) + space.Next(0, 0.4f)));
            // In the corner of two walls, turned towards the middle.
            if (piece.Size.X < 1.2f && ToCorner(wall, along, piece.Size.X) < 0.5f && far > 0.5f) {
                Vector2 front = Vector2.Normalize(middle - at.Floor);
                Vector2 floor = at.Floor + front * 0.25f;
                result.Add(new(PlanarPose.Facing(floor, front), 0.6f - 0.25f * MathF.Max(0, far - 1.5f) + space.Next(0, 0.4f)));
            }
        }
        return result;
    }
}
