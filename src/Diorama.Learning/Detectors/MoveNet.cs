using System.Collections.Immutable;
using System.Numerics;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Learning.Pretrained;

namespace Diorama.Learning.Detectors;

/// <summary>The 17 points of a person that COCO's keypoints have.</summary>
/// <param name="Score">Mean of the scores of the points, 0 to 1.</param>
/// <param name="Points">Points, named in <see cref="MoveNet.PointNames"/>.</param>
/// <param name="Crop">Part of the picture that the network looked at.</param>
public sealed record CocoPose(float Score, ImmutableArray<Landmark> Points, PictureCrop Crop);

/// <summary>
/// Poses by MoveNet (Votel and Li, "Next-Generation Pose Detection with MoveNet and TensorFlow.js", 2021; pack "detectors"): the person
/// nearest to the middle of the crop.
/// </summary>
public sealed class MoveNet : IDisposable {
    private const int LeftShoulder = 5, RightShoulder = 6, LeftHip = 11, RightHip = 12;
    // Margins of the crop of the next frame around the torso and around all points (MoveNet's own tutorial).
    private const float TorsoScale = 1.9f, BodyScale = 1.2f, SurePoint = 0.2f;

    private readonly OnnxNetwork network;
    private readonly int size;

    private MoveNet(OnnxNetwork network, int size) => (this.network, this.size) = (network, size);

    /// <summary>Names of the points, in the order of COCO.</summary>
    public static ImmutableArray<string> PointNames { get; } = [
        "nose", "left_eye", "right_eye", "left_ear", "right_ear", "left_shoulder", "right_shoulder", "left_elbow", "right_elbow",
        "left_wrist", "right_wrist", "left_hip", "right_hip", "left_knee", "right_knee", "left_ankle", "right_ankle",
    ];

    /// <summary>Pairs of points that are joined by a bone, as COCO has them.</summary>
    public static ImmutableArray<(int From, int To)> Skeleton { get; } = [
        (15, 13), (13, 11), (16, 14), (14, 12), (11, 12), (5, 11), (6, 12), (5, 6), (5, 7), (6, 8), (7, 9), (8, 10), (1, 2), (0, 1), (0, 2),
        (1, 3), (2, 4), (3, 5), (4, 6),
    ];

    /// <param name="folder">Folder of the pack "detectors".</param>
    /// <param name="thunder">Whether to use the larger network, Thunder, or the faster one, Lightning.</param>
    /// <param name="threads">Number of threads that work on one picture.</param>
    /// <exception cref="Core.BadInputException">The network is missing or damaged.</exception>
    public static MoveNet Open(string folder, bool thunder = true, int threads = 1) => new(OnnxNetwork.OpenTensorFlowJs(
        Path.Combine(folder, thunder ? "movenet-thunder.json" : "movenet-lightning.json"), threads), thunder ? 256 : 192);

    /// <summary>Returns the pose of the person in a crop; null if there is none.</summary>
    /// <param name="picture">Picture of any size.</param>
    /// <param name="crop">Square to look at; by default all of the picture.</param>
    /// <param name="score">Smallest score.</param>
    public CocoPose? Locate(Image<Rgb8> picture, PictureCrop? crop = null, float score = 0.2f) {
        PictureCrop part = crop ?? PictureCrop.Whole(picture);
        if (!part.IsIn(picture)) return null;
        NdArray input = part.Sample(picture, size, size);
        // The network takes whole numbers.
        foreach (ref float value in input.Values.AsSpan()) value = MathF.Round(value);
        float[] rows = network.Run(input)[0].Values;
        var points = new Landmark[PointNames.Length];
        for (int i = 0; i < points.Length; i++)
            points[i] = new(new(part.ToPicture(new(rows[3 * i + 1], rows[3 * i])), 0), Math.Clamp(rows[3 * i + 2], 0, 1));
        float mean = points.Average(p => p.Score);
        return mean >= score ? new(mean, [.. points], part) : null;
    }

    /// <summary>
    /// Returns the square in which to look for the same person in the next frame of a video; all of the picture if the torso is not sure.
    /// </summary>
    public static PictureCrop NextCrop(CocoPose pose, Image<Rgb8> picture) {
        ArgumentNullException.ThrowIfNull(pose);
        if (!(Sure(LeftShoulder) || Sure(RightShoulder)) || !(Sure(LeftHip) || Sure(RightHip))) return PictureCrop.Whole(picture);
        Vector2 center = (pose.Points[LeftHip].Pixel + pose.Points[RightHip].Pixel) / 2;
        float torso = 0, body = 0;
        for (int i = 0; i < pose.Points.Length; i++) {
            Vector2 d = Vector2.Abs(pose.Points[i].Pixel - center);
            float reach = MathF.Max(d.X, d.Y);
            if (i is LeftShoulder or RightShoulder or LeftHip or RightHip) torso = MathF.Max(torso, reach);
            if (Sure(i)) body = MathF.Max(body, reach);
        }
        return new(center, new(2 * MathF.Max(TorsoScale * torso, BodyScale * body)));

        bool Sure(int point) => pose.Points[point].Score > SurePoint;
    }

    public void Dispose() => network.Dispose();
}
