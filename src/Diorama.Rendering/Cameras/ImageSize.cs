using System.Globalization;
using Diorama.Core.Images;

namespace Diorama.Rendering.Cameras;

/// <summary>Limits on the size of rendered images, from memory and file formats.</summary>
public static class ImageSize {
    /// <summary>Largest width or height in pixels.</summary>
    public const int MaxSide = 32768;
    /// <summary>Largest number of pixels of an image: as many as can be read again.</summary>
    public const long MaxPixels = ImageReader.MaxPixels;

    /// <summary>Returns what is wrong with a size, as a sentence without its full stop; null if it is valid.</summary>
    public static string? Problem(long width, long height) =>
        width is >= 1 and <= MaxSide && height is >= 1 and <= MaxSide && width * height <= MaxPixels ? null
        : string.Create(CultureInfo.InvariantCulture,
        $"an image of {width}×{height} pixels cannot be made; expected 1 to {MaxSide} pixels a side and at most {MaxPixels} in all");
}
