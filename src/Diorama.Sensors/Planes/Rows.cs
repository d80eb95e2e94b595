using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Diorama.Sensors.Planes;

/// <summary>Arithmetic on whole rows, eight values at a time, with the same rounding on every machine: no fused multiply-add.</summary>
internal static class Rows {
    /// <summary>Computes target += source · factor for each element.</summary>
    internal static void AddScaled(Span<float> target, ReadOnlySpan<float> source, float factor) {
        int i = 0;
        if (Vector256.IsHardwareAccelerated) {
            Vector256<float> f = Vector256.Create(factor);
            ref float t = ref MemoryMarshal.GetReference(target);
            ref float s = ref MemoryMarshal.GetReference(source);
            for (; i <= target.Length - 8; i += 8) {
                (Vector256.LoadUnsafe(ref t, (nuint)i) + Vector256.LoadUnsafe(ref s, (nuint)i) * f).StoreUnsafe(ref t, (nuint)i);
            }
        }
        for (; i < target.Length; i++) target[i] += source[i] * factor;
    }
}
