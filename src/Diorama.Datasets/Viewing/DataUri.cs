using Diorama.Core.Images;

namespace Diorama.Datasets.Viewing;

/// <summary>Pictures inside of a page.</summary>
internal static class DataUri {
    public static string Jpeg(Image<Rgb8> picture, int quality) {
        string folder = Directory.CreateTempSubdirectory("diorama-view-").FullName;
        try {
            string path = Path.Combine(folder, "picture.jpg");
            ImageFile.WriteJpeg(path, picture, quality);
            return $"data:image/jpeg;base64,{Convert.ToBase64String(File.ReadAllBytes(path))}";
        } finally {
            Directory.Delete(folder, recursive: true);
        }
    }
}
