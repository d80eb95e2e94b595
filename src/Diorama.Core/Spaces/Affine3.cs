using System.Numerics;
using System.Runtime.InteropServices;

namespace Diorama.Core.Spaces;

/// <summary>
/// An affine transform of 3D space, stored as four columns: the images of the three axes and of the origin (metres). Variables are named
/// target-from-source: <c>worldFromObject.Point(p)</c>. The memory layout is exactly that of Embree's
/// <c>RTC_FORMAT_FLOAT3X4_COLUMN_MAJOR</c>, 48 bytes.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public readonly struct Affine3 : IEquatable<Affine3> {
    public readonly Vector3 X, Y, Z, Origin;

    public Affine3(Vector3 x, Vector3 y, Vector3 z, Vector3 origin) => (X, Y, Z, Origin) = (x, y, z, origin);

    public static Affine3 Identity { get; } = new(Vector3.UnitX, Vector3.UnitY, Vector3.UnitZ, Vector3.Zero);

    public static Affine3 Translation(Vector3 t) => new(Vector3.UnitX, Vector3.UnitY, Vector3.UnitZ, t);

    public static Affine3 Scaling(Vector3 s) => new(new(s.X, 0, 0), new(0, s.Y, 0), new(0, 0, s.Z), Vector3.Zero);

    public static Affine3 Rotation(Quaternion q) => new(
        Vector3.Transform(Vector3.UnitX, q), Vector3.Transform(Vector3.UnitY, q), Vector3.Transform(Vector3.UnitZ, q), Vector3.Zero);

    /// <summary>Returns the rotation about <paramref name="axis"/> (unit) by <paramref name="radians"/>, right-handed.</summary>
    public static Affine3 Rotation(Vector3 axis, float radians) => Rotation(Quaternion.CreateFromAxisAngle(axis, radians));

    /// <summary>Returns the transform that scales, then rotates, then translates, as in glTF 2.0 section 3.5.2.</summary>
    public static Affine3 FromTrs(Vector3 translation, Quaternion rotation, Vector3 scale) {
        var r = Rotation(rotation);
        return new(r.X * scale.X, r.Y * scale.Y, r.Z * scale.Z, translation);
    }

    /// <summary>
    /// Returns the transform given by the first three rows of a column-major 4×4 matrix of 16 numbers, as glTF stores it.
    /// </summary>
    public static Affine3 FromColumnMajor(ReadOnlySpan<float> m) =>
        new(new(m[0], m[1], m[2]), new(m[4], m[5], m[6]), new(m[8], m[9], m[10]), new(m[12], m[13], m[14]));

    /// <summary>
    /// Returns the pose worldFromCamera of a camera (OpenCV axes: +X right, +Y down, +Z forward) at <paramref name="eye"/> that looks at
    /// <paramref name="target"/>.
    /// </summary>
    public static Affine3 CameraLookingAt(Vector3 eye, Vector3 target, Vector3 up) {
        var forward = Vector3.Normalize(target - eye);
        var right = Vector3.Cross(forward, up);
        right = right.LengthSquared() < 1e-12f ? new Basis(forward).Tangent : Vector3.Normalize(right);
        return new(right, Vector3.Cross(forward, right), forward, eye);
    }

    public Vector3 Point(Vector3 p) => X * p.X + (Y * p.Y + (Z * p.Z + Origin));

    public Vector3 Vector(Vector3 v) => X * v.X + (Y * v.Y + Z * v.Z);

    /// <summary>
    /// Transforms a normal, given the <b>inverse</b> transform: call it on <c>objectFromWorld</c> to transform an object normal to world
    /// space.
    /// </summary>
    public Vector3 NormalByInverse(Vector3 n) => new(Vector3.Dot(X, n), Vector3.Dot(Y, n), Vector3.Dot(Z, n));

    public float Determinant => Vector3.Dot(X, Vector3.Cross(Y, Z));

    public Affine3 Inverse() {
        Vector3 yz = Vector3.Cross(Y, Z), zx = Vector3.Cross(Z, X), xy = Vector3.Cross(X, Y);
        float s = 1 / Vector3.Dot(X, yz);
        Vector3 r0 = yz * s, r1 = zx * s, r2 = xy * s;
        return new(
            new(r0.X, r1.X, r2.X), new(r0.Y, r1.Y, r2.Y), new(r0.Z, r1.Z, r2.Z),
            -new Vector3(Vector3.Dot(r0, Origin), Vector3.Dot(r1, Origin), Vector3.Dot(r2, Origin)));
    }

    public static Affine3 operator *(in Affine3 a, in Affine3 b) =>
        new(a.Vector(b.X), a.Vector(b.Y), a.Vector(b.Z), a.Point(b.Origin));

    /// <summary>Interpolates linearly between two transforms, column by column, as Embree does between motion steps.</summary>
    public static Affine3 Lerp(in Affine3 a, in Affine3 b, float t) =>
        new(Vector3.Lerp(a.X, b.X, t), Vector3.Lerp(a.Y, b.Y, t), Vector3.Lerp(a.Z, b.Z, t), Vector3.Lerp(a.Origin, b.Origin, t));

    public bool IsFinite => float.IsFinite(X.X + X.Y + X.Z + Y.X + Y.Y + Y.Z + Z.X + Z.Y + Z.Z + Origin.X + Origin.Y + Origin.Z);

    public bool Equals(Affine3 other) => X == other.X && Y == other.Y && Z == other.Z && Origin == other.Origin;
    public override bool Equals(object? obj) => obj is Affine3 other && Equals(other);
    public override int GetHashCode() => HashCode.Combine(X, Y, Z, Origin);
    public static bool operator ==(in Affine3 a, in Affine3 b) => a.Equals(b);
    public static bool operator !=(in Affine3 a, in Affine3 b) => !a.Equals(b);
}
