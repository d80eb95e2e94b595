using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Diorama.Core.Images;
using Diorama.Core.Randomness;
using Diorama.Sensors.Profiles;
using static Diorama.Sensors.Learned.SpatialNoiseWeights;

namespace Diorama.Sensors.Learned;

/// <summary>
/// Samples the spatial noise flow: the noise of a pixel is a weighted sum of that of the pixels before it in reading order, with weights that the clean picture there mixes,
/// plus something new. Rows go side by side, each a few pixels behind the one above; the same bytes for any number of threads.
/// </summary>
public sealed class SpatialNoise {
    /// <summary>After so many pixels a row tells the next one how far it is.</summary>
    private const int Tell = 64;
    /// <summary>What no noise of eight bits exceeds, in <see cref="Scale"/> grey levels.</summary>
    private const float Largest = 32;
    private const int Colors = 3 * Kernels, RowInputs = 3 * (2 * Reach + 1), LeftInputs = 3 * Reach;

    private readonly SpatialNoiseWeights weights;
    /// <summary>By input, colour, kernel.</summary>
    private readonly float[] kernels = new float[Inputs * Colors];

    public SpatialNoise(SpatialNoiseWeights weights) {
        this.weights = weights;
        float[] given = weights["kernels"];
        for (int k = 0; k < Kernels; k++) for (int c = 0; c < 3; c++) for (int i = 0; i < Inputs; i++) kernels[(i * 3 + c) * Kernels + k] = given[(k * 3 + c) * Inputs + i];
    }

    /// <summary>The picture with noise.</summary>
    /// <param name="clean">Without.</param>
    /// <param name="condition">What <see cref="SpatialNoiseWeights.Condition(CameraProfile?, string, double)"/> says of camera and sensitivity.</param>
    /// <param name="key">Of this noise.</param>
    /// <param name="temperature">Factor of the latent's deviation: 1 is the noise that was learned.</param>
    /// <param name="threads">At most; 0 takes all cores.</param>
    /// <param name="progress">Told how many rows are done, from several threads.</param>
    public Image<Rgb8> Apply(Image<Rgb8> clean, float[] condition, Keyed key, float temperature = 1, int threads = 0, Action<int>? progress = null) {
        var noisy = new Image<Rgb8>(clean.Width, clean.Height);
        Run(clean, condition, threads, (y, latent) => {
            NormalNumbers.Fill(latent, key.With(y));
            if (temperature != 1) for (int i = 0; i < latent.Length; i++) latent[i] *= temperature;
        }, (y, noise) => {
            Write(clean.Row(y), noise, noisy.Row(y));
            progress?.Invoke(y + 1);
        });
        return noisy;
    }

    /// <summary>The noise that latent numbers stand for, neither rounded nor limited to what a picture can show, in <see cref="Scale"/> grey levels.</summary>
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

    /// <summary>Noise of the last rows in a ring, <see cref="Reach"/> pixels of zeros to the left and right of each, and how far each row is.</summary>
    private sealed class Rows(Image<Rgb8> clean, int workers) {
        private readonly float[][] ring = [.. Enumerable.Range(0, workers + Reach + 1).Select(_ => new float[3 * (clean.Width + 2 * Reach)])];
        private readonly float[] none = new float[3 * (clean.Width + 2 * Reach)];
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
        while (Volatile.Read(ref done) < wanted) spin.SpinOnce();
    }

    private void Recur(float[] above2, float[] above, float[] row, PixelNetwork network, int from, int end) {
        ref float k = ref MemoryMarshal.GetArrayDataReference(kernels);
        ref float same = ref Unsafe.Add(ref k, 3 * Before * Colors);
        for (int x = from; x < end; x++) {
            // Two sums of each colour: one chain of additions would be waited for.
            Vector256<float> r = Vector256<float>.Zero, g = r, b = r, r2 = r, g2 = r, b2 = r, shares = Vector256.LoadUnsafe(ref network.Shares[x * Kernels]);
            Add(ref above2[3 * x], RowInputs, ref k, ref r2, ref g2, ref b2);
            Add(ref above[3 * x], RowInputs, ref Unsafe.Add(ref k, RowInputs * Colors), ref r, ref g, ref b);
            float redOfGreen = Vector256.Dot(shares, Vector256.LoadUnsafe(ref Unsafe.Add(ref same, 1 * Colors)));
            float blueOfRed = Vector256.Dot(shares, Vector256.LoadUnsafe(ref Unsafe.Add(ref same, 2 * Kernels)));
            float blueOfGreen = Vector256.Dot(shares, Vector256.LoadUnsafe(ref Unsafe.Add(ref same, 1 * Colors + 2 * Kernels)));
            (r, g, b) = (r + r2, g + g2, b + b2);
            Add(ref row[3 * x], LeftInputs, ref Unsafe.Add(ref k, 2 * RowInputs * Colors), ref r, ref g, ref b);
            float green = Math.Clamp(network.Innovation[3 * x + 1] + Vector256.Dot(shares, g), -Largest, Largest);
            float red = Math.Clamp(network.Innovation[3 * x] + Vector256.Dot(shares, r) + redOfGreen * green, -Largest, Largest);
            float blue = Math.Clamp(network.Innovation[3 * x + 2] + Vector256.Dot(shares, b) + blueOfGreen * green + blueOfRed * red, -Largest, Largest);
            int at = 3 * (x + Reach);
            (row[at], row[at + 1], row[at + 2]) = (red, green, blue);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref float before, int count, ref float kernel, ref Vector256<float> r, ref Vector256<float> g, ref Vector256<float> b) {
        for (int i = 0; i < count; i++) {
            Vector256<float> value = Vector256.Create(Unsafe.Add(ref before, i));
            ref float weight = ref Unsafe.Add(ref kernel, i * Colors);
            r = Vector256.FusedMultiplyAdd(value, Vector256.LoadUnsafe(ref weight), r);
            g = Vector256.FusedMultiplyAdd(value, Vector256.LoadUnsafe(ref Unsafe.Add(ref weight, Kernels)), g);
            b = Vector256.FusedMultiplyAdd(value, Vector256.LoadUnsafe(ref Unsafe.Add(ref weight, 2 * Kernels)), b);
        }
    }

    private static void Write(ReadOnlySpan<Rgb8> clean, ReadOnlySpan<float> noise, Span<Rgb8> noisy) {
        ReadOnlySpan<byte> from = MemoryMarshal.AsBytes(clean);
        Span<byte> to = MemoryMarshal.AsBytes(noisy);
        for (int i = 0; i < from.Length; i++) to[i] = (byte)Math.Clamp(MathF.Floor(from[i] + Scale * noise[i] + 0.5f), 0, 255);
    }
}
