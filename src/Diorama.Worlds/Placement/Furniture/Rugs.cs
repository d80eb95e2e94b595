using System.Numerics;
using Diorama.Worlds.Places;

namespace Diorama.Worlds.Placement.Furniture;

/// <summary>Rugs and mats that no group has taken.</summary>
internal sealed class Rugs(FurnishingState state) : FurniturePlacement(state) {
    /// <summary>They lie where nothing stands on them: before a bed, a bath, a door, else in the open.</summary>
    public override void Place() {
        foreach (string name in (ReadOnlySpan<string>)["rug", "bath mat", "doormat", "tatami"]) {
            while (Take(name) is { } item) {
                FurnitureItem? rug = item;
                while (rug is not null && !LayRug(rug)) rug = Assets.Smaller(rug);
                if (rug is null) Fail(name, PlacementReason.NoFreeSpace);
            }
        }
    }

    private bool LayRug(FurnitureItem rug) {
        (Vector2 min, Vector2 max) = Room.Bounds;
        var places = new List<Candidate>();
        void Consider(PlanarPose at, float score) {
            Footprint box = rug.At(at);
            if (Space.Inside(box.Grown(0.04f)) && !Space.HitsMesh(rug, at)) places.Add(new(at, score + Space.Next(0, 0.2f)));
        }
        foreach (PlacedItem other in Space.Items) {
            if (other.Class is not ("bed" or "bathtub" or "shower" or "sink" or "toilet" or "sofa" or "fireplace")) continue;
            float before = other.Item.Front + rug.Size.Y / 2 + 0.06f, beside = other.Item.Size.X / 2 + rug.Size.X / 2 + 0.06f;
            bool bed = other.Class == "bed";
            for (float slide = -1; slide <= 1; slide += 0.25f) {
                Consider(other.Pose.Of(new(new(slide * other.Item.Size.X / 2, -before, 0), Vector2.UnitX)), 1 - MathF.Abs(slide));
                if (bed) Consider(other.Pose.Of(new(new(beside, slide, 0), Vector2.UnitX)), 1.2f - MathF.Abs(slide + 0.25f));
                if (bed) Consider(other.Pose.Of(new(new(-beside, slide, 0), Vector2.UnitX)), 1.2f - MathF.Abs(slide + 0.25f));
            }
        }
        for (int i = 0; i < 150; i++) {
            var at = new PlanarPose(new(min + new Vector2(Space.Next(), Space.Next()) * (max - min), 0),
                i % 2 == 0 ? Vector2.UnitX : Vector2.UnitY);
            Consider(at, -Vector2.Distance(at.Floor, (min + max) / 2));
        }
        if (places.Count == 0) return false;
        Candidate best = places[0];
        foreach (Candidate place in places) if (place.Score > best.Score) best = place;
        Space.Add(new(rug, best.Pose, SupportKind.Floor));
        return true;
    }
}
