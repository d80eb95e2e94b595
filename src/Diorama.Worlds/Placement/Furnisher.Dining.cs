using System.Numerics;
using Diorama.Worlds.Places;

namespace Diorama.Worlds.Placement;

/// <summary>Tables with chairs around them.</summary>
internal sealed partial class Furnisher {
    private void PlaceDining() {
        while (wishes["dining table"] > 0) {
            int seats = Math.Min(wishes["chair"], wishes["dining table"] > 1 ? 4 : 8);
            Piece? table = Take("dining table", a => a.Size.Z is > 0.68f and < 0.8f && Capacity(a.Size) >= seats
                && Capacity(a.Size) <= Math.Max(4, seats + 3))
                ?? Take("dining table");
            if (table is null) {
                wishes.Take("dining table");
                Fail("dining table", PlacementReason.NoAsset);
                continue;
            }
            Piece? chair = seats > 0 ? stock.Pick("chair") : null;
            for (;;) {
                Cluster group = DiningGroup(table, chair, seats);
                for (int i = 1; i < group.Members.Count; i++) wishes.Take("chair");
                if (space.Place(group, InTheOpen(group), out PlacementReason reason) is { } placed) {
                    GiveBack(group, placed);
                    int left = seats - placed.Count(t => t?.Class == "chair");
                    if (chair is not null && left > 0) SeatWhereThereIsRoom(placed[0]!, chair, left);
                    break;
                }
                for (int i = 1; i < group.Members.Count; i++) wishes.Add("chair", 1);
                if (stock.Smaller(table) is not { } smaller) {
                    Fail("dining table", reason);
                    break;
                }
                table = smaller;
            }
        }
    }

    /// <summary>Places chairs that did not fit at their side, because of a wall, at the other sides of the table.</summary>
    private void SeatWhereThereIsRoom(Thing table, Piece chair, int count) {
        foreach ((Vector2 edge, Vector2 outwards) in Seats(table.Piece, Capacity(table.Piece.Size))) {
            for (float back = -0.2f; back < 0.25f && count > 0 && wishes["chair"] > 0; back += 0.04f) {
                PlanarPose place = table.PlanarPose.Of(PlanarPose.Facing(edge + outwards * (chair.Front + back), -outwards));
                Footprint box = chair.At(place);
                if (!space.Inside(box) || !space.KeepsClear(box) || space.HitsMesh(chair, place) || !space.StandsFlat(chair, place))
                    continue;
                if (!space.StaysWalkable(chair, place)) break;
                space.Add(new(chair, place, SupportKind.Floor));
                wishes.Take("chair");
                count--;
                break;
            }
        }
    }

    private static int Capacity(Vector3 size) => IsRoundish(size)
        ? (int)(MathF.PI * size.X / 0.65f) : 2 * PerSide(size.X) + (size.Y > 0.68f ? 2 : 0);

    private static bool IsRoundish(Vector3 size) => MathF.Abs(size.X - size.Y) < 0.02f * size.X;

    private static int PerSide(float length) => (int)((length - 0.1f) / 0.55f);

    private Cluster DiningGroup(Piece table, Piece? chair, int seats) {
        var group = new Cluster(table, Approach.AnySide);
        if (chair is null) return group;
        float tuck = space.Next(0.12f, 0.28f);
        foreach ((Vector2 edge, Vector2 outwards) in Seats(table, seats)) {
            float pulled = space.Next() < 0.2f ? space.Next(0.05f, 0.2f) : 0, turn = (space.Next() - 0.5f) * (pulled > 0 ? 0.3f : 0.06f);
            // Facing the table; moved back until nothing touches.
            Vector2 front = -(outwards * MathF.Cos(turn) + new Vector2(-outwards.Y, outwards.X) * MathF.Sin(turn));
            for (float back = pulled - tuck; back < 0.25f; back += 0.04f) {
                var place = PlanarPose.Facing(edge + outwards * (chair.Front + back), front);
                if (group.Clashes(chair, place) || group.Clashes(chair, place.Moved(-outwards * 0.015f))) continue;
                group.Add(chair, place);
                break;
            }
        }
        return group;
    }

    /// <summary>Lists the table edge in front of each seat and the outward direction; opposite seats first.</summary>
    private static IEnumerable<(Vector2 Edge, Vector2 Outwards)> Seats(Piece table, int count) {
        Vector3 size = table.Size;
        if (IsRoundish(size) && table.Shape.TopAt(new Vector2(size.X, size.Y) * 0.47f) < size.Z - 0.05f) {
            int n = Math.Min(count, Capacity(size));
            for (int i = 0; i < n; i++) {
                float angle = MathF.Tau * i / n;
                var outwards = new Vector2(MathF.Cos(angle), MathF.Sin(angle));
                yield return (outwards * size.X / 2, outwards);
            }
            yield break;
        }
        int ends = size.Y > 0.68f ? 2 : 0;
        int perSide = Math.Min(Math.Max(1, PerSide(size.X)), Math.Max(1, (count - (count > 2 * PerSide(size.X) ? ends : 0) + 1) / 2));
        int given = 0;
        for (int i = 0; i < perSide; i++) {
            float x = size.X * ((i + 0.5f) / perSide - 0.5f) * 0.96f;
            for (int s = -1; s <= 1 && given < count; s += 2, given++) yield return (new(x, s * size.Y / 2), new(0, s));
        }
        for (int s = -1; s <= 1 && ends > 0 && given < count; s += 2, given++) yield return (new(s * size.X / 2, 0), new(s, 0));
    }

    /// <summary>Lists poses all over the floor, parallel to the walls; those with free space on all sides score best.</summary>
    private List<Candidate> InTheOpen(Cluster group) {
        var result = new List<Candidate>();
        (Vector2 min, Vector2 max) = room.Bounds;
        Vector3 size = group.Anchor.Size;
        for (int turned = 0; turned < 2; turned++) {
            Vector2 right = turned == 0 ? Vector2.UnitX : Vector2.UnitY;
            Vector2 half = turned == 0 ? new(size.X / 2, size.Y / 2) : new(size.Y / 2, size.X / 2);
            for (float y = min.Y + half.Y + 0.03f; y < max.Y - half.Y; y += 0.17f) {
                for (float x = min.X + half.X + 0.03f; x < max.X - half.X; x += 0.17f) {
                    var floor = new Vector2(x, y);
                    if (!room.Contains(floor)) continue;
                    float around = 0;
                    foreach (Vector2 d in (ReadOnlySpan<Vector2>)[Vector2.UnitX, -Vector2.UnitX, Vector2.UnitY, -Vector2.UnitY]) {
                        float gap = space.DistanceToWall(floor, d, out _) - MathF.Abs(Vector2.Dot(half, d));
                        around += MathF.Min(gap, 1.1f) / 4 + MathF.Min(gap, 2) / 40;
                    }
                    result.Add(new(new(new(floor, 0), right), around * 1.5f + space.Next(0, 0.3f)));
                }
            }
        }
        return result;
    }
}
