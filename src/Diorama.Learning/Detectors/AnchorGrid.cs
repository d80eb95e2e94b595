using System.Collections.Immutable;
using System.Numerics;

namespace Diorama.Learning.Detectors;

/// <summary>
/// Places in a square picture at which a single-shot detector (Liu et al., "SSD", ECCV 2016) looks, and the decoding of what it says about
/// each of them, as MediaPipe's detectors have it: a logit, a box as centre and size, points. All are in pixels of the network's input,
/// positions relative to the place.
/// </summary>
internal sealed class AnchorGrid {
    private const float LargestLogit = 100;

    private readonly int size;
    private readonly Vector2[] places;

    /// <param name="size">Side of the network's input, pixels.</param>
    /// <param name="layers">Distance between neighbouring places, pixels, and how many boxes each has, in the order of the outputs.</param>
    public AnchorGrid(int size, params IReadOnlyList<(int Stride, int Boxes)> layers) {
        this.size = size;
        places = [.. layers.SelectMany(layer => from y in Enumerable.Range(0, size / layer.Stride)
            from x in Enumerable.Range(0, size / layer.Stride) from box in Enumerable.Range(0, layer.Boxes)
            select layer.Stride * new Vector2(x + 0.5f, y + 0.5f))];
    }

    /// <summary>Returns the regions of at least a score, in pixels of the picture.</summary>
    /// <param name="rows">For each box its logit, centre x, y, width, height, then x and y of each point.</param>
    /// <param name="crop">Part of the picture that the network looked at.</param>
    /// <param name="score">Smallest score.</param>
    public List<FoundRegion> Decode(ReadOnlySpan<float> rows, PictureCrop crop, float score) {
        var found = new List<FoundRegion>();
        int columns = rows.Length / places.Length;
        for (int i = 0; i < places.Length; i++) {
            ReadOnlySpan<float> row = rows.Slice(i * columns, columns);
            float sure = Sigmoid(row[0]);
            if (!(sure >= score)) continue;
            Vector2 center = places[i] + new Vector2(row[1], row[2]), half = new Vector2(row[3], row[4]) / 2;
            Vector2 low = crop.ToPicture((center - half) / size), high = crop.ToPicture((center + half) / size);
            var points = ImmutableArray.CreateBuilder<Vector2>((columns - 5) / 2);
            for (int c = 5; c + 1 < columns; c += 2) points.Add(crop.ToPicture((places[i] + new Vector2(row[c], row[c + 1])) / size));
            found.Add(new(new(low, high.X, high.Y), sure, points.ToImmutable()));
        }
        return found;
    }

    public static float Sigmoid(float logit) => 1 / (1 + MathF.Exp(-Math.Clamp(logit, -LargestLogit, LargestLogit)));
}
