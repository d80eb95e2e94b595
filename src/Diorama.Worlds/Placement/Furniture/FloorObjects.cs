using Diorama.Assets.Index;
using Diorama.Worlds.Places;

namespace Diorama.Worlds.Placement.Furniture;

/// <summary>Objects that stand on the floor in corners and beside furniture.</summary>
internal sealed class FloorObjects(FurnishingState state) : FurniturePlacement(state) {
    /// <summary>Classes that stand on the floor by themselves, from a height on, and the classes that they stand near.</summary>
    private static readonly (string Class, float FromHeight, string[] Near)[] Kinds = [
        ("potted plant", 0.55f, []), ("floor lamp", 0, ["armchair", "sofa", "bed"]), ("folding screen", 0, ["bed"]),
        ("christmas tree", 0.5f, []), ("vase", 0.6f, []),
        ("trash can", 0, ["desk", "kitchen cabinet", "sink", "toilet"]), ("basket", 0.3f, ["wardrobe", "washing machine", "bathtub"]),
        ("guitar", 0, ["bookcase", "sofa"]),
        ("speaker", 0.5f, ["tv stand"]), ("shoes", 0, ["wardrobe", "bench", "bed", "clothes rack"]),
        ("backpack", 0, ["desk", "wardrobe", "bench"]),
        ("briefcase", 0, ["desk"]), ("handbag", 0, ["bench", "chair", "bed", "clothes rack"]), ("suitcase", 0, ["wardrobe"]),
        ("box", 0.25f, ["bookcase", "shelf", "filing cabinet"]),
        ("teddy bear", 0, ["bed", "armchair"]), ("ball", 0, []), ("whiteboard", 1, []), ("cat", 0, ["sofa"]), ("dog", 0, ["sofa"]),
        ("fan", 0.5f, []), ("toilet brush", 0, ["toilet"]),
        ("broom", 0, []), ("ladder", 0, []), ("drying rack", 0, []), ("fire extinguisher", 0, []), ("potty", 0, ["toilet"]),
        ("crate", 0, []), ("barrel", 0, []),
    ];

    /// <summary>True if objects of a class have their own place on the floor or a wall, and need no furniture.</summary>
    internal static bool StandsAlone(string name) => Array.Exists(Kinds, f => f.Class == name)
        || Array.IndexOf(HangingObjects.WallClasses, name) >= 0;

    public override void Place() {
        foreach ((string name, float height, string[] near) in Kinds) {
            while (Take(name, a => a.Elevation < 0.15f && a.Size.Z >= height && a.Size.X < 1.4f
                && (height > 0 || !IsSmall(a))) is { } item) {
                if (PlaceInCorner(item, near)) continue;
                bool done = false;
                for (FurnitureItem? smaller = Assets.Smaller(item, a => a.Size.Z >= height); ;
                    smaller = Assets.Smaller(smaller, a => a.Size.Z >= height)) {
                    if (smaller is null) break;
                    if (PlaceInCorner(smaller, near)) {
                        done = true;
                        break;
                    }
                }
                if (!done && SmallObjectRules.For(name) is not null) {
                    // A class may have members that stand on furniture.
                    Requested.Add(name, 1);
                    break;
                }
                if (!done) Fail(name, PlacementReason.NoFreeSpace);
                // Half of the plants go onto furniture.
                if (name == "potted plant" && Space.Next() < 0.5f) break;
            }
        }
    }

    private static bool IsSmall(Asset a) => a.Size.X * a.Size.Y < 0.004f;

    /// <summary>
    /// Half of the largest width of objects that may stand in the free areas in front of others, because people step past them, metres.
    /// </summary>
    private const float SmallHalf = 0.18f;

    private bool PlaceInCorner(FurnitureItem item, string[] near) {
        var places = new List<Candidate>();
        bool round = item.Class is "potted plant" or "christmas tree" or "vase" or "trash can" or "floor lamp" or "ball";
        float half = MathF.Max(item.Size.X, item.Size.Y) / 2;
        foreach ((PlanarPose at, int wall, float along) in Space.AlongWalls(half, half, half, 0.12f, 0.03f)) {
            float corner = ToCorner(wall, along, 2 * half);
            float score = near.Length == 0 ? (corner < 0.2f ? 1 : 0)
                : -1.2f * MathF.Min(2, NearestTo(at.Floor, near)) + (corner < 0.2f ? 0.4f : 0);
            score += Beside(item.At(at)) * (near.Length == 0 ? 1 : 0.3f) + Space.Next(0, 0.5f);
            PlanarPose turned = round ? PlanarPose.Turned(at.Floor, Space.Next(0, MathF.Tau))
                : PlanarPose.Facing(at.Floor - at.Front * (half - item.Back), at.Front);
            places.Add(new(turned, score));
        }
        places.Sort(static (a, b) => b.Score.CompareTo(a.Score));
        return StandAt(item, places, strict: true) || half < SmallHalf && StandAt(item, places, strict: false);
    }

    private bool StandAt(FurnitureItem item, List<Candidate> places, bool strict) {
        int walks = 0;
        foreach (Candidate place in places) {
            Footprint box = item.At(place.Pose);
            if (!Space.Inside(box) || !(strict ? Space.KeepsClear(box) : Space.KeepsOpeningsClear(box))
                || Space.HitsMesh(item, place.Pose) || !Space.StandsFlat(item, place.Pose)) continue;
            if (walks++ > 25) return false;
            if (!Space.StaysWalkable(item, place.Pose)) continue;
            Space.Add(new(item, place.Pose, SupportKind.Floor));
            return true;
        }
        return false;
    }
}
