using System.Runtime.InteropServices;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Core.Randomness;
using Diorama.Tensors;

namespace Diorama.Models.CameraNoise;

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
