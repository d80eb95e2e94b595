using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Learning.Pretrained;

namespace Diorama.Learning.Detectors;

/// <summary>
/// Masks of people near the camera by MediaPipe's selfie segmentation (2021; pack "detectors"). Whatever the crop's proportions are, the
/// network sees 256×256 pixels.
/// </summary>
public sealed class SelfieSegmenter : IDisposable {
    private const int Size = 256;

    private readonly OnnxNetwork network;

    private SelfieSegmenter(OnnxNetwork network) => this.network = network;

    /// <param name="folder">Folder of the pack "detectors".</param>
    /// <param name="threads">Number of threads that work on one picture.</param>
    /// <exception cref="Core.BadInputException">The network is missing or damaged.</exception>
    public static SelfieSegmenter Open(string folder, int threads = 1) =>
        new(OnnxNetwork.OpenTensorFlowJs(Path.Combine(folder, "selfie.json"), threads));

    /// <summary>Returns how sure it is that each pixel shows a person, 0 to 1; 0 outside of the crop.</summary>
    /// <param name="picture">Picture of any size.</param>
    /// <param name="crop">Part to look at; by default all of the picture.</param>
    public Image<float> Mask(Image<Rgb8> picture, PictureCrop? crop = null) {
        PictureCrop part = crop ?? PictureCrop.Stretched(picture);
        float[] values = network.Run(part.Sample(picture, Size, Size, 1 / 255f))[0].Values;
        return new CropMask(part, new(Size, Size, values)).OnPicture(picture.Width, picture.Height);
    }

    public void Dispose() => network.Dispose();
}
