using Diorama.Core.Spaces;

namespace Diorama.Datasets.Verification.Formats;

/// <summary>
/// The 3D box of a KITTI label as P2 images it (readme of KITTI's development kit): the origin is in the middle of the lower face, x points
/// forwards along the length, y down; metres in the rectified camera's axes.
/// </summary>
internal sealed class KittiBox {
    /// <summary>A side of the box: its name, and its corners in turn.</summary>
    private static readonly (string Name, int[] Corners)[] Sides = [
        ("back", [0, 2, 6, 4]), ("front", [1, 3, 7, 5]), ("bottom", [0, 1, 5, 4]), ("top", [2, 3, 7, 6]), ("left side", [4, 5, 7, 6]),
        ("right side", [0, 1, 3, 2])];

    /// <summary>Corners as P2 images them, in homogeneous pixels: the third number is the depth.</summary>
    private readonly Double3[] corners = new Double3[8];

    /// <param name="v">Numbers of the label's line: the 8th to the 14th are height, width, length, x, y, z and rotation_y.</param>
    /// <param name="p">P2, row by row.</param>
    public KittiBox(double[] v, double[] p) {
        (double sin, double cos) = Math.SinCos(v[13]);
        for (int k = 0; k < 8; k++) {
            double along = ((k & 1) == 0 ? -0.5 : 0.5) * v[9], across = ((k & 4) == 0 ? -0.5 : 0.5) * v[8];
            double x = v[10] + cos * along + sin * across, y = v[11] - ((k & 2) == 0 ? 0 : v[7]), z = v[12] - sin * along + cos * across;
            corners[k] = new(p[0] * x + p[1] * y + p[2] * z + p[3], p[4] * x + p[5] * y + p[6] * z + p[7],
                p[8] * x + p[9] * y + p[10] * z + p[11]);
        }
    }

    /// <summary>Extent of the box in pixels; null where it reaches behind the camera.</summary>
    public (double Left, double Top, double Right, double Bottom)? Outline => corners.Any(c => c.Z < 0.1) ? null
        : (corners.Min(c => c.X / c.Z), corners.Min(c => c.Y / c.Z), corners.Max(c => c.X / c.Z), corners.Max(c => c.Y / c.Z));

    /// <summary>Returns the name of a side of which no point is seen within a rectangle, pixels; null if there is none.</summary>
    public string? Beyond(double left, double top, double right, double bottom) => Array.Find(Sides, side => {
        List<Double3> part = [.. side.Corners.Select(c => corners[c])];
        foreach (Double3 plane in (ReadOnlySpan<Double3>)[new(0, 0, 1), new(1, 0, -left), new(-1, 0, right), new(0, 1, -top),
            new(0, -1, bottom)]) part = Clip(part, plane);
        return part.Count == 0;
    }).Name;

    /// <summary>Returns the part of a polygon on the positive side of a plane through the camera.</summary>
    private static List<Double3> Clip(List<Double3> polygon, Double3 plane) {
        var kept = new List<Double3>();
        for (int i = 0; i < polygon.Count; i++) {
            (Double3 a, Double3 b) = (polygon[i], polygon[(i + 1) % polygon.Count]);
            (double above, double next) = (Double3.Dot(plane, a), Double3.Dot(plane, b));
            if (above >= 0) kept.Add(a);
            if (above >= 0 == next >= 0) continue;
            kept.Add(a + (b - a) * (above / (above - next)));
        }
        return kept;
    }
}
