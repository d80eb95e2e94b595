using System.Numerics;
using Diorama.Core.Spaces;

namespace Diorama.Datasets.Verification;

/// <summary>Reads the 3×4 matrices and vectors of records.</summary>
internal static class Rows {
    /// <summary>Reads a matrix; null unless it has three rows of four finite numbers.</summary>
    public static Affine3? Read(float[][]? rows) {
        if (rows is not { Length: 3 } || Array.Exists(rows, r => r is not { Length: 4 })) return null;
        var m = new Affine3(Column(0), Column(1), Column(2), Column(3));
        return m.IsFinite ? m : null;

        Vector3 Column(int c) => new(rows[0][c], rows[1][c], rows[2][c]);
    }

    /// <summary>Returns how far the axes are from being unit, perpendicular and right-handed; NaN without a pose.</summary>
    public static float Skew(Affine3? pose) => pose is not { } m ? float.NaN : MathF.Max(
        MathF.Max(MathF.Abs(m.X.Length() - 1), MathF.Abs(m.Y.Length() - 1)),
            MathF.Max(MathF.Abs(m.Z.Length() - 1), Vector3.Distance(Vector3.Cross(m.X, m.Y), m.Z)));

    /// <summary>Returns the largest distance between two transforms' images of a unit axis or of the origin.</summary>
    public static float Distance(in Affine3 a, in Affine3 b) =>
        MathF.Max(MathF.Max(Vector3.Distance(a.X, b.X), Vector3.Distance(a.Y, b.Y)),
        MathF.Max(Vector3.Distance(a.Z, b.Z), Vector3.Distance(a.Origin, b.Origin)));

    public static Vector3? Triple(float[]? v) => v is [var x, var y, var z] ? new Vector3(x, y, z) : null;
}
