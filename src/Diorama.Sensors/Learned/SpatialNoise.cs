using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Core.Randomness;
using Diorama.Sensors.Profiles;
using static Diorama.Sensors.Learned.SpatialNoiseWeights;

namespace Diorama.Sensors.Learned;

/// <summary>
/// Samples the spatial noise flow: the noise of a pixel is a weighted sum of the noise of previous pixels in reading order, whose weights
/// depend on the clean image there, plus an innovation. Rows are computed in parallel, each a few pixels behind the row above; the result
/// is the same for any number of threads.
/// </summary>
public sealed class SpatialNoise {
    /// <summary>Number of pixels after which a row publishes its progress to the next row.</summary>
    private const int Tell = 64;
    /// <summary>Number of pixels for which the contribution of the rows above is computed at a time.</summary>
    private const int Together = 4;
    /// <summary>Bound for the noise of 8-bit images, in units of <see cref="Scale"/> grey levels.</summary>
    private const float Largest = 32;
    private const int Colors = 3 * Kernels, RowInputs = 3 * (2 * Reach + 1), LeftInputs = 3 * Reach;

    private readonly SpatialNoiseWeights weights;
    /// <summary>Kernel weights, indexed by input, colour, kernel.</summary>
    private readonly float[] kernels = new float[Inputs * Colors];

    public SpatialNoise(SpatialNoiseWeights weights) {
        this.weights = weights;
        float[] given = weights["kernels"];
        for (int k = 0; k < Kernels; k++) for (int c = 0; c < 3; c++)
            for (int i = 0; i < Inputs; i++) kernels[(i * 3 + c) * Kernels + k] = given[(k * 3 + c) * Inputs + i];
    }

    /// <summary>Returns the image with noise.</summary>
    /// <param name="clean">Image without noise, sRGB-encoded.</param>
    /// <param name="condition">
    /// Biases for camera and sensitivity, as <see cref="SpatialNoiseWeights.Condition(CameraProfile?, string, double)"/> returns them.
    /// </param>
    /// <param name="key">Key of the random numbers of this image.</param>
    /// <param name="temperature">Factor of the standard deviation of the latent: 1 is the noise that was learned.</param>
    /// <param name="threads">Largest number of threads; 0 uses all cores.</param>
    /// <param name="progress">
    /// Progress callback; receives the number of completed rows, from several threads and not always in ascending order.
    /// </param>
    public Image<Rgb8> Apply(Image<Rgb8> clean, float[] condition, Keyed key, float temperature = 1, int threads = 0,
        Action<int>? progress = null) {
        var noisy = new Image<Rgb8>(clean.Width, clean.Height);
        int done = 0;
        Run(clean, condition, threads, (y, latent) => {
            NormalNumbers.Fill(latent, key.With(y));
            if (temperature != 1) for (int i = 0; i < latent.Length; i++) latent[i] *= temperature;
        }, (y, noise) => {
            Write(clean.Row(y), noise, noisy.Row(y));
            progress?.Invoke(Interlocked.Increment(ref done));
        });
        return noisy;
    }

    /// <summary>
    /// Computes the noise that belongs to given latent values, neither rounded nor clipped to the range of an image, in units of
    /// <see cref="Scale"/> grey levels.
    /// </summary>
    internal Image<Vector3> Noise(Image<Rgb8> clean, float[] condition, Image<Vector3> latent) {
        var result = new Image<Vector3>(clean.Width, clean.Height);
        Run(clean, condition, 1, (y, target) => MemoryMarshal.Cast<Vector3, float>(latent.Row(y)).CopyTo(target),
            (y, noise) => MemoryMarshal.Cast<float, Vector3>(noise).CopyTo(result.Row(y)));
        return result;
    }

    private delegate void RowOf<T>(int y, Span<T> row);

    private void Run(Image<Rgb8> clean, float[] condition, int threads, RowOf<float> latent, RowOf<float> take) {
        int workers = Math.Min(clean.Height, threads > 0 ? threads : Environment.ProcessorCount);
        var rows = new Rows(clean, workers);
        var others = new Thread[workers - 1];
        for (int i = 0; i < others.Length; i++) {
            int worker = i + 1;
            others[i] = new Thread(() => Work(rows, condition, worker, latent, take)) { IsBackground = true };
            others[i].Start();
        }
        Work(rows, condition, 0, latent, take);
        foreach (Thread t in others) t.Join();
    }

    /// <summary>
    /// Noise of the latest rows in a ring buffer, with <see cref="Reach"/> pixels of zeros on the left and right of each, and the progress
    /// of each row.
    /// </summary>
    private sealed class Rows(Image<Rgb8> clean, int workers) {
        private readonly float[][] ring = [.. Enumerable.Range(0, workers + Reach + 1).Select(_ => new float[Length(clean)])];
        private readonly float[] none = new float[Length(clean)];
        /// <summary>
        /// Returns the length of a row in values, including the pixels beyond the end that are computed together with the last ones but not
        /// used.
        /// </summary>
        private static int Length(Image<Rgb8> clean) => 3 * (clean.Width + 2 * Reach + Together - 1);
        public int[] Done { get; } = new int[clean.Height];
        public Image<Rgb8> Clean => clean;
        public int Workers => workers;
        public float[] this[int y] => y < 0 ? none : ring[y % ring.Length];
    }

    private void Work(Rows rows, float[] condition, int worker, RowOf<float> latent, RowOf<float> take) {
        int width = rows.Clean.Width;
        var network = new PixelNetwork(weights, condition, width);
        float[] numbers = new float[NormalNumbers.Length(3 * width)];
        for (int y = worker; y < rows.Clean.Height; y += rows.Workers) {
            latent(y, numbers);
            network.Row(rows.Clean, y, numbers);
            for (int x = 0; x < width; x += Tell) {
                int end = Math.Min(width, x + Tell);
                if (y > 0) Await(ref rows.Done[y - 1], Math.Min(width, end + Reach));
                Recur(rows[y - 2], rows[y - 1], rows[y], network, x, end);
                Volatile.Write(ref rows.Done[y], end);
            }
            take(y, rows[y].AsSpan(3 * Reach, 3 * width));
        }
    }

    private static void Await(ref int done, int wanted) {
        if (Volatile.Read(ref done) >= wanted) return;
        var spin = new SpinWait();
        // A row takes microseconds, so waiting never sleeps.
        while (Volatile.Read(ref done) < wanted) spin.SpinOnce(sleep1Threshold: -1);
    }

    private void Recur(float[] above2, float[] above, float[] row, PixelNetwork network, int from, int end) {
        Span<Vector256<float>> sums = stackalloc Vector256<float>[3 * Together];
        for (int x = from; x < end; x += Together) {
            int count = Math.Min(Together, end - x);
            // Each weight of the rows above is loaded once for four pixels; only the contribution from the left must be computed in order.
            FromAbove(ref above2[3 * x], ref above[3 * x], sums);
            for (int i = 0; i < count; i++) Finish(row, network, x + i, sums[3 * i], sums[3 * i + 1], sums[3 * i + 2]);
        }
    }

    private void FromAbove(ref float above2, ref float above, Span<Vector256<float>> sums) {
        for (int c = 0; c < 3; c++) {
            Vector256<float> s0 = Vector256<float>.Zero, s1 = s0, s2 = s0, s3 = s0, t0 = s0, t1 = s0, t2 = s0, t3 = s0;
            ref float k = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(kernels), c * Kernels);
            for (int i = 0; i < RowInputs; i++) {
                Vector256<float> w = Vector256.LoadUnsafe(ref Unsafe.Add(ref k, i * Colors)),
                    v = Vector256.LoadUnsafe(ref Unsafe.Add(ref k, (i + RowInputs) * Colors));
                s0 = Vector256.FusedMultiplyAdd(Vector256.Create(Unsafe.Add(ref above2, i)), w, s0);
                s1 = Vector256.FusedMultiplyAdd(Vector256.Create(Unsafe.Add(ref above2, i + 3)), w, s1);
                s2 = Vector256.FusedMultiplyAdd(Vector256.Create(Unsafe.Add(ref above2, i + 6)), w, s2);
                s3 = Vector256.FusedMultiplyAdd(Vector256.Create(Unsafe.Add(ref above2, i + 9)), w, s3);
                t0 = Vector256.FusedMultiplyAdd(Vector256.Create(Unsafe.Add(ref above, i)), v, t0);
                t1 = Vector256.FusedMultiplyAdd(Vector256.Create(Unsafe.Add(ref above, i + 3)), v, t1);
                t2 = Vector256.FusedMultiplyAdd(Vector256.Create(Unsafe.Add(ref above, i + 6)), v, t2);
                t3 = Vector256.FusedMultiplyAdd(Vector256.Create(Unsafe.Add(ref above, i + 9)), v, t3);
            }
            (sums[c], sums[3 + c], sums[6 + c], sums[9 + c]) = (s0 + t0, s1 + t1, s2 + t2, s3 + t3);
        }
    }

    private void Finish(float[] row, PixelNetwork network, int x, Vector256<float> r, Vector256<float> g, Vector256<float> b) {
        ref float k = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(kernels), 2 * RowInputs * Colors);
        ref float same = ref Unsafe.Add(ref k, LeftInputs * Colors);
        Vector256<float> shares = Vector256.LoadUnsafe(ref network.Shares[x * Kernels]);
        float redOfGreen = Vector256.Dot(shares, Vector256.LoadUnsafe(ref Unsafe.Add(ref same, 1 * Colors)));
        float blueOfRed = Vector256.Dot(shares, Vector256.LoadUnsafe(ref Unsafe.Add(ref same, 2 * Kernels)));
        float blueOfGreen = Vector256.Dot(shares, Vector256.LoadUnsafe(ref Unsafe.Add(ref same, 1 * Colors + 2 * Kernels)));
        ref float left = ref row[3 * x];
        for (int i = 0; i < LeftInputs; i++) {
            Vector256<float> value = Vector256.Create(Unsafe.Add(ref left, i));
            ref float weight = ref Unsafe.Add(ref k, i * Colors);
            r = Vector256.FusedMultiplyAdd(value, Vector256.LoadUnsafe(ref weight), r);
            g = Vector256.FusedMultiplyAdd(value, Vector256.LoadUnsafe(ref Unsafe.Add(ref weight, Kernels)), g);
            b = Vector256.FusedMultiplyAdd(value, Vector256.LoadUnsafe(ref Unsafe.Add(ref weight, 2 * Kernels)), b);
        }
        float green = Math.Clamp(network.Innovation[3 * x + 1] + Vector256.Dot(shares, g), -Largest, Largest);
        float red = Math.Clamp(network.Innovation[3 * x] + Vector256.Dot(shares, r) + redOfGreen * green, -Largest, Largest);
        float blue = Math.Clamp(network.Innovation[3 * x + 2] + Vector256.Dot(shares, b) + blueOfGreen * green + blueOfRed * red, -Largest,
            Largest);
        int at = 3 * (x + Reach);
        (row[at], row[at + 1], row[at + 2]) = (red, green, blue);
    }

    private static void Write(ReadOnlySpan<Rgb8> clean, ReadOnlySpan<float> noise, Span<Rgb8> noisy) {
        ReadOnlySpan<byte> from = MemoryMarshal.AsBytes(clean);
        Span<byte> to = MemoryMarshal.AsBytes(noisy);
        for (int i = 0; i < from.Length; i++) to[i] = (byte)Math.Clamp(MathF.Floor(from[i] + Scale * noise[i] + 0.5f), 0, 255);
    }
}
