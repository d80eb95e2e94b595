using System.Numerics;
using System.Runtime.CompilerServices;

namespace Diorama.Core.Spaces;

/// <summary>A right-handed orthonormal basis around a unit normal; local vectors have the normal as +Z.</summary>
public readonly struct Basis {
    public readonly Vector3 Tangent, Bitangent, Normal;

    /// <summary>
    /// Builds a basis from a normal by the method of Duff et al. 2017, "Building an Orthonormal Basis, Revisited", JCGT 6(1).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Basis(Vector3 normal) {
        float sign = MathF.CopySign(1, normal.Z);
        float a = -1 / (sign + normal.Z);
        float b = normal.X * normal.Y * a;
        Tangent = new(1 + sign * normal.X * normal.X * a, sign * b, -sign * normal.X);
        Bitangent = new(b, sign + normal.Y * normal.Y * a, -normal.Y);
        Normal = normal;
    }

    public Basis(Vector3 tangent, Vector3 bitangent, Vector3 normal) => (Tangent, Bitangent, Normal) = (tangent, bitangent, normal);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector3 ToLocal(Vector3 v) => new(Vector3.Dot(v, Tangent), Vector3.Dot(v, Bitangent), Vector3.Dot(v, Normal));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector3 ToWorld(Vector3 v) => Tangent * v.X + (Bitangent * v.Y + Normal * v.Z);
}
