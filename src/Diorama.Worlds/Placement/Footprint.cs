using System.Numerics;

namespace Diorama.Worlds.Placement;

/// <summary>
/// A box rotated about the vertical axis: its centre, the unit direction of its width, half of its width and depth, and its heights. World,
/// metres.
/// </summary>
internal readonly record struct Footprint(Vector2 Center, Vector2 Right, Vector2 Half, float Bottom, float Top) {
    public Vector2 Up => new(-Right.Y, Right.X);

    public static Footprint Of(Vector3 min, Vector3 max, PlanarPose pose) => new(
        pose.Point(new Vector2(min.X + max.X, min.Y + max.Y) / 2), pose.Right, new Vector2(max.X - min.X, max.Y - min.Y) / 2,
        pose.Position.Z + min.Z, pose.Position.Z + max.Z);

    /// <summary>Returns the box of the rectangle between two corners in the frame of <paramref name="pose"/>.</summary>
    public static Footprint Of(Vector2 min, Vector2 max, PlanarPose pose, float bottom, float top) =>
        Of(new Vector3(min, bottom), new Vector3(max, top), pose with { Position = pose.Position with { Z = 0 } });

    public Vector2 Corner(int i) => Center + Right * (i is 0 or 3 ? -Half.X : Half.X) + Up * (i < 2 ? -Half.Y : Half.Y);

    public Footprint Grown(float by) => this with { Half = Half + new Vector2(by) };

    /// <summary>True if the boxes overlap by more than <paramref name="slack"/> in every direction, by the separating axis test.</summary>
    public bool Overlaps(in Footprint other, float slack = 0.001f) =>
        Bottom < other.Top - slack && other.Bottom < Top - slack && OverlapsOnFloor(other, slack);

    public bool OverlapsOnFloor(in Footprint other, float slack = 0.001f) {
        Vector2 between = other.Center - Center;
        float c = MathF.Abs(Vector2.Dot(Right, other.Right)), s = MathF.Abs(Vector2.Dot(Right, other.Up));
        return MathF.Abs(Vector2.Dot(between, Right)) < Half.X + other.Half.X * c + other.Half.Y * s - slack
            && MathF.Abs(Vector2.Dot(between, Up)) < Half.Y + other.Half.X * s + other.Half.Y * c - slack
            && MathF.Abs(Vector2.Dot(between, other.Right)) < other.Half.X + Half.X * c + Half.Y * s - slack
            && MathF.Abs(Vector2.Dot(between, other.Up)) < other.Half.Y + Half.X * s + Half.Y * c - slack;
    }

    /// <summary>Returns the distance from a point of the floor to the rectangle, 0 inside.</summary>
    public float DistanceTo(Vector2 point) {
        Vector2 d = point - Center;
        Vector2 outside = new(MathF.Abs(Vector2.Dot(d, Right)) - Half.X, MathF.Abs(Vector2.Dot(d, Up)) - Half.Y);
        return Vector2.Max(outside, Vector2.Zero).Length();
    }

    public (Vector2 Min, Vector2 Max) Bounds {
        get {
            Vector2 reach = new(MathF.Abs(Right.X) * Half.X + MathF.Abs(Right.Y) * Half.Y,
                MathF.Abs(Right.Y) * Half.X + MathF.Abs(Right.X) * Half.Y);
            return (Center - reach, Center + reach);
        }
    }
}
