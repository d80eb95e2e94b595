using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Diorama.Core;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Core.Randomness;
using Diorama.Sensors.Profiles;
using Diorama.Tensors;

namespace Diorama.Models.CameraNoise;

/// <summary>A noisy and a clean image of the same still scene.</summary>
/// <param name="Scene">Name of the scene, by which pairs are split: two pairs of one scene are never in different parts.</param>
/// <param name="Camera">Maker and model of the camera, as in the pack <c>cameras</c>.</param>
/// <param name="Iso">ISO sensitivity.</param>
/// <param name="Noisy">A single shot.</param>
/// <param name="Clean">Clean image: the mean of many shots, or developed from raw values without noise.</param>
public sealed record NoisePair(string Scene, string Camera, double Iso, Image<Rgb8> Noisy, Image<Rgb8> Clean) {
    /// <summary>True if the camera compressed the shot, whose noise then differs from that of the same camera's raw values.</summary>
    public bool IsJpeg { get; init; }

    /// <summary>A second shot of the same scene, if there is one; it shows how far apart two samples of the true noise are.</summary>
    public Image<Rgb8>? Again { get; init; }

    /// <summary>Name of the camera, with "(JPEG)" for compressed shots, which models treat as a different camera.</summary>
    public string Source => IsJpeg ? Camera + " (JPEG)" : Camera;
}

/// <summary>Noise pairs for training and tests, split by scene.</summary>
public sealed class NoiseSet {
    /// <summary>Name of the set: "real" or "simulated".</summary>
    public string Name { get; }
    public NoiseGrid Grid { get; }
    public NoisePatches Train { get; }
    public NoisePatches Validation { get; }
    public NoisePatches Test { get; }

    /// <summary>Hash of the complete contents of the set, pixels included.</summary>
    public ulong Fingerprint { get; }

    /// <exception cref="BadInputException">A part of the set has no pair.</exception>
    public NoiseSet(string name, NoiseGrid grid, IReadOnlyList<NoisePair> train, IReadOnlyList<NoisePair> validation,
        IReadOnlyList<NoisePair> test, int patch = 32) {
        (Name, Grid) = (name, grid);
        if (train.Count == 0 || validation.Count == 0 || test.Count == 0)
            throw new BadInputException($"the {name} noise pairs leave nothing to train, validate or test with");
        (Train, Validation, Test) = (new(grid, train, patch), new(grid, validation, patch), new(grid, test, patch));
        Fingerprint = ContentsOf([.. train, .. validation, .. test], patch).With(train.Count).With(validation.Count).State;
    }

    /// <summary>Returns a key of all pairs, pixels included.</summary>
    internal static Keyed ContentsOf(IEnumerable<NoisePair> pairs, int patch) {
        Keyed key = Keyed.Start((ulong)patch);
        foreach (NoisePair pair in pairs)
            key = key.With(pair.Scene).With(pair.Source).With((long)pair.Iso).With(Content(pair.Noisy)).With(Content(pair.Clean));
        return key;
    }

    private static long Content(Image<Rgb8> image) => BitConverter.ToInt64(SHA256.HashData(MemoryMarshal.AsBytes(image.Pixels.AsSpan())));

    /// <summary>
    /// Reads a set of photographs (<see cref="RealPairs"/>). Of each camera and sensitivity with two scenes or more, the last by name is
    /// for testing; of those with three or more, the one before it is for validation; all others are for training.
    /// </summary>
    /// <param name="folder">Folder that contains <c>cc</c> and <c>polyu</c>.</param>
    /// <param name="profiles">Measured noise profiles of cameras; null for none.</param>
    /// <param name="patch">Side of a patch, pixels.</param>
    /// <exception cref="BadInputException">There are no pairs, or one cannot be read.</exception>
    public static NoiseSet Real(string folder, CameraProfiles? profiles = null, int patch = 32) {
        IReadOnlyList<NoisePair> pairs = RealPairs.Read(folder);
        List<NoisePair> train = [], validation = [], test = [];
        foreach (var group in pairs.GroupBy(p => (p.Source, p.Iso))) {
            NoisePair[] scenes = [.. group.OrderBy(p => p.Scene, StringComparer.Ordinal)];
            int tested = scenes.Length >= 2 ? 1 : 0, validated = scenes.Length >= 3 ? 1 : 0;
            train.AddRange(scenes[..^(tested + validated)]);
            validation.AddRange(scenes[^(tested + validated)..^tested]);
            test.AddRange(scenes[^tested..]);
        }
        return new("real", NoiseGrid.Of(pairs, profiles), train, validation, test, patch);
    }

    /// <summary>Creates a set of images that <see cref="SimulatedPairs"/> takes, split by panorama.</summary>
    /// <param name="simulation">Simulated cameras and panoramas.</param>
    /// <param name="patch">Side of a patch, pixels.</param>
    public static NoiseSet Simulated(SimulatedPairs simulation, int patch = 32) {
        var (train, validation, test) = simulation.Make();
        return new("simulated", simulation.Grid, train, validation, test, patch);
    }
}

/// <summary>Square patches of noise pairs on a regular grid from the upper left corner, with the pairs that they belong to.</summary>
public sealed class NoisePatches {
    private readonly byte[] noisy, clean;
    private readonly int[] cameras, isos;

    /// <summary>Side of a patch, pixels.</summary>
    public int Size { get; }

    /// <summary>Number of patches.</summary>
    public int Count => cameras.Length;

    public IReadOnlyList<NoisePair> Pairs { get; }

    public NoiseGrid Grid { get; }

    public NoisePatches(NoiseGrid grid, IReadOnlyList<NoisePair> pairs, int size = 32) {
        (Grid, Pairs, Size) = (grid, pairs, size);
        int count = pairs.Sum(p => p.Noisy.Width / size * (p.Noisy.Height / size)), at = 0;
        (noisy, clean, cameras, isos) = (new byte[(long)count * 3 * size * size], new byte[(long)count * 3 * size * size], new int[count],
            new int[count]);
        foreach (NoisePair pair in pairs) {
            int camera = grid.IndexOfCamera(pair.Source), iso = grid.IndexOfIso(pair.Iso);
            for (int y = 0; y + size <= pair.Noisy.Height; y += size) {
                for (int x = 0; x + size <= pair.Noisy.Width; x += size, at++) {
                    (cameras[at], isos[at]) = (camera, iso);
                    Copy(pair.Noisy, x, y, noisy, at);
                    Copy(pair.Clean, x, y, clean, at);
                }
            }
        }
    }

    /// <summary>Copies one patch as three planes, the layout of images in tensors.</summary>
    private void Copy(Image<Rgb8> image, int x, int y, byte[] target, int patch) {
        int plane = Size * Size, start = patch * 3 * plane;
        for (int j = 0; j < Size; j++) {
            ReadOnlySpan<byte> row = MemoryMarshal.AsBytes(image.Row(y + j).Slice(x, Size));
            for (int c = 0; c < 3; c++) {
                Span<byte> line = target.AsSpan(start + c * plane + j * Size, Size);
                for (int i = 0; i < Size; i++) line[i] = row[3 * i + c];
            }
        }
    }

    /// <summary>Returns the mean of each pair of values that belong to all patches, in the order of the pairs.</summary>
    internal IEnumerable<double> OfEachPair(double[] values) {
        int at = 0;
        foreach (NoisePair pair in Pairs) {
            int count = pair.Noisy.Width / Size * (pair.Noisy.Height / Size);
            yield return values.AsSpan(at, count).ToArray().Average();
            at += count;
        }
    }

    /// <summary>Returns a batch of the patches with these indices.</summary>
    public NoiseBatch Batch(ReadOnlySpan<int> numbers) {
        int length = 3 * Size * Size;
        float[] n = new float[numbers.Length * length], c = new float[n.Length];
        int[] camera = new int[numbers.Length], iso = new int[numbers.Length];
        for (int i = 0; i < numbers.Length; i++) {
            int from = numbers[i] * length, to = i * length;
            for (int k = 0; k < length; k++) (n[to + k], c[to + k]) = (noisy[from + k], clean[from + k]);
            (camera[i], iso[i]) = (cameras[numbers[i]], isos[numbers[i]]);
        }
        return new(Tensor.FromBlob(n, numbers.Length, 3, Size, Size), Tensor.FromBlob(c, numbers.Length, 3, Size, Size),
            NoiseConditions.Of(Grid, camera, iso));
    }

    /// <summary>Returns all patch indices in a random order that depends only on the key.</summary>
    public int[] Shuffled(Keyed key) {
        int[] order = [.. Enumerable.Range(0, Count)];
        KeyedGenerator random = key.Generator();
        for (int i = Count - 1; i > 0; i--) {
            int j = random.NextInt(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }
        return order;
    }
}

/// <summary>An endless sequence of patch indices: all in a random order, then all in another random order, and so on.</summary>
internal sealed class PatchOrder(NoisePatches patches, Keyed key) {
    private int[] order = [];
    private long epoch = -1;

    /// <summary>Returns the indices of a step, counted from 0.</summary>
    public int[] Of(long step, int count) {
        var numbers = new int[count];
        for (int i = 0; i < count; i++) {
            long at = step * count + i;
            if (at / patches.Count != epoch) order = patches.Shuffled(key.With(epoch = at / patches.Count));
            numbers[i] = order[at % patches.Count];
        }
        return numbers;
    }
}

/// <summary>
/// Mean and covariance of noise between red, green and blue, for each combination of a grid, in grey levels, after dequantisation of both
/// images.
/// </summary>
public sealed class NoiseStatistics {
    private readonly double[] counts;
    private readonly double[,] sums, products;

    public NoiseGrid Grid { get; }

    private NoiseStatistics(NoiseGrid grid) {
        Grid = grid;
        (counts, sums, products) = (new double[grid.Count + 1], new double[grid.Count + 1, 3], new double[grid.Count + 1, 9]);
    }

    public static NoiseStatistics Of(NoisePatches patches) {
        var statistics = new NoiseStatistics(patches.Grid);
        foreach (NoisePair pair in patches.Pairs) statistics.Add(pair);
        return statistics;
    }

    private void Add(NoisePair pair) {
        int index = Grid.IndexOfIso(pair.Iso) * Grid.Cameras.Count + Grid.IndexOfCamera(pair.Source);
        Span<double> sum = stackalloc double[3], product = stackalloc double[9], d = stackalloc double[3];
        for (int i = 0; i < pair.Noisy.Pixels.Length; i++) {
            Rgb8 n = pair.Noisy.Pixels[i], c = pair.Clean.Pixels[i];
            (d[0], d[1], d[2]) = (n.R - c.R, n.G - c.G, n.B - c.B);
            for (int a = 0; a < 3; a++) {
                sum[a] += d[a];
                for (int b = 0; b < 3; b++) product[3 * a + b] += d[a] * d[b];
            }
        }
        // The entry after the last one sums over all combinations.
        foreach (int at in (ReadOnlySpan<int>)[index, Grid.Count]) {
            counts[at] += pair.Noisy.Pixels.Length;
            for (int a = 0; a < 3; a++) sums[at, a] += sum[a];
            for (int a = 0; a < 9; a++) products[at, a] += product[a];
        }
    }

    /// <summary>True if there were images of a combination; for other combinations, mean and covariance are those of all images.</summary>
    public bool Has(int index) => counts[index] > 0;

    /// <summary>Computes the mean square of noise at a sensitivity, over cameras and colours.</summary>
    public double Square(int iso) {
        double sum = 0;
        int cameras = Grid.Cameras.Count;
        for (int i = 0; i < cameras * 3; i++) sum += Covariance(iso * cameras + i / 3, i % 3, i % 3, aboutMean: false);
        return sum / (cameras * 3);
    }

    private int At(int index) => Has(index) ? index : Grid.Count;

    public Vector3 Mean(int index) {
        int at = At(index);
        return new((float)(sums[at, 0] / counts[at]), (float)(sums[at, 1] / counts[at]), (float)(sums[at, 2] / counts[at]));
    }

    /// <summary>
    /// Computes the covariance of two colours, or their mean product. The variance includes 1/12 for each of the two uniform numbers that
    /// dequantisation adds.
    /// </summary>
    public double Covariance(int index, int a, int b, bool aboutMean = true) {
        int at = At(index);
        double mean = aboutMean ? sums[at, a] / counts[at] * (sums[at, b] / counts[at]) : 0;
        return products[at, 3 * a + b] / counts[at] - mean + (a == b ? 1.0 / 6 : 0);
    }
}
