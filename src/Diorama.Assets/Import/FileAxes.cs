using System.Numerics;
using Diorama.Assets.Index;
using Diorama.Core;
using Diorama.Core.Spaces;

namespace Diorama.Assets.Import;

/// <summary>Converts the stated axes of a file to the rotation that <see cref="Asset.Rotation"/> holds.</summary>
internal static class FileAxes {
    /// <summary>
    /// Returns the row-major rotation from the stated up and front axes to those that the reader of the format expects; null if they are
    /// the same. Readers expect +Y up and +Z front, for PLY and STL +Z up and −Y front.
    /// </summary>
    public static IReadOnlyList<float>? Rotation(string file, string? up, string? front) {
        bool zUp = Path.GetExtension(file).ToLowerInvariant() is ".ply" or ".stl";
        if (up is null && front is null) return null;
        Vector3 u = up is null ? zUp ? Vector3.UnitZ : Vector3.UnitY : Axis(up, "up");
        Vector3 f = front is null ? MathF.Abs(u.Y) == 1 ? Vector3.UnitZ : MathF.Abs(u.Z) == 1 ? -Vector3.UnitY : Vector3.UnitZ
            : Axis(front, "front");
        if (Vector3.Dot(u, f) != 0) throw new BadInputException($"up '{up}' and front '{front}' lie on one axis, expected two");
        Vector3 right = Vector3.Cross(u, f);
        // The reader converts the axes of the file to +Z up and −Y front; the rotation is expressed in a +Y up, +Z front frame, as in
        // catalogues.
        if (zUp) (u, f, right) = (YUp(u), YUp(f), YUp(right));
        if (u == Vector3.UnitY && f == Vector3.UnitZ) return null;
        // The rows of the rotation are the axes that it maps to X, Y and Z.
        return [right.X, right.Y, right.Z, u.X, u.Y, u.Z, f.X, f.Y, f.Z];
    }

    /// <summary>Converts a vector from a +Z up frame to the +Y up frame in which <see cref="Asset.Rotation"/> is expressed.</summary>
    private static Vector3 YUp(Vector3 v) => new(v.X, v.Z, -v.Y);

    private static Vector3 Axis(string text, string what) => SignedAxis.Parse(text)
        ?? throw new BadInputException($"{what} is '{text}', expected x, y, z, -x, -y or -z");
}
