using System.Numerics;
using Diorama.Core.Spaces;

namespace Diorama.Worlds.Placement;

/// <summary>
/// Pose of an upright object: the position of the origin of the asset frame (middle of the bottom) and the direction of its +X. A direction
/// instead of an angle keeps objects along walls exactly parallel to them. Metres.
/// </summary>
/// <param name="Position">Position in the world or in the frame of the group.</param>
/// <param name="Right">Unit vector of the asset's +X.</param>
internal readonly record struct PlanarPose(Vector3 Position, Vector2 Right) {
    public static PlanarPose Identity { get; } = new(Vector3.Zero, Vector2.UnitX);

    /// <summary>Unit vector of the asset's front, −Y.</summary>
    public Vector2 Front => new(Right.Y, -Right.X);

    public Vector2 Floor => new(Position.X, Position.Y);

    public Affine3 Transform => new(new(Right, 0), new(-Right.Y, Right.X, 0), Vector3.UnitZ, Position);

    /// <summary>Creates a pose whose front is in the direction <paramref name="front"/> (unit).</summary>
    public static PlanarPose Facing(Vector2 floor, Vector2 front, float z = 0) => new(new(floor, z), new(-front.Y, front.X));

    public static PlanarPose Turned(Vector2 floor, float radians, float z = 0) =>
        new(new(floor, z), new(MathF.Cos(radians), MathF.Sin(radians)));

    public Vector2 Vector(Vector2 v) => Right * v.X + new Vector2(-Right.Y, Right.X) * v.Y;

    public Vector2 Point(Vector2 p) => Floor + Vector(p);

    /// <summary>Converts a world point to this frame.</summary>
    public Vector2 Local(Vector2 p) {
        Vector2 d = p - Floor;
        return new(Vector2.Dot(d, Right), Right.X * d.Y - Right.Y * d.X);
    }

    /// <summary>Converts the pose <paramref name="inner"/>, given in this frame, to the frame outside.</summary>
    public PlanarPose Of(PlanarPose inner) => new(new(Point(inner.Floor), Position.Z + inner.Position.Z), Vector(inner.Right));

    public PlanarPose Raised(float by) => this with { Position = Position + new Vector3(0, 0, by) };

    public PlanarPose Moved(Vector2 by) => this with { Position = Position + new Vector3(by, 0) };
}
