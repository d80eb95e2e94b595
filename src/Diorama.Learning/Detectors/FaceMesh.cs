using System.Collections.Immutable;
using System.Numerics;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Learning.Pretrained;

namespace Diorama.Learning.Detectors;

/// <summary>Points of a face.</summary>
/// <param name="Score">How sure the network is that the crop has a face, 0 to 1.</param>
/// <param name="Points">
/// 468 vertices of MediaPipe's canonical face model; of the network with attention, centre, right, top, left and bottom of the iris at the
/// picture's left (468 to 472) and right (473 to 477) follow. z is 0 near the centre of the head.
/// </param>
/// <param name="Crop">Part of the picture that the network looked at.</param>
public sealed record FaceLandmarks(float Score, ImmutableArray<Landmark> Points, PictureCrop Crop);

/// <summary>
/// Mesh of a face by Kartynnik et al., "Real-time Facial Surface Geometry from Monocular Video on Mobile GPUs", 2019, or with attention to
/// eyes and lips by Grishchenko et al., "Attention Mesh", 2020 (pack "detectors").
/// </summary>
public sealed class FaceMesh : IDisposable {
    /// <summary>Number of the mesh's vertices.</summary>
    public const int Vertices = 468;
    private const int Size = 192, IrisPoints = 5;
    private const float Scale = 1.5f;
    // Outer corners of the eyes.
    private const int EyeAtLeft = 33, EyeAtRight = 263;

    // Which vertices the finer outputs of the network with attention are (landmarks refinement of MediaPipe's face landmark graph).
    private static readonly int[] lips = [
        61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 185, 40, 39, 37, 0, 267, 269, 270, 409, 78, 95, 88, 178, 87, 14, 317, 402, 318,
        324, 308, 191, 80, 81, 82, 13, 312, 311, 310, 415, 76, 77, 90, 180, 85, 16, 315, 404, 320, 307, 306, 184, 74, 73, 72, 11, 302, 303,
        304, 408, 62, 96, 89, 179, 86, 15, 316, 403, 319, 325, 292, 183, 42, 41, 38, 12, 268, 271, 272, 407,
    ];
    private static readonly int[] eyeAtLeft = [
        33, 7, 163, 144, 145, 153, 154, 155, 133, 246, 161, 160, 159, 158, 157, 173, 130, 25, 110, 24, 23, 22, 26, 112, 243, 247, 30, 29,
        27, 28, 56, 190, 226, 31, 228, 229, 230, 231, 232, 233, 244, 113, 225, 224, 223, 222, 221, 189, 35, 124, 46, 53, 52, 65, 143, 111,
        117, 118, 119, 120, 121, 128, 245, 156, 70, 63, 105, 66, 107, 55, 193,
    ];
    private static readonly int[] eyeAtRight = [
        263, 249, 390, 373, 374, 380, 381, 382, 362, 466, 388, 387, 386, 385, 384, 398, 359, 255, 339, 254, 253, 252, 256, 341, 463, 467,
        260, 259, 257, 258, 286, 414, 446, 261, 448, 449, 450, 451, 452, 453, 464, 342, 445, 444, 443, 442, 441, 413, 265, 353, 276, 283,
        282, 295, 372, 340, 346, 347, 348, 349, 350, 357, 465, 383, 300, 293, 334, 296, 336, 285, 417,
    ];
    /// <summary>The vertices of an eye's rim are first; an iris has their mean depth.</summary>
    private const int Rim = 16;

    private readonly OnnxNetwork network;
    private readonly bool attention;

    private FaceMesh(OnnxNetwork network, bool attention) => (this.network, this.attention) = (network, attention);

    /// <summary>Vertices of the eye at the picture's left, which is the person's right: 71, its rim of 16 first.</summary>
    internal static ReadOnlySpan<int> EyeAtLeftVertices => eyeAtLeft;
    internal static ReadOnlySpan<int> EyeAtRightVertices => eyeAtRight;

    /// <param name="folder">Folder of the pack "detectors".</param>
    /// <param name="attention">Whether to use the network with attention, which finds eyes and lips better, and irises.</param>
    /// <param name="threads">Number of threads that work on one picture.</param>
    /// <exception cref="Core.BadInputException">The network is missing or damaged.</exception>
    public static FaceMesh Open(string folder, bool attention = true, int threads = 1) =>
        new(OnnxNetwork.OpenTensorFlowJs(Path.Combine(folder, attention ? "facemesh-attention.json" : "facemesh.json"), threads),
            attention);

    /// <summary>Returns the points of the face in a crop; null if there is none.</summary>
    /// <param name="picture">Picture of any size.</param>
    /// <param name="crop">Square around the face in which the eyes are level.</param>
    /// <param name="score">Smallest score.</param>
    public FaceLandmarks? Locate(Image<Rgb8> picture, PictureCrop crop, float score = 0.5f) {
        if (!crop.IsIn(picture)) return null;
        IReadOnlyList<NdArray> outputs = network.Run(crop.Sample(picture, Size, Size, 1 / 255f));
        float sure = outputs.Single(o => o.Values.Length == 1).Values[0];
        if (!(sure >= score)) return null;
        var points = new Vector3[attention ? Vertices + 2 * IrisPoints : Vertices];
        float[] mesh = outputs.Single(o => o.Values.Length == 3 * Vertices).Values;
        for (int i = 0; i < Vertices; i++) points[i] = new(mesh[3 * i], mesh[3 * i + 1], mesh[3 * i + 2]);
        if (attention) Refine(points, outputs);
        float unit = crop.Size.X / Size;
        return new(sure, [.. points.Select(p => new Landmark(new(crop.ToPicture(new Vector2(p.X, p.Y) / Size), p.Z * unit), sure))], crop);
    }

    /// <summary>Returns the square in which to look for the same face in the next frame of a video.</summary>
    public static PictureCrop NextCrop(FaceLandmarks face) {
        ArgumentNullException.ThrowIfNull(face);
        Vector2[] points = [.. face.Points.Take(Vertices).Select(p => p.Pixel)];
        return PictureCrop.Around(points, Scale, PictureCrop.AngleOf(points[EyeAtLeft], points[EyeAtRight], 0));
    }

    public void Dispose() => network.Dispose();

    private void Refine(Vector3[] points, IReadOnlyList<NdArray> outputs) {
        Replace(points, lips, outputs.Single(o => o.Values.Length == 2 * lips.Length).Values);
        // Of two outputs of one length, which is which eye is told by where they are.
        float[][] eyes = [.. outputs.Where(o => o.Values.Length == 2 * eyeAtLeft.Length).Select(o => o.Values).OrderBy(v => v[0])];
        float[][] irises = [.. outputs.Where(o => o.Values.Length == 2 * IrisPoints).Select(o => o.Values).OrderBy(v => v[0])];
        int[][] vertices = [eyeAtLeft, eyeAtRight];
        for (int side = 0; side < 2; side++) {
            Replace(points, vertices[side], eyes[side]);
            float depth = vertices[side].Take(Rim).Average(v => points[v].Z);
            for (int i = 0; i < IrisPoints; i++)
                points[Vertices + side * IrisPoints + i] = new(irises[side][2 * i], irises[side][2 * i + 1], depth);
        }
    }

    private static void Replace(Vector3[] points, int[] vertices, float[] finer) {
        for (int i = 0; i < vertices.Length; i++) points[vertices[i]] = new(finer[2 * i], finer[2 * i + 1], points[vertices[i]].Z);
    }
}
