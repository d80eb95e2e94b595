using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Diorama.Core.Spaces;

/// <summary>
/// Limits for the coordinates of scenes: finite, and at most a million kilometres from the origin along each axis, beyond which single
/// precision is useless.
/// </summary>
public static class Coordinates {
    /// <summary>Largest absolute coordinate along each axis, in metres.</summary>
    public const float Max = 1e9f;

    public static bool AreUsable(Vector3 p) => MathF.Abs(p.X) <= Max && MathF.Abs(p.Y) <= Max && MathF.Abs(p.Z) <= Max;

    /// <summary>Returns the nearest usable point; NaN becomes 0.</summary>
    public static Vector3 Within(Vector3 p) => new(Within(p.X), Within(p.Y), Within(p.Z));

    private static float Within(float x) => float.IsNaN(x) ? 0 : Math.Clamp(x, -Max, Max);

    /// <summary>Whether all components of a transform lie within the same limits.</summary>
    public static bool AreUsable(in Affine3 map) => AreUsable(map.X) && AreUsable(map.Y) && AreUsable(map.Z) && AreUsable(map.Origin);

    /// <summary>Returns the index of the first unusable point, or −1.</summary>
    public static int FirstUnusable(ReadOnlySpan<Vector3> points) {
        ReadOnlySpan<float> numbers = MemoryMarshal.Cast<Vector3, float>(points);
        var largest = new Vector<float>(Max);
        int i = 0;
        // Comparisons with NaN are false, so NaN ends the loop.
        while (i <= numbers.Length - Vector<float>.Count && Vector.LessThanOrEqualAll(Vector.Abs(new Vector<float>(numbers[i..])), largest))
            i += Vector<float>.Count;
        for (; i < numbers.Length; i++) {
            if (!(MathF.Abs(numbers[i]) <= Max)) return i / 3;
        }
        return -1;
    }

    /// <summary>Returns the point as text for messages.</summary>
    public static string Text(Vector3 p) => string.Create(CultureInfo.InvariantCulture, $"({p.X:g}, {p.Y:g}, {p.Z:g})");

    /// <summary>The rule in words, for error messages.</summary>
    public const string Expected = "expected finite numbers of at most 1e9 m";
}
