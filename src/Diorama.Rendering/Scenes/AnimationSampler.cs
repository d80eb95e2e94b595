using System.Numerics;
using System.Runtime.InteropServices;

namespace Diorama.Rendering.Scenes;

/// <summary>
/// Evaluates one animation channel (glTF 2.0 appendix C). Before the first and after the last key, the value of that key is used.
/// </summary>
public static class AnimationSampler {
    /// <summary>Returns the count of numbers per key of <paramref name="channel"/>: 3, 4, or the number of morph targets.</summary>
    public static int Width(AnimationChannel channel) {
        if (channel.Times.Length == 0) return 0;
        int perKey = channel.Values.Length / channel.Times.Length;
        return channel.Interpolation == Interpolation.CubicSpline ? perKey / 3 : perKey;
    }

    /// <summary>
    /// Writes the <see cref="Width"/> numbers of <paramref name="channel"/> at <paramref name="seconds"/>; rotations are normalised.
    /// </summary>
    public static void Sample(AnimationChannel channel, double seconds, Span<float> result) {
        int width = Width(channel);
        if (width == 0) return;
        float[] times = channel.Times;
        int last = times.Length - 1;
        // Written so that a NaN time gives the first key.
        if (!(seconds > times[0])) Key(channel, 0, width).CopyTo(result);
        else if (seconds >= times[last]) Key(channel, last, width).CopyTo(result);
        else Between(channel, Segment(times, seconds), seconds, width, result);
        if (channel.Target == AnimationTarget.Rotation) Store(Quaternion.Normalize(Load(result)), result);
    }

    /// <summary>True if every key has the same value, so that the channel sets a pose but does not animate it.</summary>
    public static bool IsConstant(AnimationChannel channel) {
        int width = Width(channel);
        var first = width == 0 ? default : Key(channel, 0, width);
        bool cubic = channel.Interpolation == Interpolation.CubicSpline;
        for (int k = 0; k < channel.Times.Length && width > 0; k++) {
            if (!Key(channel, k, width).SequenceEqual(first)) return false;
            if (cubic && channel.Times.Length > 1 && (Tangent(channel, k, width, 0).ContainsAnyExcept(0f) ||
                                                      Tangent(channel, k, width, 2).ContainsAnyExcept(0f))) return false;
        }
        return true;
    }

    private static void Between(AnimationChannel channel, int k, double seconds, int width, Span<float> result) {
        double start = channel.Times[k], length = channel.Times[k + 1] - start;
        float t = (float)((seconds - start) / length);
        var a = Key(channel, k, width);
        var b = Key(channel, k + 1, width);
        if (channel.Interpolation == Interpolation.Step) {
            a.CopyTo(result);
        } else if (channel.Interpolation == Interpolation.CubicSpline) {
            var leaving = Tangent(channel, k, width, 2);
            var arriving = Tangent(channel, k + 1, width, 0);
            float t2 = t * t, t3 = t2 * t, td = (float)length;
            float wa = 2 * t3 - 3 * t2 + 1, wl = td * (t3 - 2 * t2 + t), wb = 3 * t2 - 2 * t3, wr = td * (t3 - t2);
            for (int i = 0; i < width; i++) result[i] = wa * a[i] + wl * leaving[i] + wb * b[i] + wr * arriving[i];
        } else if (channel.Target == AnimationTarget.Rotation) {
            Store(Quaternion.Slerp(Load(a), Load(b), t), result);
        } else {
            for (int i = 0; i < width; i++) result[i] = a[i] + (b[i] - a[i]) * t;
        }
    }

    /// <summary>Returns the last key at or before <paramref name="seconds"/>, which lies inside the range of the keys.</summary>
    private static int Segment(float[] times, double seconds) {
        int low = 0, high = times.Length - 1;
        while (high - low > 1) {
            int middle = (low + high) >> 1;
            if (times[middle] <= seconds) low = middle; else high = middle;
        }
        return low;
    }

    private static ReadOnlySpan<float> Key(AnimationChannel channel, int k, int width) =>
        channel.Interpolation == Interpolation.CubicSpline ? Tangent(channel, k, width, 1) : channel.Values.AsSpan(k * width, width);

    /// <summary>Returns a part of a cubic key: 0 its in-tangent, 1 its value, 2 its out-tangent.</summary>
    private static ReadOnlySpan<float> Tangent(AnimationChannel channel, int k, int width, int part) =>
        channel.Values.AsSpan((3 * k + part) * width, width);

    private static Quaternion Load(ReadOnlySpan<float> xyzw) => MemoryMarshal.Cast<float, Quaternion>(xyzw)[0];

    private static void Store(Quaternion q, Span<float> xyzw) => MemoryMarshal.Cast<float, Quaternion>(xyzw)[0] = q;
}
