using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Diorama.Rendering.Lights;

/// <summary>
/// A node of the light tree with eight children, stored for SIMD. Cones are stored as sines and cosines, so that an importance needs no
/// inverse trigonometry; an empty lane has strength 0.
/// </summary>
internal struct LightNode {
    public const int Lanes = 8;

    private Vector256<float> centreX, centreY, centreZ, radiusSquared;
    private Vector256<float> axisX, axisY, axisZ, cosNormal, sinNormal, cosEmission, strength;
    /// <summary>Mask that clears the sign bit in two-sided lanes.</summary>
    private Vector256<int> signMask;
    /// <summary>Index of the child node, or ~emitter for a leaf.</summary>
    public Vector256<int> Child;
    public int Parent, ParentLane;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int ChildOf(int lane) => Unsafe.Add(ref Unsafe.As<Vector256<int>, int>(ref Unsafe.AsRef(in Child)), lane);

    public void SetLane(int lane, in LightBounds b) {
        Vector3 centre = b.Centre;
        centreX = centreX.WithElement(lane, centre.X);
        centreY = centreY.WithElement(lane, centre.Y);
        centreZ = centreZ.WithElement(lane, centre.Z);
        radiusSquared = radiusSquared.WithElement(lane, (b.Max - centre).LengthSquared());
        axisX = axisX.WithElement(lane, b.Axis.X);
        axisY = axisY.WithElement(lane, b.Axis.Y);
        axisZ = axisZ.WithElement(lane, b.Axis.Z);
        // The tolerance of 1e-4 only covers rounding; half a degree would cost samples.
        float emission = MathF.Min(b.EmissionAngle + 1e-4f, MathF.PI);
        cosNormal = cosNormal.WithElement(lane, MathF.Cos(b.NormalAngle));
        sinNormal = sinNormal.WithElement(lane, b.NormalAngle >= MathF.PI ? 0 : MathF.Sin(b.NormalAngle));
        cosEmission = cosEmission.WithElement(lane, MathF.Cos(emission));
        strength = strength.WithElement(lane, b.Strength);
        signMask = signMask.WithElement(lane, b.TwoSided ? int.MaxValue : -1);
    }

    /// <summary>
    /// Returns the importance of each lane for a point with a normal (zero: any direction counts): strength · cosine of the most favourable
    /// emission angle · cosine of the most favourable incidence / d². Zero only where no light can arrive. Conty Estevez and Kulla 2018,
    /// section 4.2; Pharr, Jakob and Humphreys 2023, section 12.6.3.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Vector256<float> Importance(Vector3 position, Vector3 normal) {
        Vector256<float> one = Vector256<float>.One, zero = Vector256<float>.Zero;
        Vector256<float> dx = Vector256.Create(position.X) - centreX;
        Vector256<float> dy = Vector256.Create(position.Y) - centreY;
        Vector256<float> dz = Vector256.Create(position.Z) - centreZ;
        Vector256<float> squared = Vector256.Max(dx * dx + dy * dy + dz * dz, Vector256.Create(1e-12f));
        Vector256<float> inverse = one / Vector256.Sqrt(squared);

        // The bounding sphere as seen from the point; inside it every direction is possible.
        Vector256<float> inside = Vector256.LessThanOrEqual(squared, radiusSquared);
        Vector256<float> sinBoundSquared = Vector256.Min(one, radiusSquared / squared);
        Vector256<float> cosBound = Vector256.Sqrt(one - sinBoundSquared), sinBound = Vector256.Sqrt(sinBoundSquared);

        Vector256<float> cosAxis = (axisX * dx + axisY * dy + axisZ * dz) * inverse;
        cosAxis = (cosAxis.AsInt32() & signMask).AsSingle();
        Vector256<float> sinAxis = Vector256.Sqrt(Vector256.Max(zero, one - cosAxis * cosAxis));
        Vector256<float> within = Vector256.GreaterThan(cosAxis, cosNormal);
        Vector256<float> cosLeft = Vector256.ConditionalSelect(within, one, cosAxis * cosNormal + sinAxis * sinNormal);
        Vector256<float> sinLeft = Vector256.ConditionalSelect(within, zero, sinAxis * cosNormal - cosAxis * sinNormal);
        Vector256<float> reached = Vector256.GreaterThanOrEqual(cosLeft, cosBound) | inside;
        Vector256<float> cosEmitted = Vector256.ConditionalSelect(reached, one, cosLeft * cosBound + sinLeft * sinBound);
        Vector256<float> shines = Vector256.GreaterThan(cosEmitted, cosEmission);
        // Beyond 90° (spots with wide cones) the cosine is no longer a measure.
        Vector256<float> importance = strength * Vector256.Max(cosEmitted, Vector256.Create(0.05f)) / Vector256.Max(squared, radiusSquared);
        importance &= shines;

        if (normal != Vector3.Zero) {
            Vector256<float> cosIn = -(dx * normal.X + dy * normal.Y + dz * normal.Z) * inverse;
            Vector256<float> sinIn = Vector256.Sqrt(Vector256.Max(zero, one - cosIn * cosIn));
            Vector256<float> overhead = Vector256.GreaterThanOrEqual(cosIn, cosBound) | inside;
            importance *= Vector256.ConditionalSelect(overhead, one, Vector256.Max(zero, cosIn * cosBound + sinIn * sinBound));
        }
        return importance;
    }
}
