using System.Numerics;
using Diorama.Worlds.Places;

namespace Diorama.Worlds.Placement.Furniture;

/// <summary>Seats that belong to no table, desk or seating group.</summary>
internal sealed class LooseSeats(FurnishingState state) : FurniturePlacement(state) {
    private static readonly string[] Kinds = ["sofa", "armchair", "chair", "office chair", "ottoman", "stool", "bar stool",
        "high chair", "rocking horse"];

    /// <summary>Seats that are left face what people sit around, else the room.</summary>
    public override void Place() {
        foreach (string name in Kinds) {
            while (Take(name) is { } item) {
                for (;;) {
                    var group = new FurnitureGroup(item, name is "sofa" or "armchair" ? Approach.Front : Approach.None);
                    if (Space.Place(group, FacingMiddle(item), out PlacementReason reason) is not null) break;
                    if (Space.Place(group, AroundTable(item), out _) is not null) break;
                    if (Assets.Smaller(item) is not { } smaller) {
                        Fail(name, reason);
                        break;
                    }
                    item = smaller;
                }
            }
        }
    }

    /// <summary>Lists poses opposite the coffee table's sides and ends, for seats for which walls have no space.</summary>
    private List<Candidate> AroundTable(FurnitureItem item) {
        var result = new List<Candidate>();
        if (Space.Items.Find(t => t.Class == "coffee table") is not { } table) return result;
        foreach (Vector2 side in (ReadOnlySpan<Vector2>)[Vector2.UnitX, -Vector2.UnitX, Vector2.UnitY, -Vector2.UnitY]) {
            Vector2 outwards = table.Pose.Vector(side), across = new(-outwards.Y, outwards.X);
            float edge = MathF.Abs(side.X) * table.Item.Size.X / 2 + MathF.Abs(side.Y) * table.Item.Size.Y / 2;
            for (float knees = 0.35f; knees < 0.8f; knees += 0.1f) {
                for (float shift = -0.45f; shift < 0.5f; shift += 0.15f) {
                    Vector2 floor = table.Pose.Floor + outwards * (edge + knees + item.Front) + across * shift;
                    result.Add(new(PlanarPose.Facing(floor, -outwards), -knees - MathF.Abs(shift)));
                }
            }
        }
        return result;
    }

    private List<Candidate> FacingMiddle(FurnitureItem item) {
        (Vector2 min, Vector2 max) = Room.Bounds;
        PlacedItem? target = Space.Items.Find(t => t.Class == "coffee table")
            ?? Space.Items.Find(t => t.Class is "bed" or "tv" or "dining table");
        Vector2 middle = target?.Pose.Floor ?? (min + max) / 2;
        var result = new List<Candidate>();
        foreach ((PlanarPose at, int wall, float along) in Space.AlongWalls(item.Size.X / 2, item.Size.X / 2, item.Back)) {
            float far = Vector2.Distance(at.Floor, middle);
            float facing = Vector2.Dot(Vector2.Normalize(middle - at.Floor), at.Front);
            result.Add(new(at, 0.7f * facing - 0.25f * MathF.Max(0, far - 1.5f) + Space.Next(0, 0.4f)));
            // Into the corner of two walls, turned towards the middle.
            if (item.Size.X < 1.2f && ToCorner(wall, along, item.Size.X) < 0.5f && far > 0.5f) {
                Vector2 front = Vector2.Normalize(middle - at.Floor);
                Vector2 floor = at.Floor + front * 0.25f;
                result.Add(new(PlanarPose.Facing(floor, front), 0.6f - 0.25f * MathF.Max(0, far - 1.5f) + Space.Next(0, 0.4f)));
            }
        }
        return result;
    }
}
