using System.Numerics;
using Diorama.Assets.Index;
using Diorama.Worlds.Places;

namespace Diorama.Worlds.Placement.Furniture;

/// <summary>Beds with their bedside tables.</summary>
internal sealed class BedFurniture(FurnishingState state) : FurniturePlacement(state) {
    public override void Place() {
        while (Requested["bed"] > 0) {
            bool wide = Room.Area > 11;
            FurnitureItem? bed = Take("bed", a => wide == a.Size.X > 1.3f) ?? Take("bed");
            if (bed is null) return;
            for (;;) {
                var group = new FurnitureGroup(bed, Approach.AnySide);
                bool two = bed.Size.X > 1.25f;
                float hand = Space.Next() < 0.5f ? -1 : 1;
                FurnitureItem? table = null;
                for (int i = 0; i < (two ? 2 : 1) && Requested["bedside table"] > 0; i++, hand = -hand) {
                    table ??= Assets.Pick("bedside table");
                    if (table is null) break;
                    Requested.Take("bedside table");
                    float x = hand * (bed.Size.X / 2 + table.Size.X / 2 + 0.03f);
                    group.Add(table, new(new(x, bed.Back - table.Back, 0), Vector2.UnitX), optional: i > 0);
                }
                if (Space.Place(group, HeadsAtWalls(bed, two), out PlacementReason reason) is { } placed) {
                    GiveBack(group, placed);
                    break;
                }
                for (int i = 1; i < group.Items.Count; i++) Requested.Add("bedside table", 1);
                if (Assets.Smaller(bed) is not { } smaller) {
                    Fail("bed", reason);
                    break;
                }
                bed = smaller;
            }
        }
    }

    private List<Candidate> HeadsAtWalls(FurnitureItem bed, bool wide) {
        var result = new List<Candidate>();
        foreach ((PlanarPose at, int wall, float along) in Space.AlongWalls(bed.Size.X / 2, bed.Size.X / 2, bed.Back)) {
            float corner = ToCorner(wall, along, bed.Size.X);
            // A wide bed is reached from both sides, a narrow one is placed in a corner.
            float score = wide ? (corner < 0.6f ? -1.5f : 0) - 0.4f * OffMiddle(wall, along)
                : corner < 0.06f ? 0.8f : -0.3f * MathF.Min(corner, 1);
            if (WallHas(wall, OpeningKind.Door)) score -= 0.4f;
            if (WallHas(wall, OpeningKind.Window)) score -= 0.3f;
            result.Add(new(at, score + Space.Next(0, 0.5f)));
        }
        return result;
    }
}
