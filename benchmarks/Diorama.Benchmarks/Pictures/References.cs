using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Diorama.Core.Images;

namespace Diorama.Benchmarks.Pictures;

/// <summary>Converged pictures, kept on disk under a key of everything that made them, so that a second run need not wait for them.</summary>
internal sealed class References(string folder) {
    public Image<Vector3> Get(string renderer, string key, Func<string, Image<Vector3>> render) {
        Directory.CreateDirectory(folder);
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..20];
        string path = Path.Combine(folder, $"{renderer}-{hash}.exr");
        if (File.Exists(path)) return ImageFile.ReadVector3(path);
        string unfinished = Path.Combine(folder, $"unfinished-{renderer}.exr");
        var image = render(unfinished);
        ImageFile.WriteExr(path, image, PixelType.Float);
        File.Delete(unfinished);
        return image;
    }
}
