using System.Numerics;
using Diorama.Assets.Index;
using Diorama.Worlds.Places;

namespace Diorama.Worlds.Placement.Furniture;

/// <summary>Small objects on tables and shelves.</summary>
internal sealed class SmallObjects(FurnishingState state) : FurniturePlacement(state) {
    private const int Places = 30;
    /// <summary>Height above which shelves are out of sight and reach, metres.</summary>
    private const float Reach = 1.75f;

    public override void Place() {
        // Large objects come first: they find space only on an empty table.
        string[] order = [.. Requested.Classes.OrderByDescending(c => Largest(c)).ThenBy(c => c, StringComparer.Ordinal)];
        foreach (string name in order) {
            if (SmallObjectRules.For(name) is not { } rule) continue;
            while (Take(name, a => a.Elevation < 0.15f && a.Size.X < 1 && a.Size.Y < 0.7f && a.Size.Z < 0.95f) is { } item) {
                bool done = false;
                for (int tries = 0; tries < 5 && !done; tries++) {
                    done = PlaceOn(item, rule);
                    if (!done && Assets.Smaller(item, a => a.Elevation < 0.15f) is { } smaller) item = smaller;
                    else break;
                }
                // On a full table there may be a gap, which needs a longer search and the smallest asset.
                done = done || PlaceOn(Assets.Smallest(item), rule, 5 * Places);
                if (!done) Fail(name, Space.Items.Exists(t => Array.IndexOf(rule.Supports, t.Class) >= 0) ? PlacementReason.NoFreeSpace
                    : PlacementReason.NoSupport);
            }
        }
    }

    private float Largest(string name) {
        float most = 0;
        foreach (Asset asset in Assets.Of(name)) most = MathF.Max(most, asset.Size.X * asset.Size.Y);
        return most;
    }

    private bool PlaceOn(FurnitureItem item, SmallRule rule, int places = Places) {
        // Supports of one class are in a random order for each object; better classes are mostly, but not always, first.
        var supports = new List<(PlacedItem PlacedItem, float Rank)>();
        foreach (PlacedItem other in Space.Items) {
            int rank = Array.IndexOf(rule.Supports, other.Class);
            if (rank >= 0 && other.Support != SupportKind.Ceiling && other.Footprint.Bottom < 0.6f)
                supports.Add((other, rank + Space.Next(0, 2.5f)));
        }
        supports.Sort(static (a, b) => a.Rank.CompareTo(b.Rank));
        foreach ((PlacedItem other, _) in supports) {
            if (PlaceOn(item, other, rule, places)) return true;
        }
        return false;
    }

    private bool PlaceOn(FurnitureItem item, PlacedItem other, SmallRule rule, int count) {
        List<SupportSurface> surfaces = [];
        foreach (SupportSurface s in other.Item.Shape.Surfaces) {
            float height = s.Height + other.Pose.Position.Z;
            if (s.Room < item.Size.Z + 0.02f || height > Reach || s.Area < item.Size.X * item.Size.Y * 0.5f) continue;
            if (height < 0.3f && other.Class is not ("bookcase" or "shelf" or "tv stand" or "bed" or "cabinet")) continue;
            surfaces.Add(s);
        }
        if (surfaces.Count == 0) return false;
        Vector2[] seats = rule.Spot == Spot.BeforeSeat ? SeatsAt(other) : [];
        var places = new List<(PlanarPose PlanarPose, float Score)>();
        for (int i = 0; i < count; i++) {
            SupportSurface surface = surfaces[Weighted(surfaces)];
            Vector2 local = surface.Places[Space.NextInt(surface.Places.Length)];
            Vector2 front = new(0, -1);
            float score = Space.Next(0, 0.15f);
            Vector2 size = Vector2.Max(surface.Max - surface.Min, new(0.01f)), within = (local - surface.Min) / size;
            switch (rule.Spot) {
                case Spot.Middle: score -= Vector2.Distance(within, new(0.5f)) + 0.3f * Space.Next(); break;
                case Spot.Back: score += 0.6f * within.Y; break;
                case Spot.Side: score += MathF.Abs(within.X - 0.5f) + 0.2f * within.Y; break;
                case Spot.BeforeSeat when seats.Length > 0 && i < count / 2: {
                    Vector2 seat = seats[i % seats.Length];
                    front = MathF.Abs(seat.X) / other.Item.Size.X > MathF.Abs(seat.Y) / other.Item.Size.Y ? new(MathF.Sign(seat.X), 0)
                        : new(0, MathF.Sign(seat.Y));
                    bool ends = front.X != 0;
                    float edge = (ends ? other.Item.Size.X : other.Item.Size.Y) / 2 - 0.03f
                        - (item.Class == "place setting" ? 0 : ends ? 0.15f : MathF.Max(0.12f, other.Item.Size.Y - item.Size.Y - 0.35f));
                    local = front * (edge - item.Size.Y / 2) + new Vector2(-front.Y, front.X) * Vector2.Dot(seat, new(-front.Y, front.X));
                    local += new Vector2(Space.Next() - 0.5f, Space.Next() - 0.5f) * 0.05f * (i / (float)count);
                    score -= i * 0.01f;
                    break;
                }
                default: break;
            }
            float turn = rule.FacesFront || rule.Spot == Spot.BeforeSeat && seats.Length > 0 ? Space.Next(-0.1f, 0.1f)
                : Space.Next(-MathF.PI, MathF.PI);
            var facing = new Vector2(front.X * MathF.Cos(turn) - front.Y * MathF.Sin(turn),
                front.X * MathF.Sin(turn) + front.Y * MathF.Cos(turn));
            var pose = PlanarPose.Facing(local, facing);
            if (Rest(item, pose, surface) is not { } rest) continue;
            places.Add((other.Pose.Of(pose.Raised(rest)), score));
        }
        places.Sort(static (a, b) => b.Score.CompareTo(a.Score));
        foreach ((PlanarPose pose, _) in places) {
            Footprint box = item.At(pose);
            if (!Space.Inside(box) || !Space.KeepsDoorsClear(box) || Space.HitsMesh(item, pose)) continue;
            Space.Add(new(item, pose, SupportKind.Object, other));
            return true;
        }
        return false;
    }

    /// <summary>Returns the positions of seats at a table, in the table's frame.</summary>
    private Vector2[] SeatsAt(PlacedItem table) {
        var seats = new List<Vector2>();
        foreach (PlacedItem other in Space.Items) {
            if (other.Class is not ("chair" or "office chair" or "stool")) continue;
            if (table.Footprint.DistanceTo(other.Pose.Floor) < 0.5f) seats.Add(table.Pose.Local(other.Pose.Floor));
        }
        int turn = seats.Count > 0 ? Space.NextInt(seats.Count) : 0;
        return [.. seats.Skip(turn), .. seats.Take(turn)];
    }

    private int Weighted(List<SupportSurface> surfaces) {
        float sum = 0;
        foreach (SupportSurface s in surfaces) sum += s.Area;
        float at = Space.Next() * sum;
        for (int i = 0; i < surfaces.Count; i++) if ((at -= surfaces[i].Area) < 0) return i;
        return surfaces.Count - 1;
    }

    /// <summary>
    /// Returns the height at which an item rests: the highest point under its feet, if nearly all feet (97 %) are supported; null if it
    /// would tip or overhang.
    /// </summary>
    private static float? Rest(FurnitureItem item, PlanarPose pose, SupportSurface surface) {
        float highest = float.NegativeInfinity;
        int carried = 0;
        Vector2[] feet = item.Shape.Feet;
        foreach (Vector2 foot in feet) {
            float height = surface.HeightAt(pose.Point(foot));
            if (float.IsNaN(height)) continue;
            carried++;
            highest = MathF.Max(highest, height);
        }
        return feet.Length == 0 || carried < feet.Length * 0.97f ? null : highest;
    }
}
