using System.Numerics;
using Diorama.Core.Spaces;

namespace Diorama.Worlds.Physics;

/// <summary>Pose of a body, in double precision like Bullet's.</summary>
internal readonly record struct BodyPose(double X, double Y, double Z, double Qx, double Qy, double Qz, double Qw) {
    public static BodyPose Of(in Affine3 world) {
        var q = Quaternion.Normalize(Quaternion.CreateFromRotationMatrix(new Matrix4x4(
            world.X.X, world.X.Y, world.X.Z, 0, world.Y.X, world.Y.Y, world.Y.Z, 0, world.Z.X, world.Z.Y, world.Z.Z, 0, 0, 0, 0, 1)));
        return new(world.Origin.X, world.Origin.Y, world.Origin.Z, q.X, q.Y, q.Z, q.W);
    }

    /// <summary>Returns the pose rounded to 0.1 mm and 2⁻¹⁵, as a scene stores it.</summary>
    public Affine3 Quantised() {
        const double Steps = 1e4, Turns = 1 << 15;
        var q = Quaternion.Normalize(new((float)(Math.Round(Qx * Turns) / Turns), (float)(Math.Round(Qy * Turns) / Turns),
            (float)(Math.Round(Qz * Turns) / Turns), (float)(Math.Round(Qw * Turns) / Turns)));
        Affine3 r = Affine3.Rotation(q);
        return new(r.X, r.Y, r.Z, new((float)(Math.Round(X * Steps) / Steps), (float)(Math.Round(Y * Steps) / Steps),
            (float)(Math.Round(Z * Steps) / Steps)));
    }

    /// <summary>Returns the distance between two positions, metres.</summary>
    public double DistanceTo(in BodyPose other) =>
        Math.Sqrt((X - other.X) * (X - other.X) + (Y - other.Y) * (Y - other.Y) + (Z - other.Z) * (Z - other.Z));

    /// <summary>Returns the angle between two orientations, radians.</summary>
    public double AngleTo(in BodyPose other) =>
        2 * Math.Acos(Math.Min(1, Math.Abs(Qx * other.Qx + Qy * other.Qy + Qz * other.Qz + Qw * other.Qw)));
}

/// <summary>A simulation of rigid bodies under gravity in fixed time steps. Not thread-safe; the same calls give the same bits.</summary>
internal sealed unsafe class PhysicsWorld : IDisposable {
    private const double StepSeconds = 1.0 / 240, Gravity = 9.81;
    /// <summary>
    /// Largest speed (m/s) and angular speed (rad/s): fast objects are slowed down as in honey, so that none passes a thin wall within one
    /// step. Only their final poses matter.
    /// </summary>
    private const double SpeedLimit = 0.6, TurnLimit = 8;
    /// <summary>Collision margin, too small to be seen as a gap, metres.</summary>
    private const double Margin = 0.0002;

    private nint world = PhysicsShim.Create(Gravity);
    private int count;

    public int Add(RigidBody thing, bool moves) {
        ObjectDisposedException.ThrowIf(world == 0, this);
        var body = new PhysicsShim.Body {
            Mass = moves ? thing.Mass : 0, Friction = thing.Friction, RollingFriction = 0.002, Restitution = thing.Restitution,
        };
        for (int i = 0; i < 3; i++) body.Centre[i] = thing.Parts.Centre[i];
        for (int i = 0; i < 6; i++) body.Inertia[i] = thing.Parts.Inertia[i] * thing.Mass;
        BodyPose pose = BodyPose.Of(thing.WorldFromModel);
        (body.Pose[0], body.Pose[1], body.Pose[2], body.Pose[3], body.Pose[4], body.Pose[5], body.Pose[6]) =
            (pose.X, pose.Y, pose.Z, pose.Qx, pose.Qy, pose.Qz, pose.Qw);
        Vector3[] points = [.. thing.Parts.Hulls.SelectMany(h => h.Corners)];
        int[] sizes = [.. thing.Parts.Hulls.Select(h => h.Corners.Length)];
        count++;
        fixed (Vector3* p = points) fixed (int* s = sizes) return PhysicsShim.Add(world, &body, (float*)p, s, sizes.Length, Margin);
    }

    public void Remove(int body) => PhysicsShim.Remove(world, body);

    /// <summary>Advances the simulation by about <paramref name="seconds"/>, at least one step.</summary>
    public void Advance(double seconds, double damping) {
        ObjectDisposedException.ThrowIf(world == 0, this);
        PhysicsShim.Step(world, Math.Max(1, (int)Math.Round(seconds / StepSeconds)), StepSeconds, damping, SpeedLimit, TurnLimit);
    }

    public BodyPose[] Poses() {
        var poses = new BodyPose[count];
        var speeds = new double[2 * count];
        fixed (BodyPose* p = poses) fixed (double* s = speeds) PhysicsShim.Read(world, (double*)p, s);
        return poses;
    }

    public void Dispose() {
        if (world != 0) PhysicsShim.Destroy(world);
        world = 0;
    }
}
