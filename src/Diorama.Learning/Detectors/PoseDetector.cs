using System.Numerics;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Learning.Pretrained;

namespace Diorama.Learning.Detectors;

/// <summary>
/// People by the detector of BlazePose (Bazarevsky et al., "BlazePose: On-device Real-time Body Pose Tracking", 2020; pack "detectors"). A
/// region has four points: the middle of the hips, a point of the circle around all of the body, the middle of the shoulders, a point of
/// the circle around the upper body; its box is around the head.
/// </summary>
public sealed class PoseDetector : IDisposable {
    private const int Size = 224;
    private const double LargestOverlap = 0.3;
    private const float Range = 127.5f, Scale = 1.25f;

    private readonly OnnxNetwork network;
    private readonly AnchorGrid grid = new(Size, (8, 2), (16, 2), (32, 6));

    private PoseDetector(OnnxNetwork network) => this.network = network;

    /// <param name="folder">Folder of the pack "detectors".</param>
    /// <param name="threads">Number of threads that work on one picture.</param>
    /// <exception cref="Core.BadInputException">The network is missing or damaged.</exception>
    public static PoseDetector Open(string folder, int threads = 1) =>
        new(OnnxNetwork.OpenTensorFlowJs(Path.Combine(folder, "blazepose-detector.json"), threads));

    /// <summary>Returns the people in a part of a picture, the surest first.</summary>
    /// <param name="picture">Picture of any size.</param>
    /// <param name="crop">Square to look at; by default all of the picture.</param>
    /// <param name="score">Smallest score.</param>
    public IReadOnlyList<FoundRegion> Find(Image<Rgb8> picture, PictureCrop? crop = null, float score = 0.5f) {
        PictureCrop part = crop ?? PictureCrop.Whole(picture);
        float[] rows = network.Run(part.Sample(picture, Size, Size, 1 / Range, -1))[0].Values;
        return FoundRegion.Blended(grid.Decode(rows, part, score), LargestOverlap);
    }

    /// <summary>Returns the square that <see cref="BlazePose"/> looks at, in which the body stands upright.</summary>
    public static PictureCrop BodyCrop(FoundRegion person) {
        ArgumentNullException.ThrowIfNull(person);
        return BodyCrop(person.Points[0], person.Points[1]);
    }

    internal static PictureCrop BodyCrop(Vector2 hips, Vector2 circle) => new(hips, new(2 * Scale * Vector2.Distance(hips, circle)),
        PictureCrop.AngleOf(hips, circle, MathF.PI / 2));

    public void Dispose() => network.Dispose();
}
