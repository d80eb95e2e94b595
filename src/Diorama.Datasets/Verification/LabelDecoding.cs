using Diorama.Core;
using Diorama.Core.Images;
using Diorama.Datasets.Labels;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Verification;

/// <summary>Reads label files as the images that the <see cref="LabelTable"/> defines; other pixel types are refused.</summary>
internal static class LabelDecoding {
    /// <exception cref="BadInputException">
    /// The file is missing, damaged, of another size than its record says, or of another kind.
    /// </exception>
    public static object Read(FrameImages files, string name) {
        string path = files.PathOf(name) ?? throw new BadInputException($"There is no {name}.");
        if (name == FrameImages.PictureName) {
            Need(path, 3, PixelType.UInt8, "8 bits in three channels");
            return files.Picture();
        }
        ImageLabel label = LabelTable.FindImage(name) ?? throw new BadInputException($"There is no label {name}.");
        switch (label.Kind) {
            case LabelKind.Ids: Need(path, 1, PixelType.UInt16, "ids of 16 bits in one channel"); break;
            case LabelKind.States: Need(path, 1, PixelType.UInt8, "states of 8 bits in one channel"); break;
            case LabelKind.Scalar: Need(path, 1, null, "floats in one channel"); break;
            default: Need(path, 3, null, "floats in channels R, G, B"); break;
        }
        return files.Read(label);
    }

    /// <param name="path">Path of the file.</param>
    /// <param name="channels">Number of channels.</param>
    /// <param name="type">Type of the channels; null is half or float.</param>
    /// <param name="expected">The expectation in words, for the message.</param>
    private static void Need(string path, int channels, PixelType? type, string expected) {
        using ImageReader reader = ImageReader.Open(path);
        bool right = type is { } t ? reader.PixelType == t : reader.PixelType is PixelType.Half or PixelType.Float;
        if (reader.Channels != channels || !right)
            throw new BadInputException($"{path} has {reader.Channels} channels of {reader.PixelType}; {expected} were expected.");
    }
}
