using System.Numerics;
using Diorama.Assets.Index;
using Diorama.Worlds.Places;

namespace Diorama.Worlds.Placement.Furniture;

/// <summary>The sofa with the objects around it, and the television that it faces.</summary>
internal sealed class SeatingFurniture(FurnishingState state) : FurniturePlacement(state) {
    private static readonly string[] StandsForTv = ["tv stand", "dresser", "cabinet"];

    public override void Place() {
        if (Requested["sofa"] == 0) return;
        float longest = 0;
        for (int w = 0; w < Room.WallCount; w++) longest = MathF.Max(longest, Room.Wall(w).Length);
        FurnitureItem? sofa = Take("sofa", a => a.Size.X < longest * 0.6f && a.Size.Y < 1.7f) ?? Take("sofa");
        if (sofa is null) return;
        FurnitureGroup? tv = TakeTv();
        float knees = Space.Next(0.36f, 0.48f);
        FurnitureItem? table = Take("coffee table", a => a.Size.X < sofa.Size.X * 0.8f);
        FurnitureItem? rug = table is null ? null : Take("rug", a => a.Size.X * a.Size.Y > 2.5f);
        List<FurnitureItem> armchairs = [];
        while (armchairs.Count < 2 && Take("armchair") is { } chair) armchairs.Add(armchairs.Count == 0 ? chair : armchairs[0]);
        FurnitureItem? side = Take("side table"), lamp = Take("floor lamp");

        for (int attempt = 0; ; attempt++) {
            FurnitureGroup group = SeatingGroup(sofa, table, knees, rug, armchairs, side, lamp);
            if (rug is not null && !group.Items.Exists(m => m.Item == rug)) {
                Requested.Add("rug", 1);
                rug = null;
            }
            PlacedItem?[]? placed = tv is not null
                ? Space.Place(group, FacingTv(group, tv), out PlacementReason reason, tv)
                : Space.Place(group, SofaAtWalls(group), out reason);
            if (placed is not null) {
                GiveBack(group, placed);
                if (tv is not null) GiveBack(tv, placed, group.Items.Count);
                break;
            }
            // Gives way in steps: without the rug, without armchairs, with a smaller sofa, without facing the television.
            if (rug is not null) { Requested.Add("rug", 1); rug = null; }
            else if (armchairs.Count > 0) { Requested.Add("armchair", 1); armchairs.RemoveAt(armchairs.Count - 1); }
            else if (Assets.Smaller(sofa) is { } smaller) { sofa = smaller; }
            else if (tv is not null) {
                foreach (PlacedItem m in tv.Items) Requested.Add(m.Class, 1);
                tv = null;
            } else {
                foreach (PlacedItem m in group.Items.Skip(1)) Requested.Add(m.Item.Class, 1);
                Fail("sofa", reason);
                break;
            }
        }
    }

    private FurnitureGroup? TakeTv() {
        if (Requested["tv"] == 0) return null;
        FurnitureItem? stand = null;
        foreach (string name in StandsForTv) {
            stand = Take(name, a => a.Size.Z < 0.95f && a.Size.X > 0.75f);
            if (stand is not null) break;
        }
        if (stand is null) return null;
        var group = new FurnitureGroup(stand, Approach.None).WithClearFront(0.4f);
        FurnitureItem? tv = Take("tv", a => a.Elevation < 0.5f && a.Size.X < stand.Size.X);
        if (tv is not null) {
            PlanarPose place = new(new(0, MathF.Min(0, stand.Back - tv.Back - 0.04f), 0), Vector2.UnitX);
            group.Add(tv, place.Raised(RestOn(tv, place, stand, PlanarPose.Identity)), optional: false, on: group.Items[0]);
        } else if ((tv = Take("tv")) is not null) {
            float z = MathF.Max(stand.Size.Z + 0.2f, 1.15f - tv.Size.Z / 2);
            group.Add(tv, new(new(0, stand.Back + FurnishedRoom.WallGap - tv.Back - 0.001f, z), Vector2.UnitX), optional: false,
                support: SupportKind.Wall);
        }
        return group;
    }

    private FurnitureGroup SeatingGroup(FurnitureItem sofa, FurnitureItem? table, float knees, FurnitureItem? rug,
        List<FurnitureItem> armchairs, FurnitureItem? side, FurnitureItem? lamp) {
        var group = new FurnitureGroup(sofa);
        float middle = -sofa.Front - 0.8f;
        PlanarPose tablePlace = default;
        if (table is not null) {
            // Moved towards the seat as far as the knees allow; into the corner of a corner sofa.
            float bestY = float.NegativeInfinity;
            foreach (float x in (ReadOnlySpan<float>)[0, -0.2f, 0.2f]) {
                float y = -sofa.Front - knees - table.Back;
                while (y < 0 && !group.Clashes(table, new(new(x * sofa.Size.X, y + 0.1f + knees, 0), Vector2.UnitX))
                    && y + 0.1f < -sofa.Front + sofa.Size.Y * 0.5f - knees - table.Back) y += 0.1f;
                if (y > bestY + 0.05f) (bestY, tablePlace) = (y, new(new(x * sofa.Size.X, y, 0), Vector2.UnitX));
            }
            middle = tablePlace.Position.Y;
            PlacedItem? below = rug is null ? null : AddRug(group, rug, table, ref tablePlace);
            group.Add(table, tablePlace, optional: false, on: below);
        }
        AddArmchairs(group, armchairs, table, tablePlace, middle);
        float beside = sofa.Size.X / 2 + 0.06f;
        float hand = Space.Next() < 0.5f ? -1 : 1;
        if (side is not null) group.Add(side, new(new(hand * (beside + side.Size.X / 2), sofa.Back - side.Back - 0.03f, 0), Vector2.UnitX));
        if (lamp is not null) {
            float other = side is null ? hand : -hand;
            group.Add(lamp, new(new(other * (beside + lamp.Size.X / 2), sofa.Back - lamp.Back - 0.05f, 0), Vector2.UnitX));
        }
        return group;
    }

    /// <summary>
    /// Adds a rug under the coffee table, its long side along the sofa, clear of the sofa's feet; returns null if it does not fit.
    /// </summary>
    private static PlacedItem? AddRug(FurnitureGroup group, FurnitureItem rug, FurnitureItem table, ref PlanarPose tablePlace) {
        Vector2 right = rug.Size.X >= rug.Size.Y ? Vector2.UnitX : Vector2.UnitY;
        for (float forward = 0; forward < 0.8f; forward += 0.05f) {
            var place = new PlanarPose(new(tablePlace.Position.X, tablePlace.Position.Y - forward, 0), right);
            if (!StandsWithin(table, tablePlace, rug, place)) return null;
            if (group.Clashes(rug, place)) continue;
            tablePlace = tablePlace with { Position = tablePlace.Position with { Z = RestOn(table, tablePlace, rug, place) } };
            return group.Add(rug, place, optional: false);
        }
        return null;
    }

    private void AddArmchairs(FurnitureGroup group, List<FurnitureItem> armchairs, FurnitureItem? table, PlanarPose tablePlace,
        float middle) {
        if (armchairs.Count == 0) return;
        float hand = Space.Next() < 0.5f ? -1 : 1;
        for (int i = 0; i < armchairs.Count; i++, hand = -hand) {
            FurnitureItem chair = armchairs[i];
            float reach = (table?.Size.X ?? 0.6f) / 2 + Space.Next(0.35f, 0.5f) + chair.Front;
            // Turned slightly towards the television, which is in the direction −Y.
            float angle = Space.Next(0.1f, 0.5f);
            var front = new Vector2(-hand * MathF.Cos(angle), -MathF.Sin(angle));
            for (float out_ = 0; out_ < 0.6f; out_ += 0.05f) {
                var place = PlanarPose.Facing(new(tablePlace.Position.X + hand * (reach + out_), middle - 0.05f), front);
                if (group.Clashes(chair, place)) continue;
                group.Add(chair, place);
                break;
            }
        }
        while (armchairs.Count > 0 && group.Items.Count(m => m.Item.Class == "armchair") < armchairs.Count) {
            Requested.Add("armchair", 1);
            armchairs.RemoveAt(armchairs.Count - 1);
        }
    }

    /// <summary>
    /// Lists poses of the stand at walls with the sofa opposite: against the far wall, or in the room with a path behind it.
    /// </summary>
    private List<Candidate> FacingTv(FurnitureGroup group, FurnitureGroup tv) {
        var result = new List<Candidate>();
        FurnitureItem sofa = group.Anchor, stand = tv.Anchor;
        (Vector2 low, Vector2 high) = Room.Bounds;
        foreach ((PlanarPose at, int wall, float along) in Space.AlongWalls(stand.Size.X / 2, stand.Size.X / 2, stand.Back, 0.15f)) {
            Vector2 ahead = at.Front, across = at.Right;
            float wallScore = -0.5f * OffMiddle(wall, along) - (WallHas(wall, OpeningKind.Window) ? 0.7f : 0) + Space.Next(0, 0.5f);
            foreach (float shift in (ReadOnlySpan<float>)[0, -0.3f, 0.3f]) {
                Vector2 from = at.Floor + across * shift;
                float deep = Space.DistanceToWall(from, ahead, out int far);
                // Distance between the screen and the front of the sofa.
                float atWall = deep - stand.Front - sofa.Size.Y - FurnishedRoom.WallGap;
                foreach (float view in (ReadOnlySpan<float>)[atWall, 2, 2.5f, 3]) {
                    if (view < 1.5f || view > atWall + 0.001f || view > 4.5f) continue;
                    bool leans = view == atWall;
                    if (!leans && atWall - view < 0.75f) continue;
                    Vector2 floor = from + ahead * (stand.Front + view + sofa.Front);
                    float score = wallScore + (leans ? 0.6f : -0.2f) - 0.35f * MathF.Abs(view - 2.6f) - 0.8f * MathF.Abs(shift);
                    result.Add(new(PlanarPose.Facing(floor, -ahead), score, at));
                }
            }
        }
        return result;
    }

    private List<Candidate> SofaAtWalls(FurnitureGroup group) {
        var result = new List<Candidate>();
        FurnitureItem sofa = group.Anchor;
        foreach ((PlanarPose at, int wall, float along) in Space.AlongWalls(sofa.Size.X / 2, sofa.Size.X / 2, sofa.Back)) {
            result.Add(new(at, -0.5f * OffMiddle(wall, along) + Space.Next(0, 0.6f)));
        }
        return result;
    }
}
