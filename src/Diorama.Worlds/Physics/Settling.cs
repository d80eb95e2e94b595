using System.Numerics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Diorama.Core.Spaces;
using Diorama.Worlds.Caches;
using Diorama.Worlds.Places;

namespace Diorama.Worlds.Physics;

/// <summary>Final pose of an object, or the reason of its failure.</summary>
/// <param name="WorldFromModel">Pose, rounded to 0.1 mm and 2⁻¹⁵ of a quaternion; for a failure the last known pose.</param>
/// <param name="Failure">NotSettled, LeftTheRoom or Overlap; null if the object rests.</param>
public readonly record struct SettledPose(Affine3 WorldFromModel, PlacementReason? Failure);

/// <summary>
/// Simulates falling objects until they rest. The result depends only on the input, never on threads or the clock, and is stored in the
/// cache, so that every machine that shares the cache renders the same scene. Failed objects are removed, so that they do not affect the
/// others.
/// </summary>
public static class Settling {
    /// <summary>Version of the simulation and the hulls, to be increased when they change.</summary>
    private const int Version = 3;
    /// <summary>An object rests if it moves and turns less than this over <see cref="RestSeconds"/>: metres, radians.</summary>
    private const double RestDistance = 0.0008, RestAngle = 0.01, RestSeconds = 0.3, SliceSeconds = 0.1;
    private const int Rounds = 3;

    /// <summary>Simulates the fall of objects.</summary>
    /// <param name="standing">Objects that do not move.</param>
    /// <param name="falling">Falling objects with their initial poses; free of each other and of the standing objects when
    /// released.</param>
    /// <param name="regionMin">Lower corner of a box; an object whose middle leaves the box has left the room. World, metres.</param>
    /// <param name="regionMax">Upper corner of that box.</param>
    /// <param name="timeLimit">Simulated time after the last release, seconds; objects that still move then have not settled.</param>
    /// <param name="cache">Cache of results; null for none.</param>
    /// <returns>One pose per falling object, in their order.</returns>
    public static SettledPose[] Run(IReadOnlyList<RigidBody> standing, IReadOnlyList<RigidBody> falling, Vector3 regionMin,
        Vector3 regionMax,
        double timeLimit = 8, ComputedCache? cache = null) {
        ArgumentNullException.ThrowIfNull(standing);
        ArgumentNullException.ThrowIfNull(falling);
        if (falling.Count == 0) return [];
        string key = cache == null ? "" : Key(standing, falling, regionMin, regionMax, timeLimit);
        if (cache?.Read("physics/settled", key, Version, reader => From(reader, falling.Count)) is { } found) return found;
        var settled = new SettledPose[falling.Count];
        Simulate(standing, falling, regionMin, regionMax, timeLimit, settled);
        RestingContacts.Correct(standing, falling, settled);
        cache?.Write("physics/settled", key, Version, writer => To(writer, settled));
        return settled;
    }

    private static void Simulate(IReadOnlyList<RigidBody> standing, IReadOnlyList<RigidBody> falling, Vector3 regionMin,
        Vector3 regionMax,
        double timeLimit, SettledPose[] settled) {
        using var world = new PhysicsWorld();
        foreach (RigidBody thing in standing) world.Add(thing, moves: false);
        int[] order = [.. Enumerable.Range(0, falling.Count).OrderBy(i => falling[i].ReleaseTime).ThenBy(i => i)];
        var bodies = new int[falling.Count];
        Array.Fill(bodies, -1);
        int released = 0;
        double time = 0, end = falling.Max(f => f.ReleaseTime) + timeLimit, start = end - timeLimit;
        var history = new Queue<BodyPose[]>();
        for (int round = 0; ;) {
            while (released < order.Length && falling[order[released]].ReleaseTime <= time + 1e-9) {
                bodies[order[released]] = world.Add(falling[order[released]], moves: true);
                released++;
                history.Clear();
            }
            // Objects that tremble are damped more strongly the longer it takes.
            world.Advance(SliceSeconds, time < start + timeLimit / 3 ? 0.1 : time < start + 2 * timeLimit / 3 ? 0.6 : 0.95);
            time += SliceSeconds;
            BodyPose[] now = world.Poses();
            for (int i = 0; i < bodies.Length; i++) {
                if (bodies[i] < 0 || settled[i].Failure != null) continue;
                settled[i] = new(now[bodies[i]].Quantised(), null);
                Vector3 middle = settled[i].WorldFromModel.Point(falling[i].Parts.Centre);
                if (Vector3.Clamp(middle, regionMin, regionMax) == middle) continue;
                settled[i] = settled[i] with { Failure = PlacementReason.LeftTheRoom };
                world.Remove(bodies[i]);
            }
            history.Enqueue(now);
            if (history.Count <= RestSeconds / SliceSeconds) continue;
            BodyPose[] before = history.Dequeue();
            bool rests = released == order.Length;
            for (int i = 0; i < bodies.Length && rests; i++) rests = settled[i].Failure != null || Rests(bodies[i]);
            if (rests) return;
            if (time < end) continue;
            for (int i = 0; i < bodies.Length; i++) {
                if (settled[i].Failure != null || Rests(bodies[i])) continue;
                settled[i] = settled[i] with { Failure = PlacementReason.NotSettled };
                world.Remove(bodies[i]);
            }
            // Objects that leaned on the removed ones find a new place.
            if (++round == Rounds) return;
            end = time + timeLimit / 4;
            history.Clear();

            bool Rests(int b) => b >= 0 && before[b].DistanceTo(now[b]) < RestDistance && before[b].AngleTo(now[b]) < RestAngle;
        }
    }

    private static string Key(IReadOnlyList<RigidBody> standing, IReadOnlyList<RigidBody> falling, Vector3 regionMin, Vector3 regionMax,
        double timeLimit) {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        Span<byte> bytes = stackalloc byte[Unsafe.SizeOf<Affine3>()];
        writer.Write(standing.Count);
        foreach (RigidBody thing in standing.Concat(falling)) {
            writer.Write((ulong)(thing.Surface.ContentHash >> 64));
            writer.Write((ulong)thing.Surface.ContentHash);
            Unsafe.WriteUnaligned(ref bytes[0], thing.WorldFromModel);
            writer.Write(bytes);
            writer.Write(thing.Density);
            writer.Write(thing.Friction);
            writer.Write(thing.Restitution);
            writer.Write(thing.ReleaseTime);
        }
        for (int i = 0; i < 3; i++) writer.Write(regionMin[i]);
        for (int i = 0; i < 3; i++) writer.Write(regionMax[i]);
        writer.Write(timeLimit);
        return Convert.ToHexStringLower(SHA256.HashData(stream.ToArray()))[..32];
    }

    private static SettledPose[]? From(BinaryReader reader, int expected) {
        if (reader.ReadInt32() != expected) return null;
        var settled = new SettledPose[expected];
        for (int i = 0; i < expected; i++) {
            int failure = reader.ReadInt32();
            var n = new float[12];
            for (int k = 0; k < 12; k++) n[k] = reader.ReadSingle();
            settled[i] = new(new(new(n[0], n[1], n[2]), new(n[3], n[4], n[5]), new(n[6], n[7], n[8]), new(n[9], n[10], n[11])),
                failure < 0 ? null : (PlacementReason)failure);
        }
        return settled;
    }

    private static void To(BinaryWriter writer, SettledPose[] settled) {
        writer.Write(settled.Length);
        foreach (SettledPose pose in settled) {
            writer.Write(pose.Failure is { } failure ? (int)failure : -1);
            Affine3 m = pose.WorldFromModel;
            foreach (Vector3 column in new[] { m.X, m.Y, m.Z, m.Origin }) {
                writer.Write(column.X);
                writer.Write(column.Y);
                writer.Write(column.Z);
            }
        }
    }
}
