using System.Numerics;
using System.Runtime.CompilerServices;

namespace Diorama.Worlds.Physics;

/// <summary>
/// Tests whether two triangles have a point in common, by separating axes (Gottschalk et al. 1996); touching counts, also of coplanar
/// triangles.
/// </summary>
internal static class TrianglePair {
    public static bool Meet(Vector3 a0, Vector3 a1, Vector3 a2, Vector3 b0, Vector3 b1, Vector3 b2) {
        // Near the origin differences lose no precision.
        (a1, a2, b0, b1, b2) = (a1 - a0, a2 - a0, b0 - a0, b1 - a0, b2 - a0);
        Vector3 na = Vector3.Cross(a1, a2);
        float d0 = Vector3.Dot(na, b0), d1 = Vector3.Dot(na, b1), d2 = Vector3.Dot(na, b2);
        if ((d0 > 0 && d1 > 0 && d2 > 0) || (d0 < 0 && d1 < 0 && d2 < 0)) return false;
        Vector3 f0 = b1 - b0, f1 = b2 - b1, f2 = b0 - b2, nb = Vector3.Cross(f0, f1);
        if (Apart(nb, a1, a2, b0, b1, b2)) return false;
        Vector3 e0 = a1, e1 = a2 - a1, e2 = -a2;
        return !(Apart(Vector3.Cross(e0, f0), a1, a2, b0, b1, b2) || Apart(Vector3.Cross(e0, f1), a1, a2, b0, b1, b2)
            || Apart(Vector3.Cross(e0, f2), a1, a2, b0, b1, b2) || Apart(Vector3.Cross(e1, f0), a1, a2, b0, b1, b2)
            || Apart(Vector3.Cross(e1, f1), a1, a2, b0, b1, b2) || Apart(Vector3.Cross(e1, f2), a1, a2, b0, b1, b2)
            || Apart(Vector3.Cross(e2, f0), a1, a2, b0, b1, b2) || Apart(Vector3.Cross(e2, f1), a1, a2, b0, b1, b2)
            || Apart(Vector3.Cross(e2, f2), a1, a2, b0, b1, b2)
            // For coplanar triangles all products above are parallel to their normal: there the normals of the edges within the plane
            // decide.
            || Apart(Vector3.Cross(na, e0), a1, a2, b0, b1, b2) || Apart(Vector3.Cross(na, e1), a1, a2, b0, b1, b2)
            || Apart(Vector3.Cross(na, e2), a1, a2, b0, b1, b2) || Apart(Vector3.Cross(nb, f0), a1, a2, b0, b1, b2)
            || Apart(Vector3.Cross(nb, f1), a1, a2, b0, b1, b2) || Apart(Vector3.Cross(nb, f2), a1, a2, b0, b1, b2));
    }

    /// <summary>True if there is a gap between the triangles (0, a1, a2) and (b0, b1, b2) along the axis.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Apart(Vector3 axis, Vector3 a1, Vector3 a2, Vector3 b0, Vector3 b1, Vector3 b2) {
        float p1 = Vector3.Dot(axis, a1), p2 = Vector3.Dot(axis, a2);
        float q0 = Vector3.Dot(axis, b0), q1 = Vector3.Dot(axis, b1), q2 = Vector3.Dot(axis, b2);
        float aMin = MathF.Min(0, MathF.Min(p1, p2)), aMax = MathF.Max(0, MathF.Max(p1, p2));
        float bMin = MathF.Min(q0, MathF.Min(q1, q2)), bMax = MathF.Max(q0, MathF.Max(q1, q2));
        return aMin > bMax || bMin > aMax;
    }
}
