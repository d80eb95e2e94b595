using System.Collections.Immutable;
using System.Numerics;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Learning.Pretrained;

namespace Diorama.Learning.Detectors;

/// <summary>Points of a hand.</summary>
/// <param name="Score">How sure the network is that the crop has a hand, 0 to 1.</param>
/// <param name="Right">How sure it is that it is a right hand, 0 to 1, if the picture is no mirror's.</param>
/// <param name="Points">21 points, named in <see cref="HandNetwork.PointNames"/>. z is 0 at the wrist.</param>
/// <param name="World">The same points in space, metres: x right, y down, z away from the camera, from the hand's middle.</param>
/// <param name="Crop">Part of the picture that the network looked at.</param>
public sealed record HandLandmarks(float Score, float Right, ImmutableArray<Landmark> Points, ImmutableArray<Vector3> World,
    PictureCrop Crop);

/// <summary>Joints of hands by Zhang et al., "MediaPipe Hands", 2020 (pack "detectors").</summary>
public sealed class HandNetwork : IDisposable {
    private const int Size = 224;
    private const float Scale = 2, Shift = 0.1f;
    private const int Wrist = 0, IndexRoot = 5, MiddleRoot = 9, RingRoot = 13;
    // Points that move little as fingers do: the next crop is around them.
    private static readonly int[] steady = [0, 1, 2, 3, 5, 6, 9, 10, 13, 14, 17, 18];

    private readonly OnnxNetwork network;

    private HandNetwork(OnnxNetwork network) => this.network = network;

    /// <summary>Names of the points.</summary>
    public static ImmutableArray<string> PointNames { get; } = [
        "wrist", "thumb_cmc", "thumb_mcp", "thumb_ip", "thumb_tip", "index_mcp", "index_pip", "index_dip", "index_tip", "middle_mcp",
        "middle_pip", "middle_dip", "middle_tip", "ring_mcp", "ring_pip", "ring_dip", "ring_tip", "little_mcp", "little_pip", "little_dip",
        "little_tip",
    ];

    /// <summary>Pairs of points that are joined by a bone.</summary>
    public static ImmutableArray<(int From, int To)> Skeleton { get; } = [
        (0, 1), (1, 2), (2, 3), (3, 4), (0, 5), (5, 6), (6, 7), (7, 8), (5, 9), (9, 10), (10, 11), (11, 12), (9, 13), (13, 14), (14, 15),
        (15, 16), (13, 17), (0, 17), (17, 18), (18, 19), (19, 20),
    ];

    /// <param name="folder">Folder of the pack "detectors".</param>
    /// <param name="threads">Number of threads that work on one picture.</param>
    /// <exception cref="Core.BadInputException">The network is missing or damaged.</exception>
    public static HandNetwork Open(string folder, int threads = 1) =>
        new(OnnxNetwork.OpenTensorFlowJs(Path.Combine(folder, "handlandmark-full.json"), threads));

    /// <summary>Returns the points of the hand in a crop; null if there is none.</summary>
    /// <param name="picture">Picture of any size.</param>
    /// <param name="crop">Square around the hand in which the fingers point up.</param>
    /// <param name="score">Smallest score.</param>
    public HandLandmarks? Locate(Image<Rgb8> picture, PictureCrop crop, float score = 0.5f) {
        if (!crop.IsIn(picture)) return null;
        IReadOnlyList<NdArray> outputs = network.Run(crop.Sample(picture, Size, Size, 1 / 255f), "Identity", "Identity_1", "Identity_2",
            "Identity_3");
        float sure = outputs[1].Values[0];
        if (!(sure >= score)) return null;
        float[] raw = outputs[0].Values, world = outputs[3].Values;
        float unit = crop.Size.X / Size;
        var points = new Landmark[PointNames.Length];
        var metres = new Vector3[points.Length];
        for (int i = 0; i < points.Length; i++) {
            points[i] = new(new(crop.ToPicture(new Vector2(raw[3 * i], raw[3 * i + 1]) / Size), raw[3 * i + 2] * unit), sure);
            metres[i] = new(PictureCrop.Turn(new(world[3 * i], world[3 * i + 1]), crop.Angle), world[3 * i + 2]);
        }
        return new(sure, outputs[2].Values[0], [.. points], [.. metres], crop);
    }

    /// <summary>Returns the square in which to look for the same hand in the next frame of a video.</summary>
    public static PictureCrop NextCrop(HandLandmarks hand) {
        ArgumentNullException.ThrowIfNull(hand);
        Vector2 fingers = ((At(IndexRoot) + At(RingRoot)) / 2 + At(MiddleRoot)) / 2;
        float angle = PictureCrop.AngleOf(At(Wrist), fingers, MathF.PI / 2);
        PictureCrop crop = PictureCrop.Around([.. steady.Select(At)], Scale, angle);
        return crop with { Center = crop.Center + PictureCrop.Turn(new(0, -Shift * crop.Size.Y / Scale), angle) };

        Vector2 At(int point) => hand.Points[point].Pixel;
    }

    public void Dispose() => network.Dispose();
}
