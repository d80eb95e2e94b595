using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Learning.Pretrained;

namespace Diorama.Learning.Detectors;

/// <summary>
/// Faces by BlazeFace (Bazarevsky et al., "BlazeFace: Sub-millisecond Neural Face Detection on Mobile GPUs", 2019; pack "detectors"), the
/// network for pictures in which faces are small. A region has six points: right eye, left eye, tip of the nose, mouth, right ear, left
/// ear; right and left are the person's.
/// </summary>
public sealed class FaceDetector : IDisposable {
    private const int Size = 256, Near = 512, Far = 384, Columns = 16;
    private const double LargestOverlap = 0.3;
    private const float Range = 127.5f;
    /// <summary>Side of the square that the face mesh looks at over the face's box.</summary>
    private const float MeshScale = 1.5f;

    private readonly OnnxNetwork network;
    private readonly AnchorGrid grid = new(Size, (16, 2), (32, 6));

    private FaceDetector(OnnxNetwork network) => this.network = network;

    /// <summary>Names of the points.</summary>
    public static IReadOnlyList<string> PointNames { get; } = ["right_eye", "left_eye", "nose", "mouth", "right_ear", "left_ear"];

    /// <param name="folder">Folder of the pack "detectors".</param>
    /// <param name="threads">Number of threads that work on one picture.</param>
    /// <exception cref="Core.BadInputException">The network is missing or damaged.</exception>
    public static FaceDetector Open(string folder, int threads = 1) =>
        new(OnnxNetwork.OpenTensorFlowJs(Path.Combine(folder, "blazeface.json"), threads));

    /// <summary>Returns the faces in a part of a picture, the surest first.</summary>
    /// <param name="picture">Picture of any size.</param>
    /// <param name="crop">Square to look at; by default all of the picture.</param>
    /// <param name="score">Smallest score.</param>
    public IReadOnlyList<FoundRegion> Find(Image<Rgb8> picture, PictureCrop? crop = null, float score = 0.5f) {
        PictureCrop part = crop ?? PictureCrop.Whole(picture);
        IReadOnlyList<NdArray> outputs = network.Run(part.Sample(picture, Size, Size, 1 / Range, -1));
        return FoundRegion.Blended(grid.Decode([.. Rows(outputs, Near), .. Rows(outputs, Far)], part, score), LargestOverlap);
    }

    /// <summary>Returns the square that a mesh of this face looks at, in which the eyes are level.</summary>
    public static PictureCrop MeshCrop(FoundRegion face) {
        ArgumentNullException.ThrowIfNull(face);
        return PictureCrop.Around(face.Box, MeshScale, PictureCrop.AngleOf(face.Points[0], face.Points[1], 0));
    }

    public void Dispose() => network.Dispose();

    /// <summary>Joins the logits and the boxes of a layer.</summary>
    private static float[] Rows(IReadOnlyList<NdArray> outputs, int count) {
        float[] logits = Output(1), boxes = Output(Columns);
        return [.. Enumerable.Range(0, count).SelectMany(i => (float[])[logits[i], .. boxes.AsSpan(i * Columns, Columns)])];

        float[] Output(int columns) => outputs.Single(o => o.Shape[1] == count && o.Shape[2] == columns).Values;
    }
}
