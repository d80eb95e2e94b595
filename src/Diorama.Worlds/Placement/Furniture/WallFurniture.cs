using System.Numerics;
using Diorama.Assets.Index;
using Diorama.Worlds.Places;

namespace Diorama.Worlds.Placement.Furniture;

/// <summary>Bathroom fixtures, cupboards and other furniture with its back to a wall.</summary>
internal sealed class WallFurniture(FurnishingState state) : FurniturePlacement(state) {
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

    public override void Place() {
        foreach ((string name, float depth, float corner) in Fixtures) PlaceAtWalls(name, depth, depth, corner);
        foreach ((string name, float depth, float corner) in Units) PlaceAtWalls(name, depth, MathF.Min(depth, Tight), corner);
    }

    private void PlaceAtWalls(string name, float clearDepth, float leastDepth, float cornerLiking) {
        while (Take(name, IsForFloorOrWall) is { } item) {
            float depth = clearDepth;
            for (;;) {
                float z = item.Asset.Elevation > 0.1f ? item.Asset.Elevation : 0;
                var group = new FurnitureGroup(item, clearDepth > 0.3f ? Approach.Front : Approach.None,
                    z > 0 ? SupportKind.Wall : SupportKind.Floor).WithClearFront(depth);
                if (name == "piano" && Assets.Pick("bench", a => a.Size.X < 0.7f) is { } bench && Requested.Take("bench")) {
                    group.Add(bench, PlanarPose.Facing(new(0, -item.Front - bench.Size.Y / 2 - 0.12f), Vector2.UnitY));
                }
                if (Space.Place(group, UnitsAtWalls(item, cornerLiking, z), out PlacementReason reason) is { } placed) {
                    GiveBack(group, placed);
                    break;
                }
                foreach (PlacedItem m in group.Items.Skip(1)) Requested.Add(m.Item.Class, 1);
                if (Assets.Smaller(item, IsForFloorOrWall) is { } smaller) item = smaller;
                else if (depth > leastDepth) depth = leastDepth;
                else {
                    Fail(name, reason);
                    break;
                }
            }
        }
    }

    private static bool IsForFloorOrWall(Asset a) => a.Class != "sink" || a.Size.Z > 0.3f;

    private List<Candidate> UnitsAtWalls(FurnitureItem item, float cornerLiking, float z) {
        var result = new List<Candidate>();
        float gap = z > 0 ? 0.001f : FurnishedRoom.WallGap, width = item.Size.X;
        foreach ((PlanarPose at, int wall, float along) in Space.AlongWalls(width / 2, width / 2, item.Back, 0.08f, gap)) {
            float corner = ToCorner(wall, along, width);
            if (cornerLiking > 2 && corner > 0.03f) continue;
            float score = corner < 0.05f ? cornerLiking : corner < 0.4f ? -0.15f
                : -cornerLiking * 0.2f * MathF.Min(corner, 1.5f) - 0.2f * OffMiddle(wall, along);
            score += 0.4f * Beside(item.At(at)) + 0.3f * AlignedAcross(at);
            result.Add(new(at.Raised(z), score + Space.Next(0, 0.6f)));
        }
        return result;
    }

    /// <summary>Returns 1 if the object faces the middle of a wide one on the other side of the room, otherwise 0.</summary>
    private float AlignedAcross(PlanarPose at) {
        foreach (PlacedItem other in Space.Items) {
            if (other.Item.Size.X < 1.2f || other.Support != SupportKind.Floor || Vector2.Dot(other.Pose.Front, at.Front) > -0.9f)
                continue;
            if (MathF.Abs(Vector2.Dot(other.Pose.Floor - at.Floor, at.Right)) < 0.1f) return 1;
        }
        return 0;
    }
}
