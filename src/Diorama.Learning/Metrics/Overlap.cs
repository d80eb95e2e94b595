using System.Numerics;
using Diorama.Tensors;
using Diorama.Tensors.Autograd;

namespace Diorama.Learning.Metrics;

/// <summary>Intersection over union (the Jaccard index).</summary>
public static class Overlap {
    /// <summary>Returns that of two masks of one shape, whose elements count from 0.5 on; 1 if both are empty.</summary>
    public static double OfMasks(Tensor a, Tensor b) {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        using var scope = new TensorScope();
        using var mode = GradientMode.Off();
        Tensor x = a.To(DType.Float32).Ge(0.5), y = b.To(DType.Float32).Ge(0.5);
        double union = (x | y).Sum(DType.Int64).ToDouble();
        return union == 0 ? 1 : (x & y).Sum(DType.Int64).ToDouble() / union;
    }

    /// <summary>
    /// Returns the mean over the classes of the truth of that of each class (mIoU), of maps of class indices [..., H, W].
    /// </summary>
    /// <param name="found">Map of indices.</param>
    /// <param name="truth">Map of the same shape.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="ignored">Index of pixels of the truth that do not count.</param>
    public static double OfClasses(Tensor found, Tensor truth, int classes, long ignored = -100) {
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(truth);
        long[] f = found.To(DType.Int64).ToArray<long>(), t = truth.To(DType.Int64).ToArray<long>();
        if (f.Length != t.Length) throw new ArgumentException("Two maps of one shape were expected.");
        long[] both = new long[classes], either = new long[classes], present = new long[classes];
        for (int i = 0; i < t.Length; i++) {
            if (t[i] == ignored) continue;
            present[t[i]]++;
            if (f[i] == t[i]) both[t[i]]++;
            either[t[i]]++;
            if (f[i] != t[i] && (ulong)f[i] < (ulong)classes) either[f[i]]++;
        }
        return Enumerable.Range(0, classes).Where(c => present[c] > 0).Select(c => (double)both[c] / either[c]).DefaultIfEmpty(double.NaN)
            .Average();
    }

    /// <summary>Returns that of two boxes (x0, y0, x1, y1).</summary>
    public static double OfBoxes(Vector4 a, Vector4 b) {
        double width = Math.Max(0, (double)Math.Min(a.Z, b.Z) - Math.Max(a.X, b.X)),
            height = Math.Max(0, (double)Math.Min(a.W, b.W) - Math.Max(a.Y, b.Y)), both = width * height;
        return both == 0 ? 0 : both / (Area(a) + Area(b) - both);

        static double Area(Vector4 v) => ((double)v.Z - v.X) * ((double)v.W - v.Y);
    }
}
