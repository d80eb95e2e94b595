using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Diorama.Core;

namespace Diorama.Rendering.Intersection;

/// <summary>
/// Checks that rays are valid for Embree (ray.valid() in its kernels): finite origin and direction, near distance 0 or more, time from 0 to
/// 1. Other rays are undefined behaviour there, and end the process where Embree is built with assertions, as in Debian.
/// </summary>
internal static class TraceableRays {
    /// <summary>Largest absolute coordinate; Embree's own limit is 1.844e18.</summary>
    public const float Max = 1e18f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Check(in Ray ray) => Check(ray.Origin, ray.Near, ray.Direction, ray.Time, ray.Far);

    /// <exception cref="BadInputException">The ray cannot be traced.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Check(Vector3 origin, float near, Vector3 direction, float time, float far) {
        Vector128<float> start = new Vector4(origin, near).AsVector128(), along = new Vector4(direction, time).AsVector128();
        var least = Vector128.Create(-Max, -Max, -Max, 0);
        // All comparisons with NaN are false.
        Vector128<float> inside = Vector128.LessThanOrEqual(start, Vector128.Create(Max)) & Vector128.GreaterThanOrEqual(start, least)
            & Vector128.LessThanOrEqual(along, Vector128.Create(Max, Max, Max, 1)) & Vector128.GreaterThanOrEqual(along, least);
        if (inside.AsUInt32() != Vector128<uint>.AllBitsSet || float.IsNaN(far)) Throw(origin, direction);
    }

    [DoesNotReturn]
    private static void Throw(Vector3 origin, Vector3 direction) => throw new BadInputException(string.Create(CultureInfo.InvariantCulture,
        $"a ray from ({origin.X:g}, {origin.Y:g}, {origin.Z:g}) in the direction ({direction.X:g}, {direction.Y:g}, {direction.Z:g}) "
            + $"cannot be traced, "
        + $"expected finite numbers of at most 1e18; coordinates, sizes or motion of the scene are too large."));
}
