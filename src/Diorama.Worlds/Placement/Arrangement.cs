using System.Numerics;
using System.Runtime.InteropServices;
using Diorama.Assets.Index;
using Diorama.Core.Randomness;
using Diorama.Worlds.Places;
using Diorama.Worlds.Rooms;

namespace Diorama.Worlds.Placement;

/// <summary>A pose for one or two clusters, with a score.</summary>
internal readonly record struct Candidate(PlanarPose PlanarPose, float Score, PlanarPose Second = default);

/// <summary>A room that is being furnished: its objects, its areas that must stay free, and the search for free places.</summary>
internal sealed class Arrangement {
    /// <summary>Height up to which people walk over objects, metres.</summary>
    public const float Flat = 0.035f;
    /// <summary>Distance between furniture and wall, for the skirting, metres.</summary>
    public const float WallGap = 0.02f;
    /// <summary>Number of candidates whose paths are tested before a cluster is given up.</summary>
    private const int PathChecks = 20;

    private readonly WalkGrid walk;
    private readonly List<Footprint> doors = [], lowWindows = [], windows = [];
    private readonly List<(Footprint Box, Thing? Owner)> clear = [];
    private readonly List<(Footprint Box, Approach Approach)> approaches = [];
    private readonly List<Footprint> obstacles = [];
    private KeyedGenerator random;

    public Room Room { get; }
    public List<Thing> Things { get; } = [];
    /// <summary>Sum of the scores of all placed clusters.</summary>
    public float Score { get; set; }

    public Arrangement(Room room, KeyedGenerator random) {
        (Room, this.random) = (room, random);
        walk = new(room);
        foreach (Opening o in room.Openings) {
            WallSegment wall = room.Wall(o.Wall);
            if (o.Kind == OpeningKind.Door)
                doors.Add(Before(wall, o.Offset - 0.05f, o.End + 0.05f, MathF.Max(0.9f, o.SwingsIn ? o.Width : 0), Flat, 2.1f));
            else if (o.Sill < 0.35f) lowWindows.Add(Before(wall, o.Offset, o.End, 0.55f, Flat, 2.1f));
            else windows.Add(Before(wall, o.Offset - 0.03f, o.End + 0.03f, 0.3f, o.Sill + 0.02f, o.Top + 0.05f));
        }
    }

    public float Next() => random.NextFloat();

    public float Next(float from, float to) => from + (to - from) * random.NextFloat();

    public int NextInt(int count) => random.NextInt(count);

    private static Footprint Before(WallSegment wall, float from, float to, float depth, float bottom, float top) => new(
        wall.At((from + to) / 2) + wall.Inward * (depth / 2), wall.Direction, new((to - from) / 2, depth / 2), bottom, top);

    /// <summary>True if the box is inside the walls.</summary>
    public bool Inside(in Footprint box) {
        if (box.Top > Room.Height + 0.001f) return false;
        var slim = box with { Half = Vector2.Max(box.Half - new Vector2(0.0002f), new(0.0005f)) };
        for (int i = 0; i < 4; i++) if (!Room.Contains(slim.Corner(i))) return false;
        foreach (Vector2 corner in Room.Outline) if (slim.DistanceTo(corner) == 0) return false;
        return true;
    }

    /// <summary>
    /// True if the box keeps clear of doors, of windows that it would cover, and of the free areas in front of other objects.
    /// </summary>
    public bool KeepsClear(in Footprint box) {
        if (!KeepsOpeningsClear(box)) return false;
        if (box.Top > Flat) {
            foreach ((Footprint other, _) in clear) if (box.Overlaps(other)) return false;
        }
        return true;
    }

    /// <summary>
    /// True if the box keeps clear of doors and of windows that it would cover; enough for objects that are too shallow or too small to be
    /// in the way.
    /// </summary>
    public bool KeepsOpeningsClear(in Footprint box) {
        if (!KeepsDoorsClear(box)) return false;
        foreach (Footprint window in windows) if (box.Overlaps(window)) return false;
        return true;
    }

    /// <summary>True if the box keeps clear of doors and of windows that people approach.</summary>
    public bool KeepsDoorsClear(in Footprint box) {
        if (!LeavesDoorsPassable(box)) return false;
        foreach (Footprint window in lowWindows) if (box.Overlaps(window)) return false;
        return true;
    }

    public bool LeavesDoorsPassable(in Footprint box) {
        foreach (Footprint door in doors) if (box.Overlaps(door)) return false;
        return true;
    }

    /// <summary>True if the box overlaps no object.</summary>
    public bool IsFree(in Footprint box, Thing? except = null) {
        foreach (Thing thing in Things) if (thing != except && box.Overlaps(thing.Footprint)) return false;
        return true;
    }

    public bool HitsMesh(Piece piece, PlanarPose stance) {
        foreach (Thing thing in Things) if (Clash.Between(piece, stance, thing.Piece, thing.PlanarPose)) return true;
        return false;
    }

    /// <summary>True if all required members fit; <paramref name="fits"/> tells which members do.</summary>
    private bool Fits(Cluster cluster, PlanarPose stance, Span<bool> fits, Cluster? beside = null, PlanarPose besidePose = default) {
        for (int i = 0; i < cluster.Members.Count; i++) {
            Member member = cluster.Members[i];
            Footprint box = member.Piece.At(stance.Of(member.PlanarPose));
            fits[i] = Inside(box) && IsFree(box) && (member.On < 0 ? KeepsClear(box) : fits[member.On] && KeepsDoorsClear(box));
            if (fits[i] && beside is not null) fits[i] = !OverlapsAny(box, beside, besidePose);
            if (!fits[i] && !member.Optional) return false;
        }
        foreach ((Vector2 min, Vector2 max) in cluster.Clear) {
            if (!IsFree(Footprint.Of(min, max, stance, Flat, 1.9f))) return false;
        }
        return true;
    }

    private static bool OverlapsAny(in Footprint box, Cluster cluster, PlanarPose stance) {
        foreach (Member member in cluster.Members) if (box.Overlaps(member.Piece.At(stance.Of(member.PlanarPose)))) return true;
        return false;
    }

    /// <summary>
    /// Places the cluster at the best candidate at which it fits and people can still walk. Returns the things by member, null for optional
    /// ones that were left out; null if it fits nowhere, and then <paramref name="reason"/> is set.
    /// </summary>
    public Thing?[]? Place(Cluster cluster, List<Candidate> candidates, out PlacementReason reason, Cluster? second = null) {
        var possible = new List<(Candidate Candidate, bool[] Fits)>();
        var fits = new bool[cluster.Members.Count + (second?.Members.Count ?? 0)];
        foreach (Candidate candidate in candidates) {
            if (second is not null && !Fits(second, candidate.Second, fits.AsSpan(cluster.Members.Count))) continue;
            if (!Fits(cluster, candidate.PlanarPose, fits, second, candidate.Second)) continue;
            float score = candidate.Score;
            for (int i = 0; i < fits.Length; i++) if (!fits[i]) score -= 0.6f;
            possible.Add((candidate with { Score = score }, (bool[])fits.Clone()));
        }
        possible.Sort(static (a, b) => b.Candidate.Score.CompareTo(a.Candidate.Score));
        reason = possible.Count == 0 ? PlacementReason.NoFreeSpace : PlacementReason.BlocksPath;
        for (int i = 0; i < Math.Min(PathChecks, possible.Count); i++) {
            // Neighbouring candidates block the same path: the distance between tested candidates increases.
            (Candidate candidate, bool[] mask) = possible[Math.Min(i * i * possible.Count / (PathChecks * PathChecks), possible.Count - 1)];
            if (!CanWalk(cluster, candidate.PlanarPose, mask, second, candidate.Second)) continue;
            Score += candidate.Score + 1;
            var things = new Thing?[mask.Length];
            Commit(cluster, candidate.PlanarPose, mask, things);
            if (second is not null) Commit(second, candidate.Second, mask.AsSpan(cluster.Members.Count),
                things.AsSpan(cluster.Members.Count));
            return things;
        }
        return null;
    }

    private bool CanWalk(Cluster cluster, PlanarPose stance, bool[] fits, Cluster? second, PlanarPose secondPose) {
        int boxes = obstacles.Count, ways = approaches.Count;
        Note(cluster, stance, fits);
        if (second is not null) Note(second, secondPose, fits.AsSpan(cluster.Members.Count));
        bool ok = walk.Flood(CollectionsMarshal.AsSpan(obstacles));
        for (int i = 0; ok && i < approaches.Count; i++) ok = walk.Reaches(approaches[i].Box);
        obstacles.RemoveRange(boxes, obstacles.Count - boxes);
        approaches.RemoveRange(ways, approaches.Count - ways);
        return ok;
    }

    private void Note(Cluster cluster, PlanarPose stance, ReadOnlySpan<bool> fits) {
        for (int i = 0; i < cluster.Members.Count; i++) {
            Member member = cluster.Members[i];
            if (fits[i]) Note(member.Piece, stance.Of(member.PlanarPose), member.Approach);
        }
    }

    private void Note(Piece piece, PlanarPose stance, Approach approach) {
        Footprint box = piece.At(stance);
        // Curtains and other thin objects are no obstacles.
        if (box.Bottom < 0.3f && box.Top > 0.06f && box.Half.Y > 0.06f) obstacles.Add(box);
        Vector3 min = piece.Shape.Min, max = piece.Shape.Max;
        if (approach == Approach.AnySide) approaches.Add((box, approach));
        else if (approach == Approach.Front)
            approaches.Add((Footprint.Of(new(min.X, min.Y - 0.1f), new(max.X, min.Y), stance, 0, 1), approach));
    }

    private void Commit(Cluster cluster, PlanarPose stance, ReadOnlySpan<bool> fits, Span<Thing?> things) {
        for (int i = 0; i < cluster.Members.Count; i++) {
            if (!fits[i]) continue;
            Member member = cluster.Members[i];
            things[i] = Add(new(member.Piece, stance.Of(member.PlanarPose), member.Support, member.On < 0 ? null : things[member.On]),
                member.Approach);
        }
        foreach ((Vector2 min, Vector2 max) in cluster.Clear) clear.Add((Footprint.Of(min, max, stance, Flat, 1.9f), things[0]));
    }

    public Thing Add(Thing thing, Approach approach = Approach.None) {
        Things.Add(thing);
        Note(thing.Piece, thing.PlanarPose, approach);
        return thing;
    }

    /// <summary>True if people can still walk with this piece in place.</summary>
    public bool StaysWalkable(Piece piece, PlanarPose stance) => CanWalk(new(piece, Approach.None), stance, [true], null, default);

    /// <summary>False if the piece would stand partly on a rug.</summary>
    public bool StandsFlat(Piece piece, PlanarPose stance) {
        Footprint box = piece.At(stance);
        foreach (Thing thing in Things) if (thing.Footprint.Top < Flat && thing.Footprint.OverlapsOnFloor(box)) return false;
        return true;
    }

    /// <summary>
    /// Lists poses along all walls for an object with its back to the wall, with the wall and the distance along it. The object extends
    /// <paramref name="left"/> to −X, <paramref name="right"/> to +X and <paramref name="back"/> to +Y from its origin; poses are
    /// <paramref name="step"/> apart and leave a <paramref name="gap"/> to the wall. Metres.
    /// </summary>
    public IEnumerable<(PlanarPose PlanarPose, int Wall, float Along)> AlongWalls(float left, float right, float back, float step = 0.1f,
        float gap = WallGap) {
        for (int w = 0; w < Room.WallCount; w++) {
            WallSegment wall = Room.Wall(w);
            // An object that faces into the room has its own −X towards the end of the wall: left and right are exchanged.
            float from = right + 0.01f, to = wall.Length - left - 0.01f;
            if (to < from) continue;
            int steps = Math.Max(1, (int)MathF.Ceiling((to - from) / step));
            for (int i = 0; i <= steps; i++) {
                float along = from + (to - from) * i / steps;
                yield return (PlanarPose.Facing(wall.At(along) + wall.Inward * (back + gap), wall.Inward), w, along);
            }
        }
    }

    /// <summary>Returns the distance from a point along a direction to the nearest wall, metres; infinite if there is none.</summary>
    public float DistanceToWall(Vector2 from, Vector2 direction, out int wall) {
        float best = float.PositiveInfinity;
        wall = -1;
        for (int w = 0; w < Room.WallCount; w++) {
            WallSegment s = Room.Wall(w);
            float facing = -Vector2.Dot(direction, s.Inward);
            if (facing < 1e-4f) continue;
            float t = Vector2.Dot(from - s.From, s.Inward) / facing;
            float along = Vector2.Dot(from + direction * t - s.From, s.Direction);
            if (t < 0 || along < -1e-3f || along > s.Length + 1e-3f || t >= best) continue;
            (best, wall) = (t, w);
        }
        return best;
    }
}
