using System.Security.Cryptography;
using Diorama.Core;
using Diorama.Core.Colors;
using Diorama.Core.Files;
using Diorama.Core.Images;
using Diorama.Core.Json;
using Diorama.Learning.Pretrained;

namespace Diorama.Learning.Detectors;

/// <summary>
/// Masks of what stands in front by ISNet (Qin et al., "Highly Accurate Dichotomous Image Segmentation", ECCV 2022; pack "segmenter").
/// Whatever the picture's proportions are, the network sees 1024×1024 pixels.
/// </summary>
public sealed class ForegroundSegmenter : IDisposable {
    private const int Size = 1024;
    private const long LargestModel = 1L << 30;
    private const string Model = "/models/medium";

    private readonly OnnxNetwork network;

    private ForegroundSegmenter(OnnxNetwork network) => this.network = network;

    /// <summary>Opens the network, whose file is in pieces named by their SHA-256, in the order of resources.json.</summary>
    /// <param name="folder">Folder of the pack "segmenter".</param>
    /// <param name="threads">Number of threads that work on one picture.</param>
    /// <exception cref="BadInputException">The network is missing or damaged.</exception>
    public static ForegroundSegmenter Open(string folder, int threads = 1) {
        string list = Path.Combine(folder, "resources.json");
        JsonPlace root = JsonPlace.Read(list);
        JsonPlace model = root.Need(Model);
        using var file = new MemoryStream();
        foreach (JsonPlace chunk in model.Need("chunks").Items()) {
            string hash = chunk.Text("hash");
            if (hash.Length != 2 * SHA256.HashSizeInBytes || !hash.All(char.IsAsciiHexDigitLower))
                throw chunk.Bad("a SHA-256 in lower case was expected");
            string path = Path.Combine(folder, hash);
            byte[] piece;
            try {
                piece = WholeFile.Read(path);
            } catch (Exception e) when (e is IOException or UnauthorizedAccessException) {
                throw new BadInputException(FileException.Sentence(e), e);
            }
            if (Convert.ToHexStringLower(SHA256.HashData(piece)) != hash)
                throw new BadInputException($"{path} is damaged: its SHA-256 is not its name.");
            if (file.Length + piece.Length > LargestModel) throw new BadInputException($"{list} names more than {LargestModel} bytes.");
            file.Write(piece);
        }
        return new(OnnxNetwork.OpenBytes($"{list}, {Model}", file.ToArray(), threads));
    }

    /// <summary>Returns how sure it is that each pixel shows what stands in front, 0 to 1.</summary>
    /// <param name="picture">Picture of any size.</param>
    public Image<float> Mask(Image<Rgb8> picture) {
        ArgumentNullException.ThrowIfNull(picture);
        PictureCrop crop = PictureCrop.Stretched(picture);
        // x/256 − 1/2, as the network was trained.
        float[] values = network.Run(crop.Sample(picture, Size, Size, 1 / 256f, -0.5f).ChannelsFirst())[0].Values;
        return new CropMask(crop, new(Size, Size, values[..(Size * Size)])).OnPicture(picture.Width, picture.Height);
    }

    public void Dispose() => network.Dispose();
}
