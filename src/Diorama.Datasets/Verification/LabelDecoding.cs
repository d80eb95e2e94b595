using Diorama.Core;
using Diorama.Core.Images;
using Diorama.Datasets.Labels;

namespace Diorama.Datasets.Verification;

/// <summary>Label files as the images that docs/labels.md and docs/datasets.md say they are; other kinds of pixels are refused.</summary>
internal static class LabelDecoding {
    /// <exception cref="BadInputException">
    /// The file is missing, damaged, of another size than its record says, or of another kind.
    /// </exception>
    public static object Read(FrameImages files, string label) {
        string path = files.PathOf(label) ?? throw new BadInputException($"There is no {label}.");
        switch (label) {
            case FrameImages.PictureName:
                Need(path, 3, PixelType.UInt8, "8 bits in three channels");
                return files.Picture();
            case "instance" or "part" or "material" or "class":
                Need(path, 1, PixelType.UInt16, "ids of 16 bits in one channel");
                return files.Ids(label);
            case "occlusion_forward" or "occlusion_backward":
                Need(path, 1, PixelType.UInt8, "states of 8 bits in one channel");
                return files.States(label);
            case "depth_z" or "distance" or "roughness" or "metallic" or LabelNames.SensorDepth:
                Need(path, 1, null, "floats in one channel");
                return files.Scalar(label);
            case "flow_forward" or "flow_backward" or "uv":
                Need(path, 3, null, "floats in channels R, G, B");
                return files.Pairs(label);
            default:
                Need(path, 3, null, "floats in channels R, G, B");
                return files.Vectors(label);
        }
    }

    /// <param name="path">Of the file.</param>
    /// <param name="channels">Number.</param>
    /// <param name="type">Null is half or float.</param>
    /// <param name="what">For the message.</param>
    private static void Need(string path, int channels, PixelType? type, string what) {
        using ImageReader reader = ImageReader.Open(path);
        bool right = type is { } t ? reader.PixelType == t : reader.PixelType is PixelType.Half or PixelType.Float;
        if (reader.Channels != channels || !right)
            throw new BadInputException($"{path} has {reader.Channels} channels of {reader.PixelType}; {what} were expected.");
    }
}
