using System.Numerics;
using Diorama.Worlds.Places;

namespace Diorama.Worlds.Placement.Furniture;

/// <summary>Tables with chairs around them.</summary>
internal sealed class DiningFurniture(FurnishingState state) : FurniturePlacement(state) {
    public override void Place() {
        while (Requested["dining table"] > 0) {
            int seats = Math.Min(Requested["chair"], Requested["dining table"] > 1 ? 4 : 8);
            FurnitureItem? table = Take("dining table", a => a.Size.Z is > 0.68f and < 0.8f && Capacity(a.Size) >= seats
                && Capacity(a.Size) <= Math.Max(4, seats + 3))
                ?? Take("dining table");
            if (table is null) {
                Requested.Take("dining table");
                Fail("dining table", PlacementReason.NoAsset);
                continue;
            }
            FurnitureItem? chair = seats > 0 ? Assets.Pick("chair") : null;
            for (;;) {
                FurnitureGroup group = DiningGroup(table, chair, seats);
                for (int i = 1; i < group.Items.Count; i++) Requested.Take("chair");
                if (Space.Place(group, InTheOpen(group), out PlacementReason reason) is { } placed) {
                    GiveBack(group, placed);
                    int left = seats - placed.Count(t => t?.Class == "chair");
                    if (chair is not null && left > 0) SeatWhereThereIsRoom(placed[0]!, chair, left);
                    break;
                }
                for (int i = 1; i < group.Items.Count; i++) Requested.Add("chair", 1);
                if (Assets.Smaller(table) is not { } smaller) {
                    Fail("dining table", reason);
                    break;
                }
                table = smaller;
            }
        }
    }

    /// <summary>Places chairs that did not fit at their side, because of a wall, at the other sides of the table.</summary>
    private void SeatWhereThereIsRoom(PlacedItem table, FurnitureItem chair, int count) {
        foreach ((Vector2 edge, Vector2 outwards) in Seats(table.Item, Capacity(table.Item.Size))) {
            for (float back = -0.2f; back < 0.25f && count > 0 && Requested["chair"] > 0; back += 0.04f) {
                PlanarPose place = table.Pose.Of(PlanarPose.Facing(edge + outwards * (chair.Front + back), -outwards));
                Footprint box = chair.At(place);
                if (!Space.Inside(box) || !Space.KeepsClear(box) || Space.HitsMesh(chair, place) || !Space.StandsFlat(chair, place))
                    continue;
                if (!Space.StaysWalkable(chair, place)) break;
                Space.Add(new(chair, place, SupportKind.Floor));
                Requested.Take("chair");
                count--;
                break;
            }
        }
    }

    private static int Capacity(Vector3 size) => IsRoundish(size)
        ? (int)(MathF.PI * size.X / 0.65f) : 2 * PerSide(size.X) + (size.Y > 0.68f ? 2 : 0);

    private static bool IsRoundish(Vector3 size) => MathF.Abs(size.X - size.Y) < 0.02f * size.X;

    private static int PerSide(float length) => (int)((length - 0.1f) / 0.55f);

    private FurnitureGroup DiningGroup(FurnitureItem table, FurnitureItem? chair, int seats) {
        var group = new FurnitureGroup(table, Approach.AnySide);
        if (chair is null) return group;
        float tuck = Space.Next(0.12f, 0.28f);
        foreach ((Vector2 edge, Vector2 outwards) in Seats(table, seats)) {
            float pulled = Space.Next() < 0.2f ? Space.Next(0.05f, 0.2f) : 0, turn = (Space.Next() - 0.5f) * (pulled > 0 ? 0.3f : 0.06f);
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
    private static IEnumerable<(Vector2 Edge, Vector2 Outwards)> Seats(FurnitureItem table, int count) {
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
    private List<Candidate> InTheOpen(FurnitureGroup group) {
        var result = new List<Candidate>();
        (Vector2 min, Vector2 max) = Room.Bounds;
        Vector3 size = group.Anchor.Size;
        for (int turned = 0; turned < 2; turned++) {
            Vector2 right = turned == 0 ? Vector2.UnitX : Vector2.UnitY;
            Vector2 half = turned == 0 ? new(size.X / 2, size.Y / 2) : new(size.Y / 2, size.X / 2);
            for (float y = min.Y + half.Y + 0.03f; y < max.Y - half.Y; y += 0.17f) {
                for (float x = min.X + half.X + 0.03f; x < max.X - half.X; x += 0.17f) {
                    var floor = new Vector2(x, y);
                    if (!Room.Contains(floor)) continue;
                    float around = 0;
                    foreach (Vector2 d in (ReadOnlySpan<Vector2>)[Vector2.UnitX, -Vector2.UnitX, Vector2.UnitY, -Vector2.UnitY]) {
                        float gap = Space.DistanceToWall(floor, d, out _) - MathF.Abs(Vector2.Dot(half, d));
                        around += MathF.Min(gap, 1.1f) / 4 + MathF.Min(gap, 2) / 40;
                    }
                    result.Add(new(new(new(floor, 0), right), around * 1.5f + Space.Next(0, 0.3f)));
                }
            }
        }
        return result;
    }
}
