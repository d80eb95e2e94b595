using System.Collections.Immutable;
using System.Numerics;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Learning.Pretrained;

namespace Diorama.Learning.Detectors;

/// <summary>A person's pose with a mask.</summary>
/// <param name="Score">How sure the network is that the crop has a person, 0 to 1.</param>
/// <param name="Points">39 points, named in <see cref="BlazePose.PointNames"/>. z is 0 in the middle of the hips.</param>
/// <param name="World">The same points in space, metres: x right, y down, z away from the camera, from the middle of the hips.</param>
/// <param name="Mask">[256, 256]: how sure it is that a pixel of the crop shows the person, 0 to 1.</param>
/// <param name="Crop">Part of the picture that the network looked at.</param>
public sealed record BodyPose(float Score, ImmutableArray<Landmark> Points, ImmutableArray<Vector3> World, Image<float> Mask,
    PictureCrop Crop);

/// <summary>Size of the network of <see cref="BlazePose"/>.</summary>
public enum BlazePoseSize { Lite, Full, Heavy }

/// <summary>
/// Poses by BlazePose (Bazarevsky et al. 2020) in three dimensions, with masks ("BlazePose GHUM Holistic", Grishchenko et al. 2022; pack
/// "detectors"). Points are where heat maps have their centre near what the network says, where these are sure.
/// </summary>
public sealed class BlazePose : IDisposable {
    private const int Size = 256, HeatSize = 64, Kernel = 7;
    private const float SureHeat = 0.5f;
    // Auxiliary points: the middle of the hips, and a point of the circle around the body.
    private const int HipsPoint = 33, CirclePoint = 34;

    private readonly OnnxNetwork network;

    private BlazePose(OnnxNetwork network) => this.network = network;

    /// <summary>Names of the 39 points: 33 of the body, and six that serve the network itself.</summary>
    public static ImmutableArray<string> PointNames { get; } = [
        "nose", "left_eye_inner", "left_eye", "left_eye_outer", "right_eye_inner", "right_eye", "right_eye_outer", "left_ear", "right_ear",
        "mouth_left", "mouth_right", "left_shoulder", "right_shoulder", "left_elbow", "right_elbow", "left_wrist", "right_wrist",
        "left_pinky", "right_pinky", "left_index", "right_index", "left_thumb", "right_thumb", "left_hip", "right_hip", "left_knee",
        "right_knee", "left_ankle", "right_ankle", "left_heel", "right_heel", "left_foot_index", "right_foot_index", "hips", "body_circle",
        "left_palm", "left_hand", "right_palm", "right_hand",
    ];
    /// <summary>Number of the points that are on the body.</summary>
    public const int BodyPoints = 33;

    /// <summary>The points that are the 17 of <see cref="MoveNet.PointNames"/>.</summary>
    public static ImmutableArray<int> CocoPoints { get; } = [0, 2, 5, 7, 8, 11, 12, 13, 14, 15, 16, 23, 24, 25, 26, 27, 28];

    /// <param name="folder">Folder of the pack "detectors".</param>
    /// <param name="size">Size of the network.</param>
    /// <param name="threads">Number of threads that work on one picture.</param>
    /// <exception cref="Core.BadInputException">The network is missing or damaged.</exception>
    public static BlazePose Open(string folder, BlazePoseSize size = BlazePoseSize.Full, int threads = 1) =>
        new(OnnxNetwork.OpenTensorFlowJs(Path.Combine(folder, $"blazepose-{size.ToString().ToLowerInvariant()}.json"), threads));

    /// <summary>Returns the pose of the person in a crop; null if there is none.</summary>
    /// <param name="picture">Picture of any size.</param>
    /// <param name="crop">Square around the person, from <see cref="PoseDetector"/> or from the frame before.</param>
    /// <param name="score">Smallest score.</param>
    public BodyPose? Locate(Image<Rgb8> picture, PictureCrop crop, float score = 0.5f) {
        if (!crop.IsIn(picture)) return null;
        IReadOnlyList<NdArray> outputs = network.Run(crop.Sample(picture, Size, Size, 1 / 255f), network.Outputs);
        int count = PointNames.Length;
        float sure = Output(1)[0];
        if (!(sure >= score)) return null;
        float[] raw = Output(5 * count), world = Output(3 * count), heat = Output(HeatSize * HeatSize * count);
        float unit = crop.Size.X / Size;
        var points = new Landmark[count];
        var metres = new Vector3[count];
        for (int i = 0; i < count; i++) {
            ReadOnlySpan<float> p = raw.AsSpan(5 * i, 5);
            Vector2 own = Refined(new Vector2(p[0], p[1]) / Size, heat, i);
            points[i] = new(new(crop.ToPicture(own), p[2] * unit), AnchorGrid.Sigmoid(p[4]), AnchorGrid.Sigmoid(p[3]));
            metres[i] = new(PictureCrop.Turn(new(world[3 * i], world[3 * i + 1]), crop.Angle), world[3 * i + 2]);
        }
        return new(sure, [.. points], [.. metres], new(Size, Size, Output(Size * Size)), crop);

        float[] Output(int length) => outputs.Single(o => o.Values.Length == length).Values;
    }

    /// <summary>Returns the square in which to look for the same person in the next frame of a video.</summary>
    public static PictureCrop NextCrop(BodyPose pose) {
        ArgumentNullException.ThrowIfNull(pose);
        return PoseDetector.BodyCrop(pose.Points[HipsPoint].Pixel, pose.Points[CirclePoint].Pixel);
    }

    public void Dispose() => network.Dispose();

    /// <summary>Returns the centre of the heat map around a point, if it is hot enough there.</summary>
    private static Vector2 Refined(Vector2 own, float[] heat, int point) {
        int column = (int)(own.X * HeatSize), row = (int)(own.Y * HeatSize);
        if (!(own.X >= 0 && own.Y >= 0 && column < HeatSize && row < HeatSize)) return own;
        int reach = Kernel / 2;
        float sum = 0, hottest = 0;
        var weighted = Vector2.Zero;
        for (int y = Math.Max(0, row - reach); y <= Math.Min(HeatSize - 1, row + reach); y++) {
            for (int x = Math.Max(0, column - reach); x <= Math.Min(HeatSize - 1, column + reach); x++) {
                float sure = heat[(y * HeatSize + x) * PointNames.Length + point];
                hottest = MathF.Max(hottest, sure);
                sum += sure;
                weighted += sure * new Vector2(x, y);
            }
        }
        return hottest >= SureHeat ? weighted / (sum * HeatSize) : own;
    }
}
