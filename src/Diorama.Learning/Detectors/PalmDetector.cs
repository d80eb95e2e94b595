using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Learning.Pretrained;

namespace Diorama.Learning.Detectors;

/// <summary>
/// Palms of hands by Zhang et al., "MediaPipe Hands: On-device Real-time Hand Tracking", 2020 (pack "detectors"). A region has seven
/// points: the wrist, the roots of index, middle, ring and little finger, and two joints of the thumb.
/// </summary>
public sealed class PalmDetector : IDisposable {
    private const int Size = 256;
    private const double LargestOverlap = 0.3;
    private const float Range = 127.5f;
    // The hand's square over the palm's box, and how far towards the fingers it is moved.
    private const float HandScale = 2.6f, HandShift = 0.5f;

    private readonly OnnxNetwork network;
    private readonly AnchorGrid grid = new(Size, (8, 2), (16, 2), (32, 6));

    private PalmDetector(OnnxNetwork network) => this.network = network;

    /// <param name="folder">Folder of the pack "detectors".</param>
    /// <param name="threads">Number of threads that work on one picture.</param>
    /// <exception cref="Core.BadInputException">The network is missing or damaged.</exception>
    public static PalmDetector Open(string folder, int threads = 1) =>
        new(OnnxNetwork.OpenTensorFlowJs(Path.Combine(folder, "handdetect.json"), threads));

    /// <summary>Returns the palms in a part of a picture, the surest first.</summary>
    /// <param name="picture">Picture of any size.</param>
    /// <param name="crop">Square to look at; by default all of the picture.</param>
    /// <param name="score">Smallest score.</param>
    public IReadOnlyList<FoundRegion> Find(Image<Rgb8> picture, PictureCrop? crop = null, float score = 0.5f) {
        PictureCrop part = crop ?? PictureCrop.Whole(picture);
        float[] rows = network.Run(part.Sample(picture, Size, Size, 1 / Range, -1))[0].Values;
        return FoundRegion.Blended(grid.Decode(rows, part, score), LargestOverlap);
    }

    /// <summary>Returns the square that <see cref="HandNetwork"/> looks at, in which the fingers point up.</summary>
    public static PictureCrop HandCrop(FoundRegion palm) {
        ArgumentNullException.ThrowIfNull(palm);
        PictureCrop crop = PictureCrop.Around(palm.Box, HandScale, PictureCrop.AngleOf(palm.Points[0], palm.Points[2], MathF.PI / 2));
        float height = palm.Box.W - palm.Box.Y;
        return crop with { Center = crop.Center + PictureCrop.Turn(new(0, -HandShift * height), crop.Angle) };
    }

    public void Dispose() => network.Dispose();
}
