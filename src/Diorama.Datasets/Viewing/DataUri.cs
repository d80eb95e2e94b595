using Diorama.Core.Colors;
using Diorama.Core.Images;

namespace Diorama.Datasets.Viewing;

/// <summary>Encodes pictures as data URIs, to embed them in a page.</summary>
internal static class DataUri {
    public static string Jpeg(Image<Rgb8> picture, int quality) =>
        $"data:image/jpeg;base64,{Convert.ToBase64String(Core.Images.Jpeg.Encode(picture, quality, ChromaSampling.Quarter))}";
}
