using System.Numerics;
using Diorama.Assets.Index;
using Diorama.Worlds.Places;

namespace Diorama.Worlds.Placement;

/// <summary>Beds with their tables, and desks with their chairs.</summary>
internal sealed partial class Furnisher {
    private void PlaceBeds() {
        while (wishes["bed"] > 0) {
            bool wide = room.Area > 11;
            Piece? bed = Take("bed", a => wide == a.Size.X > 1.3f) ?? Take("bed");
            if (bed is null) return;
            for (;;) {
                var group = new Cluster(bed, Approach.AnySide);
                bool two = bed.Size.X > 1.25f;
                float hand = space.Next() < 0.5f ? -1 : 1;
                Piece? table = null;
                for (int i = 0; i < (two ? 2 : 1) && wishes["bedside table"] > 0; i++, hand = -hand) {
                    table ??= stock.Pick("bedside table");
                    if (table is null) break;
                    wishes.Take("bedside table");
                    float x = hand * (bed.Size.X / 2 + table.Size.X / 2 + 0.03f);
                    group.Add(table, new(new(x, bed.Back - table.Back, 0), Vector2.UnitX), optional: i > 0);
                }
                if (space.Place(group, HeadsAtWalls(bed, two), out PlacementReason reason) is { } placed) {
                    GiveBack(group, placed);
                    break;
                }
                for (int i = 1; i < group.Members.Count; i++) wishes.Add("bedside table", 1);
                if (stock.Smaller(bed) is not { } smaller) {
                    Fail("bed", reason);
                    break;
                }
                bed = smaller;
            }
        }
    }

    private List<Candidate> HeadsAtWalls(Piece bed, bool wide) {
        var result = new List<Candidate>();
        foreach ((PlanarPose at, int wall, float along) in space.AlongWalls(bed.Size.X / 2, bed.Size.X / 2, bed.Back)) {
            float corner = ToCorner(wall, along, bed.Size.X);
            // A wide bed is reached from both sides, a narrow one is placed in a corner.
            float score = wide ? (corner < 0.6f ? -1.5f : 0) - 0.4f * OffMiddle(wall, along)
                : corner < 0.06f ? 0.8f : -0.3f * MathF.Min(corner, 1);
            if (WallHas(wall, OpeningKind.Door)) score -= 0.4f;
            if (WallHas(wall, OpeningKind.Window)) score -= 0.3f;
            result.Add(new(at, score + space.Next(0, 0.5f)));
        }
        return result;
    }

    private static readonly string[] DeskKinds = ["desk", "dressing table"];

    private void PlaceDesks() {
        Piece? chair = null;
        foreach (string kind in DeskKinds) {
            while (wishes[kind] > 0) {
                if (Take(kind) is not { } desk) break;
                for (;;) {
                    string seat = wishes["office chair"] > 0 ? "office chair"
                        : kind == "desk" && wishes["chair"] > 0 ? "chair" : wishes["stool"] > 0 ? "stool" : "";
                    var group = new Cluster(desk);
                    if (seat.Length > 0) {
                        if (chair?.Class != seat) chair = stock.Pick(seat);
                        if (chair is not null && AddDeskChair(group, desk, chair)) wishes.Take(seat);
                        group.Clear.Add((new(-0.35f, -desk.Front - 0.75f), new(0.35f, -desk.Front)));
                    }
                    if (space.Place(group, DesksAtWalls(desk), out PlacementReason reason) is { } placed) {
                        GiveBack(group, placed);
                        break;
                    }
                    for (int i = 1; i < group.Members.Count; i++) wishes.Add(seat, 1);
                    if (stock.Smaller(desk) is not { } smaller) {
                        Fail(kind, reason);
                        break;
                    }
                    desk = smaller;
                }
            }
        }
    }

    /// <summary>Adds a chair where there is space for knees under the top: in the middle, otherwise left or right of the drawers.</summary>
    private bool AddDeskChair(Cluster group, Piece desk, Piece chair) {
        float turn = (space.Next() - 0.5f) * 0.5f, tuck = space.Next(0.05f, 0.25f);
        PlanarPose best = default;
        float deepest = float.PositiveInfinity;
        foreach (float x in (ReadOnlySpan<float>)[0, -0.2f, 0.2f]) {
            for (float back = -tuck; back < 0.3f; back += 0.04f) {
                var place = PlanarPose.Facing(new(x * desk.Size.X, -desk.Front - chair.Front - back),
                    new(MathF.Sin(turn), MathF.Cos(turn)));
                if (group.Clashes(chair, place) || group.Clashes(chair, place.Moved(new(0, 0.015f)))) continue;
                if (back < deepest - 0.03f) (deepest, best) = (back, place);
                break;
            }
        }
        if (float.IsPositiveInfinity(deepest)) return false;
        group.Add(chair, best, optional: false);
        return true;
    }

    private List<Candidate> DesksAtWalls(Piece desk) {
        var result = new List<Candidate>();
        foreach ((PlanarPose at, int wall, float along) in space.AlongWalls(desk.Size.X / 2, desk.Size.X / 2, desk.Back)) {
            float corner = ToCorner(wall, along, desk.Size.X);
            float score = (WallHas(wall, OpeningKind.Window) ? 0.4f : 0) + (corner < 0.05f ? 0.3f : corner < 0.4f ? -0.2f : 0);
            result.Add(new(at, score + space.Next(0, 0.6f)));
        }
        return result;
    }
}
