using System.Numerics;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Learning.Pretrained;

namespace Diorama.Learning.Detectors;

/// <summary>
/// Objects of the 80 classes of COCO by CenterNet (Zhou et al., "Objects as Points", 2019) on MobileNet v3 (610265158, 2020; pack
/// "detectors"). It sees 512×512 pixels, in which the picture keeps its proportions.
/// </summary>
public sealed class CenterNet : IDisposable {
    private const int Size = 512, Columns = 6;
    private const double LargestOverlap = 0.5;

    private readonly OnnxNetwork network;

    private CenterNet(OnnxNetwork network) => this.network = network;

    /// <param name="folder">Folder of the pack "detectors".</param>
    /// <param name="threads">Number of threads that work on one picture.</param>
    /// <exception cref="Core.BadInputException">The network is missing or damaged.</exception>
    public static CenterNet Open(string folder, int threads = 1) =>
        new(OnnxNetwork.OpenTensorFlowJs(Path.Combine(folder, "centernet.json"), threads));

    /// <summary>Returns the objects of a picture, the surest first; at most 100.</summary>
    /// <param name="picture">Picture of any size.</param>
    /// <param name="score">Smallest score.</param>
    public IReadOnlyList<FoundObject> Find(Image<Rgb8> picture, float score = 0.3f) {
        ArgumentNullException.ThrowIfNull(picture);
        PictureCrop crop = PictureCrop.Whole(picture);
        float[] rows = network.Run(crop.Sample(picture, Size, Size), "tower_0/detections")[0].Values;
        Vector4 limit = new(picture.Width, picture.Height, picture.Width, picture.Height);
        var found = new List<FoundObject>();
        for (int i = 0; i + Columns <= rows.Length; i += Columns) {
            int kind = (int)rows[i + 5];
            if (!(rows[i + 4] >= score) || kind < 0 || kind >= CocoClasses.Names.Length) continue;
            Vector2 low = crop.ToPicture(new Vector2(rows[i], rows[i + 1]) / Size);
            Vector2 high = crop.ToPicture(new Vector2(rows[i + 2], rows[i + 3]) / Size);
            found.Add(new(kind, Vector4.Clamp(new(low, high.X, high.Y), Vector4.Zero, limit), rows[i + 4]));
        }
        return FoundObject.WithoutDoubles(found, LargestOverlap);
    }

    public void Dispose() => network.Dispose();
}
