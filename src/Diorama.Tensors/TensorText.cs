using System.Globalization;
using System.Text;

namespace Diorama.Tensors;

/// <summary>
/// Formats tensors as PyTorch prints them: four digits, aligned columns, the middle omitted if there are more than a thousand elements.
/// </summary>
internal static class TensorText {
    private const int MaxElements = 1000, Edge = 3, LineWidth = 80, Digits = 4;

    public static string Of(Tensor tensor) {
        using var scope = new TensorScope();
        using var mode = Autograd.GradientMode.Off();
        const string prefix = "tensor(";
        var text = new StringBuilder(prefix);
        bool summarised = tensor.Numel > MaxElements;
        if (tensor.Numel == 0) {
            text.Append("[]");
            if (tensor.Dim != 1) text.Append($", size=({string.Join(", ", tensor.Shape)})");
            if (tensor.DType != DType.Float32) text.Append($", dtype=torch.{tensor.DType.Name()}");
        } else {
            var shown = summarised ? Summary(tensor, 0) : tensor;
            var elements = Elements(shown);
            string[] words = Words(elements, shown.DType);
            Write(text, words, shown.Shape, tensor.Shape, 0, 0, prefix.Length, words.Max(w => w.Length));
            if (tensor.DType is not (DType.Float32 or DType.Int64 or DType.Bool)) text.Append($", dtype=torch.{tensor.DType.Name()}");
        }
        if (tensor.Device.Type != Device.Cpu.Type) text.Append($", device='{tensor.Device}'");
        if (tensor.RequiresGrad) text.Append(tensor.IsLeaf ? ", requires_grad=True" : ", grad_fn=<…>");
        return text.Append(')').ToString();
    }

    /// <summary>Returns the first and last entries of every long dimension.</summary>
    private static Tensor Summary(Tensor tensor, int dim) {
        if (dim == tensor.Dim) return tensor;
        long size = tensor.Size(dim);
        if (size > 2 * Edge) tensor = Tensor.Cat([tensor.Narrow(dim, 0, Edge), tensor.Narrow(dim, size - Edge, Edge)], dim);
        return Summary(tensor, dim + 1);
    }

    private static Array Elements(Tensor tensor) => tensor.DType switch {
        DType.Bool => tensor.ToArray<bool>(),
        DType.Complex64 or DType.Complex128 => tensor.To(DType.Complex128).ToArray<System.Numerics.Complex>(),
        var dtype when dtype.IsFloatingPoint() => tensor.To(DType.Float64).ToArray<double>(),
        _ => tensor.To(DType.Int64).ToArray<long>(),
    };

    private static string[] Words(Array elements, DType dtype) => elements switch {
        bool[] truths => Array.ConvertAll(truths, t => t ? "True" : "False"),
        long[] whole => Array.ConvertAll(whole, n => n.ToString(CultureInfo.InvariantCulture)),
        System.Numerics.Complex[] complex => Complex(complex),
        double[] real => Real(real),
        _ => throw new NotSupportedException($"Elements of type {dtype} cannot be printed."),
    };

    private static string[] Complex(System.Numerics.Complex[] values) {
        string[] real = Real(Array.ConvertAll(values, v => v.Real)), imaginary = Real(Array.ConvertAll(values, v => v.Imaginary));
        return [.. real.Zip(imaginary, (a, b) => b[0] == '-' ? $"{a}{b}j" : $"{a}+{b}j")];
    }

    /// <summary>Formats whole numbers as <c>1.</c>, others with four digits, with exponents if magnitudes lie too far apart.</summary>
    private static string[] Real(double[] values) {
        double[] magnitudes = [.. values.Where(v => double.IsFinite(v) && v != 0).Select(Math.Abs)];
        double largest = magnitudes.Length > 0 ? magnitudes.Max() : 0, smallest = magnitudes.Length > 0 ? magnitudes.Min() : 0;
        bool whole = Array.TrueForAll(values, v => !double.IsFinite(v) || v == Math.Ceiling(v));
        bool exponents = magnitudes.Length > 0 && (largest / smallest > 1000 || largest > 1e8 || (!whole && smallest < 1e-4));
        return Array.ConvertAll(values, v => Real(v, whole, exponents));
    }

    private static string Real(double value, bool whole, bool exponents) {
        if (double.IsNaN(value)) return "nan";
        if (double.IsInfinity(value)) return value > 0 ? "inf" : "-inf";
        if (exponents) {
            return value.ToString("0.0000e+00", CultureInfo.InvariantCulture);
        }
        string text = value.ToString(whole ? "F0" : "F" + Digits, CultureInfo.InvariantCulture);
        if (value == 0 && double.IsNegative(value) && text[0] != '-') text = "-" + text;
        return whole ? text + "." : text;
    }

    /// <summary>Writes one dimension. Returns the number of words used.</summary>
    private static int Write(StringBuilder text, string[] words, long[] shown, long[] shape, int dim, int at, int indent, int width) {
        if (dim == shape.Length) {
            text.Append(words[at].PadLeft(width));
            return 1;
        }
        int taken = 0;
        text.Append('[');
        bool last = dim == shape.Length - 1;
        int perLine = Math.Max(1, (LineWidth - indent) / (width + 2));
        // "..." counts as an element of the line too.
        int column = 0;
        for (long i = 0; i < shown[dim]; i++) {
            if (i > 0) {
                text.Append(',');
                if (last) Next();
                else text.Append('\n', shape.Length - dim - 1).Append(' ', indent + 1);
            }
            taken += Write(text, words, shown, shape, dim + 1, at + taken, indent + 1, width);
            column++;
            if (shown[dim] < shape[dim] && i == Edge - 1) {
                text.Append(',');
                if (last) {
                    Next();
                    text.Append(' ');
                } else {
                    text.Append('\n', shape.Length - dim - 1).Append(' ', indent + 1);
                }
                text.Append("...");
                column++;
            }
        }
        text.Append(']');
        return taken;

        void Next() {
            if (column % perLine == 0) text.Append('\n').Append(' ', indent + 1);
            else text.Append(' ');
        }
    }
}
