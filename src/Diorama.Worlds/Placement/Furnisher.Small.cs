using System.Numerics;
using Diorama.Assets.Index;
using Diorama.Worlds.Places;

namespace Diorama.Worlds.Placement;

/// <summary>Small objects on tables and shelves.</summary>
internal sealed partial class Furnisher {
    private const int Places = 30;
    /// <summary>Height above which shelves are out of sight and reach, metres.</summary>
    private const float Reach = 1.75f;

    private void PlaceSmallThings() {
        // Large objects come first: they find space only on an empty table.
        string[] order = [.. wishes.Classes.OrderByDescending(c => Largest(c)).ThenBy(c => c, StringComparer.Ordinal)];
        foreach (string name in order) {
            if (SmallThings.For(name) is not { } rule) continue;
            while (Take(name, a => a.Elevation < 0.15f && a.Size.X < 1 && a.Size.Y < 0.7f && a.Size.Z < 0.95f) is { } piece) {
                bool done = false;
                for (int tries = 0; tries < 5 && !done; tries++) {
                    done = PlaceOn(piece, rule);
                    if (!done && stock.Smaller(piece, a => a.Elevation < 0.15f) is { } smaller) piece = smaller;
                    else break;
                }
                // On a full table there may be a gap, which needs a longer search and the smallest asset.
                done = done || PlaceOn(stock.Smallest(piece), rule, 5 * Places);
                if (!done) Fail(name, space.Things.Exists(t => Array.IndexOf(rule.Supports, t.Class) >= 0) ? PlacementReason.NoFreeSpace
                    : PlacementReason.NoSupport);
            }
        }
    }

    private float Largest(string name) {
        float most = 0;
        foreach (Asset asset in stock.Of(name)) most = MathF.Max(most, asset.Size.X * asset.Size.Y);
        return most;
    }

    private bool PlaceOn(Piece piece, SmallRule rule, int places = Places) {
        // Supports of one class are in a random order for each object; better classes are mostly, but not always, first.
        var supports = new List<(Thing Thing, float Rank)>();
        foreach (Thing thing in space.Things) {
            int rank = Array.IndexOf(rule.Supports, thing.Class);
            if (rank >= 0 && thing.Support != SupportKind.Ceiling && thing.Footprint.Bottom < 0.6f)
                supports.Add((thing, rank + space.Next(0, 2.5f)));
        }
        supports.Sort(static (a, b) => a.Rank.CompareTo(b.Rank));
        foreach ((Thing thing, _) in supports) {
            if (PlaceOn(piece, thing, rule, places)) return true;
        }
        return false;
    }

    private bool PlaceOn(Piece piece, Thing thing, SmallRule rule, int count) {
        List<SupportSurface> surfaces = [];
        foreach (SupportSurface s in thing.Piece.Shape.Surfaces) {
            float height = s.Height + thing.PlanarPose.Position.Z;
            if (s.Room < piece.Size.Z + 0.02f || height > Reach || s.Area < piece.Size.X * piece.Size.Y * 0.5f) continue;
            if (height < 0.3f && thing.Class is not ("bookcase" or "shelf" or "tv stand" or "bed" or "cabinet")) continue;
            surfaces.Add(s);
        }
        if (surfaces.Count == 0) return false;
        Vector2[] seats = rule.Spot == Spot.BeforeSeat ? SeatsAt(thing) : [];
        var places = new List<(PlanarPose PlanarPose, float Score)>();
        for (int i = 0; i < count; i++) {
            SupportSurface surface = surfaces[Weighted(surfaces)];
            Vector2 local = surface.Places[space.NextInt(surface.Places.Length)];
            Vector2 front = new(0, -1);
            float score = space.Next(0, 0.15f);
            Vector2 size = Vector2.Max(surface.Max - surface.Min, new(0.01f)), within = (local - surface.Min) / size;
            switch (rule.Spot) {
                case Spot.Middle: score -= Vector2.Distance(within, new(0.5f)) + 0.3f * space.Next(); break;
                case Spot.Back: score += 0.6f * within.Y; break;
                case Spot.Side: score += MathF.Abs(within.X - 0.5f) + 0.2f * within.Y; break;
                case Spot.BeforeSeat when seats.Length > 0 && i < count / 2: {
                    Vector2 seat = seats[i % seats.Length];
                    front = MathF.Abs(seat.X) / thing.Piece.Size.X > MathF.Abs(seat.Y) / thing.Piece.Size.Y ? new(MathF.Sign(seat.X), 0)
                        : new(0, MathF.Sign(seat.Y));
                    bool ends = front.X != 0;
                    float edge = (ends ? thing.Piece.Size.X : thing.Piece.Size.Y) / 2 - 0.03f
                        - (piece.Class == "place setting" ? 0 : ends ? 0.15f : MathF.Max(0.12f, thing.Piece.Size.Y - piece.Size.Y - 0.35f));
                    local = front * (edge - piece.Size.Y / 2) + new Vector2(-front.Y, front.X) * Vector2.Dot(seat, new(-front.Y, front.X));
                    local += new Vector2(space.Next() - 0.5f, space.Next() - 0.5f) * 0.05f * (i / (float)count);
                    score -= i * 0.01f;
                    break;
                }
                default: break;
            }
            float turn = rule.FacesFront || rule.Spot == Spot.BeforeSeat && seats.Length > 0 ? space.Next(-0.1f, 0.1f)
                : space.Next(-MathF.PI, MathF.PI);
            var facing = new Vector2(front.X * MathF.Cos(turn) - front.Y * MathF.Sin(turn),
                front.X * MathF.Sin(turn) + front.Y * MathF.Cos(turn));
            var stance = PlanarPose.Facing(local, facing);
            if (Rest(piece, stance, surface) is not { } rest) continue;
            places.Add((thing.PlanarPose.Of(stance.Raised(rest)), score));
        }
        places.Sort(static (a, b) => b.Score.CompareTo(a.Score));
        foreach ((PlanarPose stance, _) in places) {
            Footprint box = piece.At(stance);
            if (!space.Inside(box) || !space.KeepsDoorsClear(box) || space.HitsMesh(piece, stance)) continue;
            space.Add(new(piece, stance, SupportKind.Object, thing));
            return true;
        }
        return false;
    }

    /// <summary>Returns the positions of seats at a table, in the table's frame.</summary>
    private Vector2[] SeatsAt(Thing table) {
        var seats = new List<Vector2>();
        foreach (Thing thing in space.Things) {
            if (thing.Class is not ("chair" or "office chair" or "stool")) continue;
            if (table.Footprint.DistanceTo(thing.PlanarPose.Floor) < 0.5f) seats.Add(table.PlanarPose.Local(thing.PlanarPose.Floor));
        }
        int turn = seats.Count > 0 ? space.NextInt(seats.Count) : 0;
        return [.. seats.Skip(turn), .. seats.Take(turn)];
    }

    private int Weighted(List<SupportSurface> surfaces) {
        float sum = 0;
        foreach (SupportSurface s in surfaces) sum += s.Area;
        float at = space.Next() * sum;
        for (int i = 0; i < surfaces.Count; i++) if ((at -= surfaces[i].Area) < 0) return i;
        return surfaces.Count - 1;
    }

    /// <summary>
    /// Returns the height at which a piece rests: the highest point under its feet, if nearly all feet (97 %) are supported; null if it
    /// would tip or overhang.
    /// </summary>
    private static float? Rest(Piece piece, PlanarPose stance, SupportSurface surface) {
        float highest = float.NegativeInfinity;
        int carried = 0;
        Vector2[] feet = piece.Shape.Feet;
        foreach (Vector2 foot in feet) {
            float height = surface.HeightAt(stance.Point(foot));
            if (float.IsNaN(height)) continue;
            carried++;
            highest = MathF.Max(highest, height);
        }
        return feet.Length == 0 || carried < feet.Length * 0.97f ? null : highest;
    }
}
