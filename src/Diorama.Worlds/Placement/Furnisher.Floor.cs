using System.Numerics;
using Diorama.Assets.Index;
using Diorama.Worlds.Places;

namespace Diorama.Worlds.Placement;

/// <summary>Rugs, and objects in corners and beside furniture.</summary>
internal sealed partial class Furnisher {
    /// <summary>
    /// Places rugs that no group took where nothing stands on them: in front of a bed, a bath or a similar object, otherwise in the open.
    /// </summary>
    private void PlaceRugs() {
        foreach (string name in (ReadOnlySpan<string>)["rug", "bath mat", "doormat", "tatami"]) {
            while (Take(name) is { } piece) {
                Piece? rug = piece;
                while (rug is not null && !LayRug(rug)) rug = stock.Smaller(rug);
                if (rug is null) Fail(name, PlacementReason.NoFreeSpace);
            }
        }
    }

    private bool LayRug(Piece rug) {
        (Vector2 min, Vector2 max) = room.Bounds;
        var places = new List<Candidate>();
        void Consider(PlanarPose at, float score) {
            Footprint box = rug.At(at);
            if (space.Inside(box.Grown(0.04f)) && !space.HitsMesh(rug, at)) places.Add(new(at, score + space.Next(0, 0.2f)));
        }
        foreach (Thing thing in space.Things) {
            if (thing.Class is not ("bed" or "bathtub" or "shower" or "sink" or "toilet" or "sofa" or "fireplace")) continue;
            float before = thing.Piece.Front + rug.Size.Y / 2 + 0.06f, beside = thing.Piece.Size.X / 2 + rug.Size.X / 2 + 0.06f;
            bool bed = thing.Class == "bed";
            for (float slide = -1; slide <= 1; slide += 0.25f) {
                Consider(thing.PlanarPose.Of(new(new(slide * thing.Piece.Size.X / 2, -before, 0), Vector2.UnitX)), 1 - MathF.Abs(slide));
                if (bed) Consider(thing.PlanarPose.Of(new(new(beside, slide, 0), Vector2.UnitX)), 1.2f - MathF.Abs(slide + 0.25f));
                if (bed) Consider(thing.PlanarPose.Of(new(new(-beside, slide, 0), Vector2.UnitX)), 1.2f - MathF.Abs(slide + 0.25f));
            }
        }
        for (int i = 0; i < 150; i++) {
            var at = new PlanarPose(new(min + new Vector2(space.Next(), space.Next()) * (max - min), 0),
                i % 2 == 0 ? Vector2.UnitX : Vector2.UnitY);
            Consider(at, -Vector2.Distance(at.Floor, (min + max) / 2));
        }
        if (places.Count == 0) return false;
        Candidate best = places[0];
        foreach (Candidate place in places) if (place.Score > best.Score) best = place;
        space.Add(new(rug, best.PlanarPose, SupportKind.Floor));
        return true;
    }

    /// <summary>
    /// Classes that stand on the floor by themselves, with their smallest height in metres and the classes that they should be near.
    /// </summary>
    private static readonly (string Class, float FromHeight, string[] Near)[] FloorThings = [
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
    internal static bool StandsAlone(string name) => Array.Exists(FloorThings, f => f.Class == name)
        || Array.IndexOf(WallClasses, name) >= 0;

    private void PlaceCorners() {
        foreach ((string name, float height, string[] near) in FloorThings) {
            while (Take(name, a => a.Elevation < 0.15f && a.Size.Z >= height && a.Size.X < 1.4f
                && (height > 0 || !IsSmall(a))) is { } piece) {
                if (PlaceInCorner(piece, near)) continue;
                bool done = false;
                for (Piece? smaller = stock.Smaller(piece, a => a.Size.Z >= height); ;
                    smaller = stock.Smaller(smaller, a => a.Size.Z >= height)) {
                    if (smaller is null) break;
                    if (PlaceInCorner(smaller, near)) {
                        done = true;
                        break;
                    }
                }
                if (!done && SmallThings.For(name) is not null) {
                    // A class may have members that stand on furniture.
                    wishes.Add(name, 1);
                    break;
                }
                if (!done) Fail(name, PlacementReason.NoFreeSpace);
                // Half of the plants are placed on furniture.
                if (name == "potted plant" && space.Next() < 0.5f) break;
            }
        }
    }

    private static bool IsSmall(Asset a) => a.Size.X * a.Size.Y < 0.004f;

    /// <summary>
    /// Half of the largest width of objects that may stand in the free areas in front of others, because people step past them, metres.
    /// </summary>
    private const float SmallHalf = 0.18f;

    private bool PlaceInCorner(Piece piece, string[] near) {
        var places = new List<Candidate>();
        bool round = piece.Class is "potted plant" or "christmas tree" or "vase" or "trash can" or "floor lamp" or "ball";
        float half = MathF.Max(piece.Size.X, piece.Size.Y) / 2;
        foreach ((PlanarPose at, int wall, float along) in space.AlongWalls(half, half, half, 0.12f, 0.03f)) {
            float corner = ToCorner(wall, along, 2 * half);
            float score = near.Length == 0 ? (corner < 0.2f ? 1 : 0)
                : -1.2f * MathF.Min(2, NearestTo(at.Floor, near)) + (corner < 0.2f ? 0.4f : 0);
            score += Beside(piece.At(at)) * (near.Length == 0 ? 1 : 0.3f) + space.Next(0, 0.5f);
            PlanarPose turned = round ? PlanarPose.Turned(at.Floor, space.Next(0, MathF.Tau))
                : PlanarPose.Facing(at.Floor - at.Front * (half - piece.Back), at.Front);
            places.Add(new(turned, score));
        }
        places.Sort(static (a, b) => b.Score.CompareTo(a.Score));
        return StandAt(piece, places, strict: true) || half < SmallHalf && StandAt(piece, places, strict: false);
    }

    private bool StandAt(Piece piece, List<Candidate> places, bool strict) {
        int walks = 0;
        foreach (Candidate place in places) {
            Footprint box = piece.At(place.PlanarPose);
            if (!space.Inside(box) || !(strict ? space.KeepsClear(box) : space.KeepsOpeningsClear(box))
                || space.HitsMesh(piece, place.PlanarPose) || !space.StandsFlat(piece, place.PlanarPose)) continue;
            if (walks++ > 25) return false;
            if (!space.StaysWalkable(piece, place.PlanarPose)) continue;
            space.Add(new(piece, place.PlanarPose, SupportKind.Floor));
            return true;
        }
        return false;
    }
}
