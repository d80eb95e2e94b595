using System.Globalization;
using Diorama.Core.Images;

namespace Diorama.Rendering.Cameras;

/// <summary>How large images may be: what memory and file formats can hold, whoever asks for them.</summary>
public static class ImageSize {
    /// <summary>Pixels of a side.</summary>
    public const int MostAcross = 32768;
    /// <summary>Pixels of an image: as many as can be read again.</summary>
    public const long MostPixels = ImageReader.MostPixels;

    /// <summary>What is wrong with a size, as a sentence without its full stop, or null.</summary>
    public static string? Problem(long width, long height) =>
        width is >= 1 and <= MostAcross && height is >= 1 and <= MostAcross && width * height <= MostPixels ? null
        : string.Create(CultureInfo.InvariantCulture,
        $"an image of {width}×{height} pixels cannot be made; expected 1 to {MostAcross} pixels a side and at most {MostPixels} in all");
}
