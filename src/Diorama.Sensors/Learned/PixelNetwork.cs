using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using static Diorama.Sensors.Learned.SpatialNoiseWeights;

namespace Diorama.Sensors.Learned;

/// <summary>
/// Evaluates the network for every pixel of a row: the mixture of kernels, and the noise that does not depend on previous pixels (bias and
/// new noise, the innovation). Processes 16 pixels at a time; each thread needs an object of its own.
/// </summary>
internal sealed class PixelNetwork {
    private const int Lanes = 16, Half = 8;
    private const float BoxShare = 1f / 25, Contrast = 8, Byte = 1f / 255;

    private readonly float[] enter, enterBias, middle, middleBias, leave, leaveBias;
    private readonly float[] skew = new float[3], inverseTail = new float[3];
    private readonly int width, padded;
    private readonly float[] features, fresh;
    private readonly int[] columns;

    /// <summary>Mixture weights of the kernels, <see cref="Kernels"/> values for each pixel.</summary>
    public float[] Shares { get; }
    /// <summary>
    /// Noise that does not depend on previous pixels: three colours for each pixel, in units of <see cref="Scale"/> grey levels.
    /// </summary>
    public float[] Innovation { get; }

    /// <param name="weights">Weights of the noise flow.</param>
    /// <param name="condition">
    /// Biases for camera and sensitivity, as <see cref="SpatialNoiseWeights.Condition(ReadOnlySpan{float})"/> returns them.
    /// </param>
    /// <param name="width">Width of a row in pixels.</param>
    public PixelNetwork(SpatialNoiseWeights weights, float[] condition, int width) {
        (this.width, padded) = (width, (width + Lanes - 1) / Lanes * Lanes);
        (enter, middle, leave) = (weights["enter.weight"], weights["middle.weight"], weights["leave.weight"]);
        (enterBias, middleBias, leaveBias) = ([.. weights["enter.bias"]], weights["middle.bias"], [.. weights["leave.bias"]]);
        for (int i = 0; i < Hidden; i++) enterBias[i] += condition[i];
        for (int i = 0; i < Outputs; i++) leaveBias[i] += condition[Hidden + i];
        for (int c = 0; c < 3; c++) {
            inverseTail[c] = MathF.Exp(-MaxTail * MathF.Tanh(condition[Hidden + Outputs + c]));
            skew[c] = MaxSkew * MathF.Tanh(condition[Hidden + Outputs + 3 + c]);
        }
        features = new float[Features * padded];
        fresh = new float[3 * padded];
        columns = new int[3 * (width + 4)];
        Shares = new float[Kernels * padded];
        Innovation = new float[3 * padded];
    }

    /// <summary>Computes <see cref="Shares"/> and <see cref="Innovation"/> for a row of an image without noise.</summary>
    /// <param name="clean">Image without noise.</param>
    /// <param name="y">Index of the row.</param>
    /// <param name="latent">Normally distributed random numbers, three for each pixel.</param>
    public void Row(Image<Rgb8> clean, int y, ReadOnlySpan<float> latent) {
        Describe(clean, y);
        Skewed(latent);
        for (int x = 0; x < padded; x += Lanes) Pixels(x);
    }

    /// <summary>
    /// Computes the features of the network: colour, difference to the mean of 5×5 pixels, contrast along both axes, and flags for the two
    /// pixels next to the top, left and right border.
    /// </summary>
    private void Describe(Image<Rgb8> clean, int y) {
        int last = clean.Height - 1;
        ReadOnlySpan<byte> a = Bytes(y - 2), b = Bytes(y - 1), row = Bytes(y), d = Bytes(y + 1), e = Bytes(y + 2);
        for (int i = 0; i < row.Length; i++) columns[i + 6] = a[i] + b[i] + row[i] + d[i] + e[i];
        for (int c = 0; c < 3; c++) {
            columns[c] = columns[c + 3] = columns[c + 6];
            columns[row.Length + 6 + c] = columns[row.Length + 9 + c] = columns[row.Length + 3 + c];
        }
        for (int c = 0; c < 3; c++) {
            Span<float> color = Plane(c), detail = Plane(3 + c), across = Plane(6 + c), down = Plane(9 + c);
            int box = columns[c] + columns[c + 3] + columns[c + 6] + columns[c + 9];
            for (int x = 0; x < width; x++) {
                int i = 3 * x + c, right = x + 1 < width ? i + 3 : i, left = x > 0 ? i - 3 : i;
                box += columns[i + 12];
                float value = row[i] * Byte, dx = (row[right] - row[left]) * Byte, dy = (d[i] - b[i]) * Byte;
                color[x] = value - 0.5f;
                detail[x] = (value - box * (BoxShare * Byte)) * Contrast;
                across[x] = MathF.Abs(dx) * Contrast;
                down[x] = MathF.Abs(dy) * Contrast;
                box -= columns[i];
            }
        }
        Plane(12).Fill(y == 0 ? 1 : 0);
        Plane(13).Fill(y == 1 ? 1 : 0);
        Plane(14)[0] = 1;
        if (width > 1) Plane(15)[1] = 1;
        if (width > 1) Plane(16)[width - 2] = 1;
        Plane(17)[width - 1] = 1;

        ReadOnlySpan<byte> Bytes(int line) => MemoryMarshal.AsBytes(clean.Row(Math.Clamp(line, 0, last)));
        Span<float> Plane(int f) => features.AsSpan(f * padded, padded);
    }

    /// <summary>
    /// Gives normally distributed numbers the tails and the skew of the camera: v = sinh((asinh z + skew) / tail) (Jones and Pewsey 2009).
    /// </summary>
    private void Skewed(ReadOnlySpan<float> latent) {
        for (int c = 0; c < 3; c++) {
            Span<float> plane = fresh.AsSpan(c * padded, padded);
            for (int x = 0; x < width; x++) plane[x] = latent[3 * x + c];
            Vector256<float> one = Vector256<float>.One, k = Vector256.Create(skew[c]), t = Vector256.Create(inverseTail[c]);
            for (int x = 0; x < padded; x += Half) {
                Vector256<float> z = Vector256.LoadUnsafe(ref plane[x]), size = Vector256.Abs(z);
                Vector256<float> arc = Vector256.CopySign(Vector256.Log(size + Vector256.Sqrt(size * size + one)), z);
                Vector256<float> up = Vector256.Exp((arc + k) * t);
                ((up - one / up) * 0.5f).StoreUnsafe(ref plane[x]);
            }
        }
    }

    [SkipLocalsInit]
    private void Pixels(int x) {
        Span<float> first = stackalloc float[Hidden * Lanes], second = stackalloc float[Hidden * Lanes],
            output = stackalloc float[Outputs * Lanes];
        Layer(enter, enterBias, ref features[x], padded, Features, first, rectified: true);
        Layer(middle, middleBias, ref first[0], Lanes, Hidden, second, rectified: true);
        Layer(leave, leaveBias, ref second[0], Lanes, Hidden, output, rectified: false);
        for (int half = 0; half < Lanes; half += Half) Finish(ref output[half], x + half);
        for (int i = 0; i < Lanes; i++) {
            for (int k = 0; k < Kernels; k++) Shares[(x + i) * Kernels + k] = output[k * Lanes + i];
            for (int c = 0; c < 3; c++) Innovation[(x + i) * 3 + c] = output[(Kernels + c) * Lanes + i];
        }
    }

    /// <summary>
    /// Computes the mixture weights from their logarithms (softmax), and the innovation from bias, standard deviation and latent.
    /// </summary>
    private void Finish(ref float output, int x) {
        Vector256<float> most = Vector256.LoadUnsafe(ref output), sum = Vector256<float>.Zero;
        for (nuint k = 1; k < Kernels; k++) most = Vector256.Max(most, Vector256.LoadUnsafe(ref output, k * Lanes));
        for (nuint k = 0; k < Kernels; k++) {
            Vector256<float> e = Vector256.Exp(Vector256.LoadUnsafe(ref output, k * Lanes) - most);
            e.StoreUnsafe(ref output, k * Lanes);
            sum += e;
        }
        sum = Vector256<float>.One / sum;
        for (nuint k = 0; k < Kernels; k++) (Vector256.LoadUnsafe(ref output, k * Lanes) * sum).StoreUnsafe(ref output, k * Lanes);
        for (int c = 0; c < 3; c++) {
            nuint bias = (nuint)((Kernels + c) * Lanes), deviation = (nuint)((Kernels + 3 + c) * Lanes);
            Vector256<float> scale = Vector256.Exp(Vector256.LoadUnsafe(ref output, deviation) - Vector256<float>.One);
            Vector256.FusedMultiplyAdd(scale, Vector256.LoadUnsafe(ref fresh[c * padded + x]), Vector256.LoadUnsafe(ref output, bias))
                .StoreUnsafe(ref output, bias);
        }
    }

    /// <summary>
    /// Computes a fully connected layer for 16 pixels, two vectors of pixels by two outputs at a time, so that each value loaded is used
    /// twice.
    /// </summary>
    private static void Layer(float[] weight, float[] bias, ref float input, int stride, int inputs, Span<float> output, bool rectified) {
        ref float w = ref MemoryMarshal.GetArrayDataReference(weight);
        for (int o = 0; o < bias.Length; o += 2) {
            Vector256<float> a = Vector256.Create(bias[o]), a2 = a, b = Vector256.Create(bias[o + 1]), b2 = b;
            ref float p = ref Unsafe.Add(ref w, o * inputs), q = ref Unsafe.Add(ref p, inputs), at = ref input;
            for (int i = 0; i < inputs; i++) {
                Vector256<float> u = Vector256.LoadUnsafe(ref at), v = Vector256.LoadUnsafe(ref at, Half),
                    s = Vector256.Create(Unsafe.Add(ref p, i)), t = Vector256.Create(Unsafe.Add(ref q, i));
                a = Vector256.FusedMultiplyAdd(u, s, a);
                a2 = Vector256.FusedMultiplyAdd(v, s, a2);
                b = Vector256.FusedMultiplyAdd(u, t, b);
                b2 = Vector256.FusedMultiplyAdd(v, t, b2);
                at = ref Unsafe.Add(ref at, stride);
            }
            Vector256<float> least = rectified ? Vector256<float>.Zero : Vector256.Create(float.NegativeInfinity);
            Vector256.Max(a, least).StoreUnsafe(ref output[o * Lanes]);
            Vector256.Max(a2, least).StoreUnsafe(ref output[o * Lanes + Half]);
            Vector256.Max(b, least).StoreUnsafe(ref output[(o + 1) * Lanes]);
            Vector256.Max(b2, least).StoreUnsafe(ref output[(o + 1) * Lanes + Half]);
        }
    }
}
