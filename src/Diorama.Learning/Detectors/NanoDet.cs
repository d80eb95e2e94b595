using System.Numerics;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Learning.Pretrained;

namespace Diorama.Learning.Detectors;

/// <summary>
/// Objects of the 80 classes of COCO by NanoDet-m (RangiLyu, 2020, after Li et al., "Generalized Focal Loss", NeurIPS 2020; pack
/// "detectors"). It takes 416×416 pixels, whatever the picture's proportions are. Each of three grids says for each of its places how sure
/// each class is, and for each side of a box a distribution over distances of 0 to 10 steps of the grid.
/// </summary>
public sealed class NanoDet : IDisposable {
    private const int Size = 416, Distances = 11;
    private const double LargestOverlap = 0.6;

    // Of ImageNet, blue first, as the network was trained.
    private static readonly float[] mean = [103.53f, 116.28f, 123.675f], deviation = [57.375f, 57.12f, 58.395f];

    private readonly OnnxNetwork network;

    private NanoDet(OnnxNetwork network) => this.network = network;

    /// <param name="folder">Folder of the pack "detectors".</param>
    /// <param name="threads">Number of threads that work on one picture.</param>
    /// <exception cref="Core.BadInputException">The network is missing or damaged.</exception>
    public static NanoDet Open(string folder, int threads = 1) =>
        new(OnnxNetwork.OpenTensorFlowJs(Path.Combine(folder, "nanodet.json"), threads));

    /// <summary>Returns the objects of a picture, the surest first.</summary>
    /// <param name="picture">Picture of any size.</param>
    /// <param name="score">Smallest score.</param>
    public IReadOnlyList<FoundObject> Find(Image<Rgb8> picture, float score = 0.3f) {
        ArgumentNullException.ThrowIfNull(picture);
        IReadOnlyList<NdArray> outputs = network.Run(Input(picture));
        int classes = CocoClasses.Names.Length;
        Vector4 scale = new((float)picture.Width / Size, (float)picture.Height / Size, (float)picture.Width / Size,
            (float)picture.Height / Size), limit = new(picture.Width, picture.Height, picture.Width, picture.Height);
        var found = new List<FoundObject>();
        foreach (NdArray scores in outputs.Where(o => o.Shape[2] == classes)) {
            NdArray sides = outputs.Single(o => o.Shape[1] == scores.Shape[1] && o.Shape[2] == 4 * Distances);
            int places = (int)scores.Shape[1], grid = (int)Math.Sqrt(places);
            float step = (float)Size / grid;
            for (int place = 0; place < places; place++) {
                ReadOnlySpan<float> sure = scores.Values.AsSpan(place * classes, classes);
                float best = score;
                int kind = -1;
                for (int c = 0; c < classes; c++) {
                    if (sure[c] >= best) (best, kind) = (sure[c], c);
                }
                if (kind < 0) continue;
                ReadOnlySpan<float> logits = sides.Values.AsSpan(place * 4 * Distances, 4 * Distances);
                float x = (place % grid + 0.5f) * step, y = (place / grid + 0.5f) * step;
                var box = new Vector4(x - Distance(logits, 0) * step, y - Distance(logits, 1) * step, x + Distance(logits, 2) * step,
                    y + Distance(logits, 3) * step);
                found.Add(new(kind, Vector4.Clamp(box * scale, Vector4.Zero, limit), best));
            }
        }
        return FoundObject.WithoutDoubles(found, LargestOverlap);
    }

    public void Dispose() => network.Dispose();

    // The mean of the distribution.
    private static float Distance(ReadOnlySpan<float> logits, int side) {
        ReadOnlySpan<float> l = logits.Slice(side * Distances, Distances);
        float largest = float.NegativeInfinity, sum = 0, mean = 0;
        foreach (float value in l) largest = MathF.Max(largest, value);
        for (int i = 0; i < l.Length; i++) {
            float weight = MathF.Exp(l[i] - largest);
            sum += weight;
            mean += i * weight;
        }
        return mean / sum;
    }

    private static NdArray Input(Image<Rgb8> picture) {
        NdArray input = PictureCrop.Stretched(picture).Sample(picture, Size, Size);
        Span<float> v = input.Values;
        for (int i = 0; i < v.Length; i += 3) {
            (v[i], v[i + 2]) = (v[i + 2], v[i]);
            for (int c = 0; c < 3; c++) v[i + c] = (v[i + c] - mean[c]) / deviation[c];
        }
        return input.ChannelsFirst();
    }
}
