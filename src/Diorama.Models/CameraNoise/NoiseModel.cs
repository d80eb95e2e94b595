using System.Globalization;
using System.Numerics;
using Diorama.Core;
using Diorama.Core.Diagnostics;
using Diorama.Sensors.Profiles;
using Diorama.Tensors;
using Diorama.Tensors.Autograd;
using Diorama.Tensors.Layers;

namespace Diorama.Models.CameraNoise;

/// <summary>
/// A model of the probability of a noisy image given the clean one, the camera and its sensitivity. Images are [B,3,H,W] of whole numbers
/// from 0 to 255. Random numbers, those of dequantisation too, are libtorch's: <see cref="Torch.Seed"/> makes them reproducible.
/// </summary>
public abstract class NoiseModel(NoiseGrid grid) : Module {
    /// <summary>Divisor of grey levels before all computations.</summary>
    public const double Levels = 256;

    /// <summary>Cameras and sensitivities that the indices in <see cref="NoiseConditions"/> refer to.</summary>
    public NoiseGrid Grid { get; } = grid;

    /// <summary>
    /// Computes the logarithm of the density of noisy + u with u uniform in [0,1), in grey levels and nats, [B]. It is a lower bound of the
    /// log-probability of the whole numbers, and equals the log-density of (noisy + u)/256 minus ln 256 for each value.
    /// </summary>
    public abstract Tensor LogLikelihood(Tensor noisy, Tensor clean, NoiseConditions conditions);

    /// <summary>Samples noisy images: whole numbers from 0 to 255, [B,3,H,W].</summary>
    /// <param name="clean">Clean images, whole numbers from 0 to 255, [B,3,H,W].</param>
    /// <param name="conditions">Camera and sensitivity of each image.</param>
    /// <param name="temperature">Factor of the latent's standard deviation: 1 is the learned distribution, smaller values give less
    /// noise.</param>
    public abstract Tensor Sample(Tensor clean, NoiseConditions conditions, double temperature = 1);

    /// <summary>
    /// Returns conditions as this model takes them. A model with a table knows only what it was trained with: for another camera it takes
    /// the combination whose measured noise of raw values is nearest.
    /// </summary>
    public virtual NoiseConditions Known(NoiseConditions conditions) =>
        conditions.Grid.IsSame(Grid) ? conditions : conditions.Nearest(Grid);

    /// <summary>Sets initial values that are best taken from the training images; does nothing for models without such values.</summary>
    public virtual void Initialise(NoiseStatistics statistics) { }

    /// <summary>
    /// Computes the training loss: the negative log-likelihood per value of the image, mean over the batch. Normal noise of σ grey levels
    /// has ½·ln(2πe) + ln σ.
    /// </summary>
    public Tensor Loss(NoiseBatch batch) =>
        -LogLikelihood(batch.Noisy, batch.Clean, batch.Conditions).Mean() / (batch.Noisy.Numel / batch.Noisy.Size(0));

    /// <summary>Computes the negative log-likelihood per value of each image, without gradient and in evaluation mode.</summary>
    public double[] Nll(NoiseBatch batch) => Evaluated(() => {
        double size = batch.Noisy.Numel / (double)batch.Noisy.Size(0);
        float[] values = LogLikelihood(batch.Noisy, batch.Clean, Known(batch.Conditions)).ToArray<float>();
        return Array.ConvertAll(values, v => -v / size);
    });

    /// <summary>
    /// Computes the divergence between the true noise and a sample for each image, in evaluation mode (<see cref="NoiseHistogram"/>).
    /// </summary>
    public double[] Divergence(NoiseBatch batch) => Evaluated(() => {
        float[] noisy = batch.Noisy.ToArray<float>(), clean = batch.Clean.ToArray<float>(),
            sample = Sample(batch.Clean, Known(batch.Conditions)).ToArray<float>();
        double[] values = new double[batch.Noisy.Size(0)];
        int size = noisy.Length / values.Length;
        for (int i = 0; i < values.Length; i++)
            values[i] = NoiseHistogram.Divergence(noisy.AsSpan(i * size, size), sample.AsSpan(i * size, size),
                clean.AsSpan(i * size, size));
        return values;
    });

    private double[] Evaluated(Func<double[]> measure) {
        using var scope = new TensorScope();
        using var mode = GradientMode.Off();
        bool training = Training;
        Eval();
        double[] values = measure();
        Train(training);
        return values;
    }

    /// <summary>Dequantises grey levels: computes (x + u)/256 with u uniform in [0,1).</summary>
    protected static Tensor Dequantised(Tensor levels) => (levels + levels.RandLike()) / Levels;

    /// <summary>Quantises to grey levels: whole numbers from 0 to 255.</summary>
    protected static Tensor Quantised(Tensor values) => (values * Levels).Floor().Clamp(0, 255);
}

/// <summary>A batch of noisy images with their clean images.</summary>
/// <param name="Noisy">Noisy images, Float32 [B,3,H,W], whole numbers from 0 to 255; red, green, blue.</param>
/// <param name="Clean">Clean images, in the same form.</param>
/// <param name="Conditions">Camera and sensitivity of each image.</param>
public sealed record NoiseBatch(Tensor Noisy, Tensor Clean, NoiseConditions Conditions);

/// <summary>Conditions that noise depends on besides the clean image, one entry for each image of a batch.</summary>
/// <param name="Grid">Cameras and sensitivities that the indices refer to.</param>
/// <param name="Camera">Index of the camera, Int64 [B].</param>
/// <param name="Iso">Index of the sensitivity, Int64 [B].</param>
/// <param name="IsoValue">ISO sensitivity itself, [B].</param>
/// <param name="Shot">Shot noise: variance of raw values per intensity for red, green and blue at this sensitivity, [B,3]; 0 for cameras
/// without measurement.</param>
/// <param name="Read">Read noise: variance of raw values in the dark, [B,3]; 0 for cameras without measurement.</param>
/// <param name="Jpeg">1 if the camera compressed the image, otherwise 0, [B].</param>
public sealed record NoiseConditions(NoiseGrid Grid, Tensor Camera, Tensor Iso, Tensor IsoValue, Tensor Shot, Tensor Read, Tensor Jpeg) {
    /// <summary>Index of the combination of camera and sensitivity, Int64 [B]: iso · cameras + camera.</summary>
    public Tensor Index => Iso * Grid.Cameras.Count + Camera;

    /// <summary>Number of images in the batch.</summary>
    public int Count => (int)Camera.Size(0);

    /// <summary>Creates conditions from indices into the grid, one of each for each image.</summary>
    public static NoiseConditions Of(NoiseGrid grid, ReadOnlySpan<int> cameras, ReadOnlySpan<int> isos) {
        int count = cameras.Length;
        long[] camera = new long[count], iso = new long[count];
        float[] value = new float[count], shot = new float[3 * count], read = new float[3 * count], jpeg = new float[count];
        for (int i = 0; i < count; i++) {
            (camera[i], iso[i]) = (cameras[i], isos[i]);
            value[i] = (float)grid.Isos[isos[i]];
            jpeg[i] = grid.Cameras[cameras[i]].EndsWith("(JPEG)", StringComparison.Ordinal) ? 1 : 0;
            var (a, b) = grid.Profile(cameras[i], grid.Isos[isos[i]]);
            for (int c = 0; c < 3; c++) (shot[3 * i + c], read[3 * i + c]) = (a[c], b[c]);
        }
        return new(grid, Tensor.From(camera), Tensor.From(iso), Tensor.From(value), Tensor.From(shot, count, 3),
            Tensor.From(read, count, 3), Tensor.From(jpeg));
    }

    /// <summary>
    /// Returns the combination of another grid for each image whose measured noise of raw values is nearest: least difference of the
    /// logarithms of the variance at a twentieth of white and at half of it, sum over colours.
    /// </summary>
    /// <exception cref="Core.BadInputException">No camera of the grid was measured.</exception>
    public NoiseConditions Nearest(NoiseGrid grid) {
        float[] shot = Shot.ToArray<float>(), read = Read.ToArray<float>();
        int[] cameras = new int[Count], isos = new int[Count];
        for (int i = 0; i < Count; i++) {
            (cameras[i], isos[i]) = grid.Nearest(new(shot.AsSpan(3 * i, 3)), new(read.AsSpan(3 * i, 3)));
        }
        return Of(grid, cameras, isos);
    }

    /// <summary>Creates the same conditions for all images of a batch.</summary>
    /// <exception cref="Core.BadInputException">The camera or the sensitivity is not in the grid.</exception>
    public static NoiseConditions Of(NoiseGrid grid, string camera, double iso, int count = 1) {
        int[] cameras = new int[count], isos = new int[count];
        Array.Fill(cameras, grid.IndexOfCamera(camera));
        Array.Fill(isos, grid.IndexOfIso(iso));
        return Of(grid, cameras, isos);
    }
}

/// <summary>
/// Cameras and sensitivities that a noise model is made for. Models with a table have one entry for each combination, with the index iso ·
/// cameras + camera.
/// </summary>
public sealed class NoiseGrid {
    private readonly CameraProfile?[] profiles;

    /// <summary>Names of the cameras (<see cref="NoisePair.Source"/>), in the order of their indices.</summary>
    public IReadOnlyList<string> Cameras { get; }

    /// <summary>ISO sensitivities, in ascending order.</summary>
    public IReadOnlyList<double> Isos { get; }

    /// <summary>Number of combinations of camera and sensitivity.</summary>
    public int Count => Cameras.Count * Isos.Count;

    /// <param name="cameras">Names of the cameras.</param>
    /// <param name="isos">ISO sensitivities.</param>
    /// <param name="measured">Measured noise profiles of cameras; a camera that is not among them has no profile.</param>
    public NoiseGrid(IEnumerable<string> cameras, IEnumerable<double> isos, CameraProfiles? measured = null) {
        Cameras = [.. cameras];
        Isos = [.. isos.Order()];
        profiles = [.. Cameras.Select(name => measured?.All.FirstOrDefault(p => name == p.Name || name == p.Name + " (JPEG)"))];
    }

    /// <summary>Whether another grid has the same cameras and sensitivities, so that indices mean the same.</summary>
    public bool IsSame(NoiseGrid other) => Cameras.SequenceEqual(other.Cameras) && Isos.SequenceEqual(other.Isos);

    /// <summary>Creates a grid of all cameras and sensitivities in the pairs, in alphabetical and ascending order.</summary>
    public static NoiseGrid Of(IEnumerable<NoisePair> pairs, CameraProfiles? measured = null) {
        NoisePair[] all = [.. pairs];
        return new(all.Select(p => p.Source).Distinct().Order(StringComparer.Ordinal), all.Select(p => p.Iso).Distinct(), measured);
    }

    /// <exception cref="BadInputException">The grid does not have this camera; the message offers similar names.</exception>
    public int IndexOfCamera(string source) {
        for (int i = 0; i < Cameras.Count; i++) if (Cameras[i].Equals(source, StringComparison.OrdinalIgnoreCase)) return i;
        throw new BadInputException($"the noise of the camera '{source}' was not learned, {NearestNames.Sentence(source, Cameras)}");
    }

    /// <exception cref="BadInputException">The grid does not have this sensitivity.</exception>
    public int IndexOfIso(double iso) {
        for (int i = 0; i < Isos.Count; i++) if (Isos[i] == iso) return i;
        throw new BadInputException(string.Create(CultureInfo.InvariantCulture,
            $"noise at ISO {iso} was not learned, expected one of {string.Join(", ", Isos)}"));
    }

    /// <summary>Returns the combination whose measured noise of raw values is nearest (<see cref="NoiseConditions.Nearest"/>).</summary>
    /// <param name="shot">Variance of raw values per intensity.</param>
    /// <param name="read">Variance of raw values in the dark.</param>
    /// <exception cref="BadInputException">No camera of the grid was measured.</exception>
    public (int Camera, int Iso) Nearest(Vector3 shot, Vector3 read) {
        (double least, (int, int) nearest) = (double.PositiveInfinity, (-1, -1));
        for (int camera = 0; camera < Cameras.Count; camera++) {
            for (int iso = 0; iso < Isos.Count; iso++) {
                (Vector3 a, Vector3 b) = Profile(camera, Isos[iso]);
                if (a == default) continue;
                double difference = 0;
                foreach (float level in (ReadOnlySpan<float>)[0.05f, 0.5f]) {
                    for (int c = 0; c < 3; c++)
                        difference += Math.Abs(Math.Log(Variance(a[c], b[c], level) / Variance(shot[c], read[c], level)));
                }
                if (difference < least) (least, nearest) = (difference, (camera, iso));
            }
        }
        return nearest.Item1 >= 0 ? nearest
            : throw new BadInputException("none of the learned cameras was measured, so none is the nearest");

        static double Variance(float a, float b, float level) => Math.Max(1e-12, a * level + b);
    }

    /// <summary>
    /// Returns the measured noise of raw values of a camera, interpolated linearly in ISO and constant beyond the measured range; zero for
    /// a camera without measurement.
    /// </summary>
    public (Vector3 Shot, Vector3 Read) Profile(int camera, double iso) {
        if (profiles[camera] is not { } profile) return default;
        NoisePoint point = profile.At(Math.Clamp(iso, profile.LowestIso, profile.HighestIso));
        return (point.A, point.B);
    }
}
