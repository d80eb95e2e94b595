using System.Numerics;
using Diorama.Assets.Index;
using Diorama.Worlds.Recipes;

namespace Diorama.Worlds.Rooms;

/// <summary>A room: the polygon of its inner wall faces, its height and the openings in its walls. The floor is at z = 0. Metres.</summary>
public sealed class Room {
    /// <summary>Index in the plan and in the recipe's list of rooms.</summary>
    public required int Index { get; init; }
    public required RoomType Type { get; init; }
    internal RoomTypeProfile Profile => RoomTypeProfile.Of(Type);
    /// <summary>Corners, counter-clockwise as seen from above; edges are parallel to X or Y.</summary>
    public required Vector2[] Outline { get; init; }
    public required float Height { get; init; }
    public IReadOnlyList<Opening> Openings { get; internal set; } = [];
    public SurfaceKind Floor { get; init; } = SurfaceKind.Wood;
    public SurfaceKind Walls { get; init; } = SurfaceKind.Paint;

    public int WallCount => Outline.Length;

    public WallSegment Wall(int edge) => new(Outline[edge], Outline[(edge + 1) % Outline.Length]);

    /// <summary>Floor area, square metres.</summary>
    public float Area {
        get {
            float twice = 0;
            for (int i = 0; i < WallCount; i++) {
                WallSegment wall = Wall(i);
                twice += wall.From.X * wall.To.Y - wall.To.X * wall.From.Y;
            }
            return twice / 2;
        }
    }

    public (Vector2 Min, Vector2 Max) Bounds {
        get {
            Vector2 min = Outline[0], max = Outline[0];
            foreach (Vector2 p in Outline) (min, max) = (Vector2.Min(min, p), Vector2.Max(max, p));
            return (min, max);
        }
    }

    /// <summary>True if a point of the floor is inside by at least <paramref name="margin"/>.</summary>
    public bool Contains(Vector2 point, float margin = 0) {
        bool inside = false;
        for (int i = 0; i < WallCount; i++) {
            WallSegment wall = Wall(i);
            if (margin > 0 && wall.DistanceTo(point) < margin) return false;
            if (wall.From.Y > point.Y != wall.To.Y > point.Y
                && point.X < wall.From.X + (wall.To.X - wall.From.X) * (point.Y - wall.From.Y) / (wall.To.Y - wall.From.Y))
                inside = !inside;
        }
        return inside;
    }

    /// <summary>
    /// Returns the part of the floor that must stay free in front of an opening: for a door the square that its leaf sweeps, or the depth
    /// of a step if it swings to the other side; for a window a narrow strip, which low furniture may use.
    /// </summary>
    public (Vector2 Min, Vector2 Max) FreeBefore(Opening opening) {
        WallSegment wall = Wall(opening.Wall);
        float depth = opening.Kind == OpeningKind.Window ? 0.1f : opening.SwingsIn ? MathF.Max(opening.Width, 0.7f) : 0.7f;
        Vector2 a = wall.At(opening.Offset), b = wall.At(opening.End) + wall.Inward * depth;
        return (Vector2.Min(a, b), Vector2.Max(a, b));
    }
}

/// <summary>Inner face of a wall as seen from above; the room is on the left of its direction.</summary>
public readonly record struct WallSegment(Vector2 From, Vector2 To) {
    public float Length => Vector2.Distance(From, To);
    /// <summary>Unit vector from the first corner to the second.</summary>
    public Vector2 Direction => Vector2.Normalize(To - From);
    /// <summary>Unit normal that points into the room.</summary>
    public Vector2 Inward => new(-Direction.Y, Direction.X);

    /// <summary>Returns the point <paramref name="offset"/> metres along the wall.</summary>
    public Vector2 At(float offset) => From + Direction * offset;

    public float DistanceTo(Vector2 point) => Vector2.Distance(point, At(Math.Clamp(Vector2.Dot(point - From, Direction), 0, Length)));
}
