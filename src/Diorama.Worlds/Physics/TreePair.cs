using System.Numerics;
using Diorama.Core.Spaces;

namespace Diorama.Worlds.Physics;

/// <summary>
/// Intersection tests of two placed triangle trees, the first of which can be moved. The computation is in the frame of the first, so that
/// the precision does not depend on the position in the world. Not thread-safe.
/// </summary>
internal sealed class TreePair {
    /// <summary>Directions in which a point must be enclosed; not parallel to an axis, so that rays rarely run in faces.</summary>
    private static readonly Vector3[] views = [
        new(0.863f, 0.317f, 0.393f), new(-0.741f, 0.551f, 0.384f), new(0.171f, -0.893f, 0.416f), new(0.233f, 0.289f, 0.928f),
        new(-0.311f, -0.197f, -0.93f),
    ];
    private readonly TriangleTree a, b;
    private readonly Affine3 aFromB, bFromA;
    private readonly Affine3 aFromWorld;
    private (int A, int B)[] stack = new (int, int)[256];
    /// <summary>Leaves that met in the last test: after a small move they are tested first.</summary>
    private (int A, int B) last = (-1, -1);

    /// <summary>
    /// Number of boxes and pairs of boxes that this thread has tested so far: a measure of the work that is the same on any machine.
    /// </summary>
    [field: ThreadStatic]
    public static long Visits { get; private set; }

    public TreePair(TriangleTree a, in Affine3 worldFromA, TriangleTree b, in Affine3 worldFromB) {
        (this.a, this.b) = (a, b);
        aFromWorld = worldFromA.Inverse();
        aFromB = aFromWorld * worldFromB;
        bFromA = aFromB.Inverse();
    }

    /// <summary>
    /// True if the first, moved by <paramref name="shift"/> (world, metres), meets the second's surface, or if one lies inside the other.
    /// </summary>
    public bool Overlaps(Vector3 shift) {
        Affine3 toA = Moved(shift), toB = toA.Inverse();
        if (a.TriangleCount == 0 || b.TriangleCount == 0) return false;
        if (last.A >= 0 && LeavesMeet(last.A, last.B, toA, null)) return true;
        return SurfacesMeet(toA, toB, null) || Inside(a, b, toB) || Inside(b, a, toA);
    }

    /// <summary>
    /// True if the surface of the first, moved by <paramref name="shift"/> (world, metres), meets that of the second; one inside the other
    /// does not count, as for things in a closed room.
    /// </summary>
    public bool SurfacesMeet(Vector3 shift) {
        if (a.TriangleCount == 0 || b.TriangleCount == 0) return false;
        Affine3 toA = Moved(shift);
        return SurfacesMeet(toA, toA.Inverse(), null);
    }

    /// <summary>Returns unit normals (world) of triangles that meet, no two nearly parallel; at most <paramref name="limit"/>.</summary>
    public List<Vector3> ContactNormals(int limit, in Affine3 worldFromA) {
        var normals = new List<Vector3>();
        SurfacesMeet(aFromB, bFromA, (ta, tb) => {
            Note(a.Corners[3 * ta], a.Corners[3 * ta + 1], a.Corners[3 * ta + 2]);
            Note(aFromB.Point(b.Corners[3 * tb]), aFromB.Point(b.Corners[3 * tb + 1]), aFromB.Point(b.Corners[3 * tb + 2]));
            return normals.Count >= limit;
        });
        for (int i = 0; i < normals.Count; i++) normals[i] = Vector3.Normalize(worldFromA.Vector(normals[i]));
        return normals;

        void Note(Vector3 p, Vector3 q, Vector3 r) {
            Vector3 n = Vector3.Cross(q - p, r - p);
            float length = n.Length();
            if (!(length > 1e-12f) || normals.Count >= limit) return;
            n /= length;
            foreach (Vector3 m in normals) if (MathF.Abs(Vector3.Dot(n, m)) > 0.97f) return;
            normals.Add(n);
        }
    }

    private Affine3 Moved(Vector3 shift) => new(aFromB.X, aFromB.Y, aFromB.Z, aFromB.Origin - aFromWorld.Vector(shift));

    /// <summary>
    /// True if any pair of triangles meets; <paramref name="found"/>, if given, is called for each pair and ends the search by returning
    /// true.
    /// </summary>
    private bool SurfacesMeet(in Affine3 toA, in Affine3 toB, Func<int, int, bool>? found) {
        int depth = 0;
        long visits = 0;
        stack[depth++] = (0, 0);
        while (depth > 0) {
            visits++;
            var (ia, ib) = stack[--depth];
            ref readonly var boxA = ref a.Boxes[ia];
            ref readonly var boxB = ref b.Boxes[ib];
            if (!BoxesMeet(boxA, boxB, toA) || !BoxesMeet(boxB, boxA, toB)) continue;
            if (boxA.Count > 0 && boxB.Count > 0) {
                if (!LeavesMeet(ia, ib, toA, found)) continue;
                last = (ia, ib);
                Visits += visits;
                return true;
            }
            if (depth + 2 > stack.Length) Array.Resize(ref stack, 2 * stack.Length);
            if (boxB.Count > 0 || (boxA.Count == 0 && (boxA.Max - boxA.Min).LengthSquared() > (boxB.Max - boxB.Min).LengthSquared())) {
                stack[depth++] = (boxA.First, ib);
                stack[depth++] = (boxA.First + 1, ib);
            } else {
                stack[depth++] = (ia, boxB.First);
                stack[depth++] = (ia, boxB.First + 1);
            }
        }
        Visits += visits;
        return false;
    }

    private bool LeavesMeet(int ia, int ib, in Affine3 toA, Func<int, int, bool>? found) {
        ref readonly var boxA = ref a.Boxes[ia];
        ref readonly var boxB = ref b.Boxes[ib];
        for (int tb = boxB.First; tb < boxB.First + boxB.Count; tb++) {
            Vector3 b0 = toA.Point(b.Corners[3 * tb]), b1 = toA.Point(b.Corners[3 * tb + 1]), b2 = toA.Point(b.Corners[3 * tb + 2]);
            for (int ta = boxA.First; ta < boxA.First + boxA.Count; ta++) {
                if (TrianglePair.Meet(a.Corners[3 * ta], a.Corners[3 * ta + 1], a.Corners[3 * ta + 2], b0, b1, b2)
                    && (found == null || found(ta, tb))) return true;
            }
        }
        return false;
    }

    /// <summary>
    /// True if the box <paramref name="other"/>, transformed by the map, overlaps the box <paramref name="box"/> along the axes of this
    /// frame.
    /// </summary>
    private static bool BoxesMeet(in TriangleTree.Cell box, in TriangleTree.Cell other, in Affine3 map) {
        Vector3 half = (other.Max - other.Min) / 2, centre = map.Point(other.Min + half);
        Vector3 reach = Vector3.Abs(map.X) * half.X + Vector3.Abs(map.Y) * half.Y + Vector3.Abs(map.Z) * half.Z;
        Vector3 own = (box.Max - box.Min) / 2, gap = Vector3.Abs(centre - (box.Min + own)) - own - reach;
        return gap.X <= 1e-6f && gap.Y <= 1e-6f && gap.Z <= 1e-6f;
    }

    /// <summary>True if points of <paramref name="thing"/> lie inside <paramref name="shell"/>; used if the surfaces do not meet.</summary>
    private static bool Inside(TriangleTree thing, TriangleTree shell, in Affine3 shellFromThing) {
        int step = Math.Max(1, thing.TriangleCount / 3);
        for (int t = 0; t < thing.TriangleCount; t += step) {
            Vector3 p = shellFromThing.Point((thing.Corners[3 * t] + thing.Corners[3 * t + 1] + thing.Corners[3 * t + 2]) / 3);
            if (Vector3.Min(p, shell.Min) != shell.Min || Vector3.Max(p, shell.Max) != shell.Max) continue;
            bool enclosed = true;
            foreach (Vector3 view in views) {
                var (crossings, winding) = Crossings(shell, p, view);
                // Overlapping closed surfaces have a winding number above 1; surfaces without consistent orientation are still crossed an
                // odd number of times.
                if (winding == 0 && crossings % 2 == 0) { enclosed = false; break; }
            }
            if (enclosed) return true;
        }
        return false;
    }

    private static (int Crossings, int Winding) Crossings(TriangleTree tree, Vector3 origin, Vector3 direction) {
        Span<int> stack = stackalloc int[128];
        int depth = 0, crossings = 0, winding = 0;
        long visits = 0;
        Vector3 inverse = Vector3.One / direction;
        stack[depth++] = 0;
        while (depth > 0) {
            visits++;
            ref readonly var box = ref tree.Boxes[stack[--depth]];
            Vector3 t0 = (box.Min - origin) * inverse, t1 = (box.Max - origin) * inverse;
            Vector3 near = Vector3.Min(t0, t1), far = Vector3.Max(t0, t1);
            if (MathF.Max(MathF.Max(near.X, near.Y), MathF.Max(near.Z, 0)) > MathF.Min(far.X, MathF.Min(far.Y, far.Z))) continue;
            if (box.Count == 0) {
                stack[depth++] = box.First;
                stack[depth++] = box.First + 1;
                continue;
            }
            for (int t = box.First; t < box.First + box.Count; t++) {
                if (!(tree.RayHit(t, origin, direction, out bool front) > 0)) continue;
                crossings++;
                winding += front ? 1 : -1;
            }
        }
        Visits += visits;
        return (crossings, winding);
    }
}
