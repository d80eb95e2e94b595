using System.Numerics;
using System.Runtime.InteropServices;
using Diorama.Assets.Index;
using Diorama.Core.Randomness;
using Diorama.Worlds.Places;
using Diorama.Worlds.Rooms;

namespace Diorama.Worlds.Placement;

/// <summary>A pose for one or two groups, with a score.</summary>
internal readonly record struct Candidate(PlanarPose Pose, float Score, PlanarPose Second = default);

/// <summary>A room that is being furnished: its objects, its areas that must stay free, and the search for free places.</summary>
internal sealed class FurnishedRoom {
    /// <summary>Height up to which people walk over objects, metres.</summary>
    public const float Flat = 0.035f;
    /// <summary>Distance between furniture and wall, for the skirting, metres.</summary>
    public const float WallGap = 0.02f;
    /// <summary>Number of candidates whose paths are tested before a group is given up.</summary>
    private const int PathChecks = 20;

    private readonly WalkableFloor walk;
    private readonly List<Footprint> doors = [], lowWindows = [], windows = [];
    private readonly List<(Footprint Box, PlacedItem? Owner)> clear = [];
    private readonly List<(Footprint Box, Approach Approach)> approaches = [];
    private readonly List<Footprint> obstacles = [];
    private KeyedGenerator random;

    public Room Room { get; }
    public List<PlacedItem> Items { get; } = [];
    /// <summary>Sum of the scores of all placed groups.</summary>
    public float Score { get; set; }

    public FurnishedRoom(Room room, KeyedGenerator random) {
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
    public bool IsFree(in Footprint box, PlacedItem? except = null) {
        foreach (PlacedItem other in Items) if (other != except && box.Overlaps(other.Footprint)) return false;
        return true;
    }

    public bool HitsMesh(FurnitureItem item, PlanarPose pose) {
        foreach (PlacedItem other in Items) if (Clash.Between(item, pose, other.Item, other.Pose)) return true;
        return false;
    }

    /// <summary>True if all required members fit; <paramref name="fits"/> tells which members do.</summary>
    private bool Fits(FurnitureGroup group, PlanarPose pose, Span<bool> fits, FurnitureGroup? beside = null,
        PlanarPose besidePose = default) {
        for (int i = 0; i < group.Items.Count; i++) {
            PlacedItem member = group.Items[i];
            Footprint box = member.Item.At(pose.Of(member.Pose));
            fits[i] = Inside(box) && IsFree(box) && (member.On is null ? KeepsClear(box)
                : fits[group.Items.IndexOf(member.On)] && KeepsDoorsClear(box));
            if (fits[i] && beside is not null) fits[i] = !OverlapsAny(box, beside, besidePose);
            if (!fits[i] && !member.Optional) return false;
        }
        foreach ((Vector2 min, Vector2 max) in group.Clear) {
            if (!IsFree(Footprint.Of(min, max, pose, Flat, 1.9f))) return false;
        }
        return true;
    }

    private static bool OverlapsAny(in Footprint box, FurnitureGroup group, PlanarPose pose) {
        foreach (PlacedItem member in group.Items) if (box.Overlaps(member.Item.At(pose.Of(member.Pose)))) return true;
        return false;
    }

    /// <summary>
    /// Places the group at the best candidate at which it fits and people can still walk. Returns the items by member, null for optional
    /// ones that were left out; null if it fits nowhere, and then <paramref name="reason"/> is set.
    /// </summary>
    public PlacedItem?[]? Place(FurnitureGroup group, List<Candidate> candidates, out PlacementReason reason,
        FurnitureGroup? second = null) {
        var possible = new List<(Candidate Candidate, bool[] Fits)>();
        var fits = new bool[group.Items.Count + (second?.Items.Count ?? 0)];
        foreach (Candidate candidate in candidates) {
            if (second is not null && !Fits(second, candidate.Second, fits.AsSpan(group.Items.Count))) continue;
            if (!Fits(group, candidate.Pose, fits, second, candidate.Second)) continue;
            float score = candidate.Score;
            for (int i = 0; i < fits.Length; i++) if (!fits[i]) score -= 0.6f;
            possible.Add((candidate with { Score = score }, (bool[])fits.Clone()));
        }
        possible.Sort(static (a, b) => b.Candidate.Score.CompareTo(a.Candidate.Score));
        reason = possible.Count == 0 ? PlacementReason.NoFreeSpace : PlacementReason.BlocksPath;
        for (int i = 0; i < Math.Min(PathChecks, possible.Count); i++) {
            // Neighbouring candidates block the same path: the distance between tested candidates increases.
            (Candidate candidate, bool[] mask) = possible[Math.Min(i * i * possible.Count / (PathChecks * PathChecks), possible.Count - 1)];
            if (!CanWalk(group, candidate.Pose, mask, second, candidate.Second)) continue;
            Score += candidate.Score + 1;
            var items = new PlacedItem?[mask.Length];
            Commit(group, candidate.Pose, mask, items);
            if (second is not null) Commit(second, candidate.Second, mask.AsSpan(group.Items.Count),
                items.AsSpan(group.Items.Count));
            return items;
        }
        return null;
    }

    private bool CanWalk(FurnitureGroup group, PlanarPose pose, bool[] fits, FurnitureGroup? second, PlanarPose secondPose) {
        int boxes = obstacles.Count, ways = approaches.Count;
        Note(group, pose, fits);
        if (second is not null) Note(second, secondPose, fits.AsSpan(group.Items.Count));
        bool ok = walk.Flood(CollectionsMarshal.AsSpan(obstacles));
        for (int i = 0; ok && i < approaches.Count; i++) ok = walk.Reaches(approaches[i].Box);
        obstacles.RemoveRange(boxes, obstacles.Count - boxes);
        approaches.RemoveRange(ways, approaches.Count - ways);
        return ok;
    }

    private void Note(FurnitureGroup group, PlanarPose pose, ReadOnlySpan<bool> fits) {
        for (int i = 0; i < group.Items.Count; i++) {
            PlacedItem member = group.Items[i];
            if (fits[i]) Note(member.Item, pose.Of(member.Pose), member.Approach);
        }
    }

    private void Note(FurnitureItem item, PlanarPose pose, Approach approach) {
        Footprint box = item.At(pose);
        // Curtains and other thin objects are no obstacles.
        if (box.Bottom < 0.3f && box.Top > 0.06f && box.Half.Y > 0.06f) obstacles.Add(box);
        Vector3 min = item.Shape.Min, max = item.Shape.Max;
        if (approach == Approach.AnySide) approaches.Add((box, approach));
        else if (approach == Approach.Front)
            approaches.Add((Footprint.Of(new(min.X, min.Y - 0.1f), new(max.X, min.Y), pose, 0, 1), approach));
    }

    private void Commit(FurnitureGroup group, PlanarPose pose, ReadOnlySpan<bool> fits, Span<PlacedItem?> items) {
        for (int i = 0; i < group.Items.Count; i++) {
            if (!fits[i]) continue;
            PlacedItem member = group.Items[i];
            PlacedItem? on = member.On is null ? null : items[group.Items.IndexOf(member.On)];
            items[i] = Add(new(member.Item, pose.Of(member.Pose), member.Support, on, member.Approach));
        }
        foreach ((Vector2 min, Vector2 max) in group.Clear) clear.Add((Footprint.Of(min, max, pose, Flat, 1.9f), items[0]));
    }

    public PlacedItem Add(PlacedItem item) {
        Items.Add(item);
        Note(item.Item, item.Pose, item.Approach);
        return item;
    }

    /// <summary>True if people can still walk with this item in place.</summary>
    public bool StaysWalkable(FurnitureItem item, PlanarPose pose) => CanWalk(new(item, Approach.None), pose, [true], null, default);

    /// <summary>False if the item would stand partly on a rug.</summary>
    public bool StandsFlat(FurnitureItem item, PlanarPose pose) {
        Footprint box = item.At(pose);
        foreach (PlacedItem other in Items) if (other.Footprint.Top < Flat && other.Footprint.OverlapsOnFloor(box)) return false;
        return true;
    }

    /// <summary>
    /// Lists poses along all walls for an object with its back to the wall, with the wall and the distance along it. The object extends
    /// <paramref name="left"/> to −X, <paramref name="right"/> to +X and <paramref name="back"/> to +Y from its origin; poses are
    /// <paramref name="step"/> apart and leave a <paramref name="gap"/> to the wall. Metres.
    /// </summary>
    public IEnumerable<(PlanarPose Pose, int Wall, float Along)> AlongWalls(float left, float right, float back, float step = 0.1f,
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
