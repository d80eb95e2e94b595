using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Diorama.Core.Spaces;

/// <summary>
/// The coordinates that scenes may have: finite, and at most a million kilometres from the origin, beyond which single precision is worth
/// nothing.
/// </summary>
public static class Coordinates {
    /// <summary>Metres, either way along each axis.</summary>
    public const float Largest = 1e9f;

    public static bool AreUsable(Vector3 p) => MathF.Abs(p.X) <= Largest && MathF.Abs(p.Y) <= Largest && MathF.Abs(p.Z) <= Largest;

    /// <summary>The nearest point that is usable; NaN becomes 0.</summary>
    public static Vector3 Within(Vector3 p) => new(Within(p.X), Within(p.Y), Within(p.Z));

    private static float Within(float x) => float.IsNaN(x) ? 0 : Math.Clamp(x, -Largest, Largest);

    /// <summary>Whether all components of a map lie in the same limits.</summary>
    public static bool AreUsable(in Affine3 map) => AreUsable(map.X) && AreUsable(map.Y) && AreUsable(map.Z) && AreUsable(map.Origin);

    /// <summary>The place of the first point that is not usable, or −1.</summary>
    public static int FirstUnusable(ReadOnlySpan<Vector3> points) {
        ReadOnlySpan<float> numbers = MemoryMarshal.Cast<Vector3, float>(points);
        var largest = new Vector<float>(Largest);
        int i = 0;
        // Comparisons with NaN are false.
        while (i <= numbers.Length - Vector<float>.Count && Vector.LessThanOrEqualAll(Vector.Abs(new Vector<float>(numbers[i..])), largest))
            i += Vector<float>.Count;
        for (; i < numbers.Length; i++) {
            if (!(MathF.Abs(numbers[i]) <= Largest)) return i / 3;
        }
        return -1;
    }

    /// <summary>As it stands in sentences.</summary>
    public static string Text(Vector3 p) => string.Create(CultureInfo.InvariantCulture, $"({p.X:g}, {p.Y:g}, {p.Z:g})");

    /// <summary>What was expected of it.</summary>
    public const string Expected = "expected finite numbers of at most 1e9 m";
}
