using System.Numerics;

namespace Diorama.Rendering.Lights;

/// <summary>
/// Bounds of a group of emitters in the light tree: a box, the cone of their normals (axis, half angle), the angle from a normal up to
/// which they emit, and their total strength. Conty Estevez and Kulla 2018, "Importance Sampling of Many Lights with Adaptive Tree
/// Splitting", section 4.1.
/// </summary>
internal struct LightBounds {
    public Vector3 Min, Max, Axis;
    public float NormalAngle, EmissionAngle, Strength;
    public bool TwoSided;

    public readonly Vector3 Centre => (Min + Max) / 2;

    public static LightBounds Of(in Emitter e) {
        var b = new LightBounds { Min = e.Position, Max = e.Position, Axis = e.Normal, TwoSided = e.TwoSided, Strength = e.Strength };
        switch (e.Kind) {
            case EmitterKind.Point:
                (b.NormalAngle, b.EmissionAngle) = (MathF.PI, MathF.PI / 2);
                return b;
            case EmitterKind.Spot:
                b.NormalAngle = MathF.Acos(e.CosInner);
                b.EmissionAngle = MathF.Acos(e.CosOuter) - b.NormalAngle;
                return b;
            case EmitterKind.Disc:
                // Extent of an ellipse along each axis.
                var extent = Vector3.SquareRoot(e.EdgeU * e.EdgeU + e.EdgeV * e.EdgeV);
                (b.Min, b.Max) = (e.Position - extent, e.Position + extent);
                break;
            default:
                b.Include(e.Position + e.EdgeU);
                b.Include(e.Position + e.EdgeV);
                if (e.Kind == EmitterKind.Rectangle) b.Include(e.Position + e.EdgeU + e.EdgeV);
                break;
        }
        b.EmissionAngle = MathF.PI / 2;
        return b;
    }

    /// <summary>
    /// Returns the bounds of an emitter that moves through these states: everything that it sweeps, with the mean of its strengths.
    /// </summary>
    public static LightBounds Of(ReadOnlySpan<Emitter> steps) {
        LightBounds all = default;
        foreach (ref readonly Emitter e in steps) all = Union(all, Of(e));
        all.Strength /= steps.Length;
        return all;
    }

    private void Include(Vector3 p) => (Min, Max) = (Vector3.Min(Min, p), Vector3.Max(Max, p));

    public static LightBounds Union(in LightBounds a, in LightBounds b) {
        if (a.Strength == 0) return b;
        if (b.Strength == 0) return a;
        LightBounds u = a.NormalAngle >= b.NormalAngle ? a : b;
        Widen(ref u, a.NormalAngle >= b.NormalAngle ? b : a);
        (u.Min, u.Max) = (Vector3.Min(a.Min, b.Min), Vector3.Max(a.Max, b.Max));
        u.EmissionAngle = MathF.Max(a.EmissionAngle, b.EmissionAngle);
        u.Strength = a.Strength + b.Strength;
        u.TwoSided = a.TwoSided || b.TwoSided;
        return u;
    }

    /// <summary>
    /// Extends the cone of <paramref name="wide"/> to include that of <paramref name="narrow"/> (same paper, algorithm 1).
    /// </summary>
    private static void Widen(ref LightBounds wide, in LightBounds narrow) {
        if (wide.NormalAngle >= MathF.PI) return;
        Vector3 other = narrow.Axis;
        float cos = Vector3.Dot(wide.Axis, other);
        if (cos < 0 && wide.TwoSided && narrow.TwoSided) (cos, other) = (-cos, -other);
        Vector3 sideways = other - cos * wide.Axis;
        float sin = sideways.Length();
        float between = MathF.Atan2(sin, cos);
        if (MathF.Min(between + narrow.NormalAngle, MathF.PI) <= wide.NormalAngle) return;
        float angle = (wide.NormalAngle + between + narrow.NormalAngle) / 2;
        if (angle >= MathF.PI || sin == 0) {
            wide.NormalAngle = MathF.PI;
            return;
        }
        (float s, float c) = MathF.SinCos(angle - wide.NormalAngle);
        wide.Axis = Vector3.Normalize(c * wide.Axis + s / sin * sideways);
        wide.NormalAngle = angle;
    }

    /// <summary>
    /// Returns the cost by the surface-area orientation heuristic without the strip regularisation: strength × solid-angle measure × area.
    /// </summary>
    public readonly float Cost() {
        Vector3 d = Max - Min;
        float area = 2 * (d.X * d.Y + d.Y * d.Z + d.Z * d.X);
        float o = NormalAngle, w = MathF.Min(o + EmissionAngle, MathF.PI);
        (float sin, float cos) = MathF.SinCos(o);
        float measure = 2 * MathF.PI * (1 - cos) + MathF.PI / 2 * (2 * w * sin - MathF.Cos(o - 2 * w) - 2 * o * sin + cos);
        // Points on a line or at one place have no area; the diagonal keeps their splits comparable.
        return Strength * measure * (area + 1e-3f * d.LengthSquared());
    }
}
