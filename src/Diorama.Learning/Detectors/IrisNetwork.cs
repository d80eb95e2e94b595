using System.Collections.Immutable;
using System.Numerics;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Learning.Pretrained;

namespace Diorama.Learning.Detectors;

/// <summary>An eye with its iris.</summary>
/// <param name="IsLeft">Whether it is the person's left eye.</param>
/// <param name="Outline">71 points around the eye, its rim of 16 first.</param>
/// <param name="Iris">Centre, and the iris's points to the right, top, left and bottom of it.</param>
public sealed record EyeLandmarks(bool IsLeft, ImmutableArray<Landmark> Outline, ImmutableArray<Landmark> Iris) {
    /// <summary>Diameter of the iris in the picture, pixels: the mean of both directions. It is 11.7 mm ± 0.5 mm of most people.</summary>
    public float Diameter => (Vector2.Distance(Iris[1].Pixel, Iris[3].Pixel) + Vector2.Distance(Iris[2].Pixel, Iris[4].Pixel)) / 2;
}

/// <summary>
/// Eyes and irises by Ablavatski et al., "Real-time Pupil Tracking from Monocular Video for Digital Puppetry", 2020 (pack "detectors").
/// </summary>
public sealed class IrisNetwork : IDisposable {
    private const int Size = 64, OutlinePoints = 71, IrisPoints = 5;
    private const float Scale = 2.3f;
    // Corners of the eyes in the face mesh: outer and inner of the person's right eye, inner and outer of the left one.
    private static readonly (int, int) right = (33, 133), left = (362, 263);

    private readonly OnnxNetwork network;

    private IrisNetwork(OnnxNetwork network) => this.network = network;

    /// <param name="folder">Folder of the pack "detectors".</param>
    /// <param name="threads">Number of threads that work on one picture.</param>
    /// <exception cref="Core.BadInputException">The network is missing or damaged.</exception>
    public static IrisNetwork Open(string folder, int threads = 1) =>
        new(OnnxNetwork.OpenTensorFlowJs(Path.Combine(folder, "iris.json"), threads));

    /// <summary>Returns the right and the left eye of a face.</summary>
    /// <param name="picture">Picture of any size.</param>
    /// <param name="face">The face's mesh in it.</param>
    public IReadOnlyList<EyeLandmarks> Locate(Image<Rgb8> picture, FaceLandmarks face) {
        ArgumentNullException.ThrowIfNull(face);
        return [.. new[] { Eye(picture, face, isLeft: false), Eye(picture, face, isLeft: true) }.OfType<EyeLandmarks>()];
    }

    private EyeLandmarks? Eye(Image<Rgb8> picture, FaceLandmarks face, bool isLeft) {
        (int from, int to) = isLeft ? left : right;
        Vector2 a = face.Points[from].Pixel, b = face.Points[to].Pixel;
        PictureCrop crop = PictureCrop.Around([a, b], Scale, PictureCrop.AngleOf(a, b, 0));
        if (!crop.IsIn(picture)) return null;
        // The network knows eyes at the picture's left alone; the others are shown to it in a mirror.
        float[] v = network.Run(crop.Sample(picture, Size, Size, 1 / 255f, mirrored: isLeft))[0].Values;
        var points = new Landmark[OutlinePoints + IrisPoints];
        for (int i = 0; i < points.Length; i++) {
            float x = v[3 * i] / Size;
            points[i] = new(new(crop.ToPicture(new(isLeft ? 1 - x : x, v[3 * i + 1] / Size)), v[3 * i + 2] * crop.Size.X / Size),
                face.Score);
        }
        // In the mirror right is left.
        if (isLeft) (points[OutlinePoints + 1], points[OutlinePoints + 3]) = (points[OutlinePoints + 3], points[OutlinePoints + 1]);
        return new(isLeft, [.. points[..OutlinePoints]], [.. points[OutlinePoints..]]);
    }

    public void Dispose() => network.Dispose();
}
