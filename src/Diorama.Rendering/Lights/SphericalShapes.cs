using System.Numerics;
using System.Runtime.CompilerServices;

namespace Diorama.Rendering.Lights;

/// <summary>Triangles and rectangles as seen from a point: their solid angle, and sampling of directions uniformly in it.</summary>
public static class SphericalShapes {
    /// <summary>
    /// Returns the solid angle of the triangle with corner <paramref name="a"/> (relative to the viewer) and two edges. Van Oosterom and
    /// Strackee 1983.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float TriangleSolidAngle(Vector3 a, Vector3 edgeU, Vector3 edgeV, float tripleProduct) {
        Vector3 b = a + edgeU, c = a + edgeV;
        return 2 * MathF.Atan2(MathF.Abs(tripleProduct), Denominator(a, b, c));
    }

    /// <summary>Returns the solid angle of a parallelogram: the arguments of its two triangles, added in one arc tangent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ParallelogramSolidAngle(Vector3 a, Vector3 edgeU, Vector3 edgeV, float tripleProduct) {
        Vector3 b = a + edgeU, c = b + edgeV, d = a + edgeV;
        float t = MathF.Abs(tripleProduct), first = Denominator(a, b, c), second = Denominator(a, c, d);
        // Scaled so that the products stay in range for distant or tiny rectangles.
        float scale = 1 / (t + MathF.Abs(first) + MathF.Abs(second));
        (t, first, second) = (t * scale, first * scale, second * scale);
        return 2 * MathF.Atan2(t * (first + second), first * second - t * t);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Denominator(Vector3 a, Vector3 b, Vector3 c) {
        float la = a.Length(), lb = b.Length(), lc = c.Length();
        return la * lb * lc + Vector3.Dot(a, b) * lc + Vector3.Dot(b, c) * la + Vector3.Dot(c, a) * lb;
    }

    /// <summary>
    /// Samples a unit direction uniformly in a spherical triangle, for corners relative to the viewer. Arvo 1995, "Stratified Sampling of
    /// Spherical Triangles".
    /// </summary>
    public static Vector3 SampleTriangle(Vector3 cornerA, Vector3 cornerB, Vector3 cornerC, float solidAngle, Vector2 u) {
        Vector3 a = Vector3.Normalize(cornerA), b = Vector3.Normalize(cornerB), c = Vector3.Normalize(cornerC);
        Vector3 toB = Orthonormal(b, a), toC = Orthonormal(c, a);
        float cosAlpha = Math.Clamp(Vector3.Dot(toB, toC), -1, 1);
        // The cross product keeps precision where the cosine is near ±1.
        float sinAlpha = Vector3.Cross(toB, toC).Length();
        float alpha = MathF.Atan2(sinAlpha, cosAlpha);
        (float s, float t) = MathF.SinCos(u.X * solidAngle - alpha);
        float p = t - cosAlpha, q = s + sinAlpha * Vector3.Dot(a, b);
        float divisor = (q * s + p * t) * sinAlpha;
        float cosArc = divisor != 0 ? Math.Clamp(((q * t - p * s) * cosAlpha - q) / divisor, -1, 1) : 1;
        Vector3 onEdge = cosArc * a + MathF.Sqrt(MathF.Max(0, 1 - cosArc * cosArc)) * toC;
        float h = u.Y * 0.5f * (onEdge - b).LengthSquared();
        return Vector3.Normalize((1 - h) * b + MathF.Sqrt(MathF.Max(0, h * (2 - h))) * Orthonormal(onEdge, b));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector3 Orthonormal(Vector3 v, Vector3 unit) {
        Vector3 w = v - Vector3.Dot(v, unit) * unit;
        float length = w.LengthSquared();
        return length > 0 ? w / MathF.Sqrt(length) : default;
    }

    /// <summary>
    /// Samples a point of a rectangle, relative to the viewer, uniformly in the solid angle that it subtends. Ureña, Fajardo and King 2013,
    /// "An Area-Preserving Parametrization for Spherical Rectangles".
    /// </summary>
    public static Vector3 SampleRectangle(Vector3 corner, Vector3 edgeU, Vector3 edgeV, float solidAngle, Vector2 u) {
        float lengthU = edgeU.Length(), lengthV = edgeV.Length();
        Vector3 x = edgeU / lengthU, y = edgeV / lengthV, z = Vector3.Cross(x, y);
        float z0 = Vector3.Dot(corner, z);
        if (z0 > 0) (z, z0) = (-z, -z0);
        float x0 = Vector3.Dot(corner, x), x1 = x0 + lengthU, y0 = Vector3.Dot(corner, y), y1 = y0 + lengthV;
        float zz = z0 * z0;
        float n0 = -y0 / MathF.Sqrt(y0 * y0 + zz), n2 = y1 / MathF.Sqrt(y1 * y1 + zz);
        float n3 = -x0 / MathF.Sqrt(x0 * x0 + zz);
        float k = 2 * MathF.PI - MathF.Acos(Math.Clamp(-n2 * n3, -1, 1)) - MathF.Acos(Math.Clamp(-n3 * n0, -1, 1));
        (float sin, float cos) = MathF.SinCos(u.X * solidAngle + k);
        float f = (cos * n0 - n2) / sin;
        float cu = MathF.CopySign(1 / MathF.Sqrt(f * f + n0 * n0), f);
        cu = Math.Clamp(cu, -1, 1);
        float xu = Math.Clamp(-(cu * z0) / MathF.Sqrt(MathF.Max(1 - cu * cu, 1e-14f)), x0, x1);
        if (!(xu >= x0)) xu = x0;
        float dd = xu * xu + zz;
        float h0 = y0 / MathF.Sqrt(dd + y0 * y0), h1 = y1 / MathF.Sqrt(dd + y1 * y1);
        float h = h0 + u.Y * (h1 - h0), oneMinus = 1 - h * h;
        float yv = oneMinus > 1e-6f ? h * MathF.Sqrt(dd / oneMinus) : h > 0 ? y1 : y0;
        return xu * x + Math.Clamp(yv, y0, y1) * y + z0 * z;
    }
}
