using System.Numerics;
using Diorama.Assets.Index;
using Diorama.Core.Randomness;

namespace Diorama.Worlds.Rooms;

/// <summary>
/// Places doors and windows in the walls of arranged rooms. Doors come first: a spanning tree of them joins all rooms, then each room gets
/// the wanted number. Windows take the middle of the remaining outer walls.
/// </summary>
internal sealed class OpeningPlacement {
    /// <summary>Smallest length of wall between an opening and a corner or another opening, metres.</summary>
    private const float DoorMargin = 0.12f, WindowMargin = 0.2f;
    /// <summary>Free depth outside a window, metres.</summary>
    private const float Outlook = 1.5f;

    private readonly Room[] rooms;
    private readonly List<Opening>[] openings;
    private readonly float thickness;
    private readonly DoorAndWindowChoice choice;
    private readonly Keyed key;

    /// <summary>A part of a wall, with offsets along it in metres; and the other wall if it separates two rooms.</summary>
    private readonly record struct Stretch(int Room, int Wall, float Start, float End, int OtherRoom = -1, int OtherWall = -1) {
        public float Length => End - Start;
    }

    public OpeningPlacement(Room[] rooms, float thickness, DoorAndWindowChoice choice, Keyed key) {
        (this.rooms, this.thickness, this.choice, this.key) = (rooms, thickness, choice, key);
        openings = new List<Opening>[rooms.Length];
        for (int i = 0; i < rooms.Length; i++) rooms[i].Openings = openings[i] = [];
    }

    public void PlaceDoors(IReadOnlyList<RoomValues> values) {
        List<Stretch> shared = Shared();
        // Doors to a hall come first, then those in the order of the rooms.
        shared.Sort((a, b) => (Rank(a), a.Room, a.Wall, a.OtherRoom, a.Start).CompareTo((Rank(b), b.Room, b.Wall, b.OtherRoom, b.Start)));
        int[] group = new int[rooms.Length];
        for (int i = 0; i < group.Length; i++) group[i] = i;
        foreach (Stretch s in shared) {
            int from = group[s.OtherRoom], to = group[s.Room];
            if (from == to || !TryDoor(s)) continue;
            for (int i = 0; i < group.Length; i++) if (group[i] == from) group[i] = to;
        }
        int entry = 0;
        for (int i = rooms.Length - 1; i >= 0; i--) if (rooms[i].Profile.ConnectsRooms) entry = i;
        if (rooms.Length > 1) AddOuterDoor(entry);
        foreach (Room room in rooms) {
            while (Doors(room.Index) < Math.Max(1, values[room.Index].Doors) && AddOuterDoor(room.Index)) { }
        }

        int Rank(Stretch s) => rooms[s.Room].Profile.ConnectsRooms || rooms[s.OtherRoom].Profile.ConnectsRooms ? 0 : 1;
    }

    public void PlaceWindows(IReadOnlyList<RoomValues> values) {
        foreach (Room room in rooms) {
            DoorsAndWindows window = choice.Window(room);
            KeyedGenerator random = key.With("windows").With(room.Index).Generator();
            List<Stretch> free = FreeOuter(room, WindowMargin, window.Width);
            int[] count = new int[free.Count];
            for (int n = 0; n < values[room.Index].Windows; n++) {
                int best = -1;
                float bestScore = 0;
                for (int i = 0; i < free.Count; i++) {
                    float each = free[i].Length / (count[i] + 1), score = each * (0.6f + 0.8f * random.NextFloat());
                    if (each < window.Width + (count[i] > 0 ? 2 * WindowMargin : 0) || score <= bestScore) continue;
                    (best, bestScore) = (i, score);
                }
                if (best >= 0) count[best]++;
            }
            for (int i = 0; i < free.Count; i++) {
                for (int n = 0; n < count[i]; n++) {
                    float each = free[i].Length / count[i];
                    float slack = count[i] == 1 ? (each - window.Width) * 0.3f * (random.NextFloat() - 0.5f) : 0;
                    Add(room.Index, free[i].Wall, free[i].Start + each * (n + 0.5f) - window.Width / 2 + slack, window, OpeningKind.Window,
                        -1, false);
                }
            }
        }
    }

    private int Doors(int room) {
        int count = 0;
        foreach (Opening o in openings[room]) if (o.Kind == OpeningKind.Door) count++;
        return count;
    }

    /// <summary>Returns the parts of walls between two rooms, each once, from the room of the lower index.</summary>
    private List<Stretch> Shared() {
        var result = new List<Stretch>();
        foreach (Room a in rooms) {
            for (int i = 0; i < a.WallCount; i++) {
                WallSegment wall = a.Wall(i);
                foreach (Room b in rooms) {
                    for (int j = 0; j < b.WallCount && b.Index > a.Index; j++) {
                        WallSegment other = b.Wall(j);
                        if (Vector2.Dot(wall.Inward, other.Inward) > -0.5f) continue;
                        float gap = Vector2.Dot(wall.From - other.From, wall.Inward);
                        if (MathF.Abs(gap - thickness) > 1e-3f) continue;
                        float start = MathF.Max(0, Vector2.Dot(other.To - wall.From, wall.Direction));
                        float end = MathF.Min(wall.Length, Vector2.Dot(other.From - wall.From, wall.Direction));
                        if (end - start > 2 * DoorMargin) result.Add(new(a.Index, i, start, end, b.Index, j));
                    }
                }
            }
        }
        return result;
    }

    /// <summary>Adds a door between two rooms, near one end of the shared wall or in its middle; false if there is no space.</summary>
    private bool TryDoor(Stretch s) {
        DoorsAndWindows door = choice.Door(outer: false);
        WallSegment wall = rooms[s.Room].Wall(s.Wall), other = rooms[s.OtherRoom].Wall(s.OtherWall);
        // A leaf does not swing into a hall, where people pass.
        bool swingsIn = rooms[s.OtherRoom].Profile.ConnectsRooms;
        foreach (float offset in Offsets(s, door.Width)) {
            float there = Vector2.Dot(wall.At(offset + door.Width) - other.From, other.Direction);
            Opening here = Cut(s.Wall, offset, door, OpeningKind.Door, s.OtherRoom, swingsIn);
            Opening beyond = Cut(s.OtherWall, there, door, OpeningKind.Door, s.Room, !swingsIn);
            if (!Fits(rooms[s.Room], here) || !Fits(rooms[s.OtherRoom], beyond)) continue;
            openings[s.Room].Add(here);
            openings[s.OtherRoom].Add(beyond);
            return true;
        }
        return false;
    }

    private bool AddOuterDoor(int room) {
        DoorsAndWindows door = choice.Door(outer: rooms.Length > 1);
        List<Stretch> free = FreeOuter(rooms[room], DoorMargin, door.Width);
        KeyedGenerator random = key.With("outer door").With(room).With(Doors(room)).Generator();
        for (; free.Count > 0;) {
            int pick = random.NextInt(free.Count);
            foreach (float offset in Offsets(free[pick], door.Width)) {
                if (!Fits(rooms[room], Cut(free[pick].Wall, offset, door, OpeningKind.Door, -1, true))) continue;
                Add(room, free[pick].Wall, offset, door, OpeningKind.Door, -1, true);
                return true;
            }
            free.RemoveAt(pick);
        }
        return false;
    }

    private IEnumerable<float> Offsets(Stretch s, float width) {
        float first = s.Start + DoorMargin, last = s.End - DoorMargin - width;
        if (last < first - 1e-4f) yield break;
        KeyedGenerator random = key.With("offset").With(s.Room).With(s.Wall).With(s.OtherRoom).Generator();
        (float near, float far) = random.NextFloat() < 0.5f ? (first, last) : (last, first);
        float middle = first + (last - first) * (0.3f + 0.4f * random.NextFloat());
        if (random.NextFloat() < 0.25f) (near, middle) = (middle, near);
        yield return near;
        yield return far;
        yield return middle;
        for (int i = 1; i < 8; i++) yield return first + (last - first) * i / 8;
    }

    /// <summary>Returns parts of outer walls at least <paramref name="width"/> long, free of openings, corners and neighbours.</summary>
    private List<Stretch> FreeOuter(Room room, float margin, float width) {
        const float Step = 0.05f;
        var result = new List<Stretch>();
        for (int i = 0; i < room.WallCount; i++) {
            WallSegment wall = room.Wall(i);
            float start = -1, last = margin;
            for (float at = margin; at <= wall.Length - margin + 1e-4f; at += Step) {
                bool free = true;
                foreach (Opening o in openings[room.Index]) free &= o.Wall != i || at <= o.Offset - margin || at >= o.End + margin;
                for (float depth = thickness + 0.01f; free && depth < thickness + Outlook; depth += 0.25f)
                    free = IsOutside(wall.At(at) - wall.Inward * depth);
                if (free && start < 0) start = at;
                if (free) last = at;
                if (!free || at + Step > wall.Length - margin + 1e-4f) {
                    if (start >= 0 && last - start >= width) result.Add(new(room.Index, i, start, last));
                    start = -1;
                }
            }
        }
        return result;
    }

    private bool IsOutside(Vector2 point) {
        foreach (Room room in rooms) {
            if (room.Contains(point)) return false;
            for (int i = 0; i < room.WallCount; i++) if (room.Wall(i).DistanceTo(point) < thickness) return false;
        }
        return true;
    }

    /// <summary>
    /// True if the door keeps its distance from corners and from other openings of the wall, and its free floor is inside the room and does
    /// not overlap that of another opening.
    /// </summary>
    private bool Fits(Room room, Opening door) {
        WallSegment wall = room.Wall(door.Wall);
        if (door.Offset < DoorMargin - 1e-3f || door.End > wall.Length - DoorMargin + 1e-3f) return false;
        (Vector2 min, Vector2 max) = room.FreeBefore(door);
        foreach (Opening o in openings[room.Index]) {
            if (o.Wall == door.Wall && door.Offset < o.End + DoorMargin && door.End > o.Offset - DoorMargin) return false;
            (Vector2 otherMin, Vector2 otherMax) = room.FreeBefore(o);
            if (min.X < otherMax.X - 1e-3f && max.X > otherMin.X + 1e-3f && min.Y < otherMax.Y - 1e-3f && max.Y > otherMin.Y + 1e-3f)
                return false;
        }
        Vector2 inset = new(0.01f);
        (min, max) = (min + inset, max - inset);
        return room.Contains(min) && room.Contains(max) && room.Contains(new(min.X, max.Y)) && room.Contains(new(max.X, min.Y));
    }

    private void Add(int room, int wall, float offset, DoorsAndWindows choice, OpeningKind kind, int other, bool swingsIn) =>
        openings[room].Add(Cut(wall, offset, choice, kind, other, swingsIn));

    private static Opening Cut(int wall, float offset, DoorsAndWindows choice, OpeningKind kind, int other, bool swingsIn) => new() {
        Kind = kind, Wall = wall, Offset = offset, Width = choice.Width, Sill = choice.Sill, Height = choice.Height,
        Asset = choice.Asset, OtherRoom = other, SwingsIn = swingsIn,
    };
}
