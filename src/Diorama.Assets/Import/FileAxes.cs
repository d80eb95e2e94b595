using System.Numerics;
using Diorama.Assets.Index;
using Diorama.Core;
using Diorama.Core.Spaces;

namespace Diorama.Assets.Import;

/// <summary>Converts the stated axes of a file to the rotation that <see cref="Asset.Rotation"/> holds.</summary>
internal static class FileAxes {
    /// <summary>
    /// Returns the row-major rotation from the stated up and front axes of a file to those that its reader takes; null if they are the
    /// same. Without one of them, +Y up has +Z in front, and +Z up has −Y.
    /// </summary>
    /// <param name="worldFromFile">Map of the reader from the file's axes to +Z up and −Y front.</param>
    /// <param name="up">Axis of the file that points up, as "z" or "-y"; null is the one that the reader takes.</param>
    /// <param name="front">Axis of the file that points to the front; null leaves it to the other.</param>
    public static IReadOnlyList<float>? Rotation(Affine3 worldFromFile, string? up, string? front) {
        if (up is null && front is null) return null;
        Vector3 u = up is null ? Whole(worldFromFile.Inverse().Vector(Vector3.UnitZ)) : Axis(up, "up");
        Vector3 f = front is null ? MathF.Abs(u.Y) == 1 ? Vector3.UnitZ : MathF.Abs(u.Z) == 1 ? -Vector3.UnitY : Vector3.UnitZ
            : Axis(front, "front");
        if (Vector3.Dot(u, f) != 0) throw new BadInputException($"up '{up}' and front '{front}' lie on one axis, expected two");
        Vector3 right = Vector3.Cross(u, f);
        // The rotation is expressed in a +Y up, +Z front frame, as in catalogues.
        (u, f, right) = (YUp(Whole(worldFromFile.Vector(u))), YUp(Whole(worldFromFile.Vector(f))), YUp(Whole(worldFromFile.Vector(right))));
        if (u == Vector3.UnitY && f == Vector3.UnitZ) return null;
        // The rows of the rotation are the axes that it maps to X, Y and Z.
        return [right.X, right.Y, right.Z, u.X, u.Y, u.Z, f.X, f.Y, f.Z];
    }

    /// <summary>Returns the axis in the direction of a vector, without its length.</summary>
    private static Vector3 Whole(Vector3 v) {
        Vector3 n = Vector3.Normalize(v);
        return new(MathF.Round(n.X), MathF.Round(n.Y), MathF.Round(n.Z));
    }

    /// <summary>Converts a vector from a +Z up frame to the +Y up frame in which <see cref="Asset.Rotation"/> is expressed.</summary>
    private static Vector3 YUp(Vector3 v) => new(v.X, v.Z, -v.Y);

    private static Vector3 Axis(string text, string what) => SignedAxis.Parse(text)
        ?? throw new BadInputException($"{what} is '{text}', expected x, y, z, -x, -y or -z");
}
