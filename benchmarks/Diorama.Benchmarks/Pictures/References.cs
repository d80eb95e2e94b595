using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Diorama.Core.Images;

namespace Diorama.Benchmarks.Pictures;

/// <summary>
/// Converged pictures, kept on disk under a key of everything that made them. They grow by batches of samples with seeds of their own, and
/// what is there is kept after each batch: a run that is stopped goes on where it was. Some ship with the benchmark and need no rendering.
/// </summary>
/// <param name="folder">Where they grow.</param>
/// <param name="shipped">Those that ship, which are only read.</param>
internal sealed class References(string folder, string shipped) {
    /// <summary>The mean of <paramref name="samples"/> samples per pixel.</summary>
    /// <param name="renderer">Start of the file's name.</param>
    /// <param name="key">Says what is rendered; another key is another picture.</param>
    /// <param name="samples">A multiple of <paramref name="batch"/>.</param>
    /// <param name="batch">Samples between two savings.</param>
    /// <param name="render">Renders one batch with the given seed.</param>
    /// <param name="progress">Called with the samples that are done.</param>
    public Image<Vector3> Get(string renderer, string key, int samples, int batch, Func<int, Image<Vector3>> render, Action<int> progress) {
        Directory.CreateDirectory(folder);
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..20];
        string name = $"{renderer}-{hash}-";
        string? kept = Directory.GetFiles(folder, $"{name}*.exr").Concat(Directory.GetFiles(shipped, $"{name}*.exr")).MaxBy(Done);
        Image<Vector3>? mean = kept == null ? null : ImageFile.ReadVector3(kept);
        for (int done = kept == null ? 0 : Done(kept); done < samples; done += batch) {
            progress(done);
            var more = render(FirstSeed + done / batch);
            if (mean == null) mean = more;
            else Blend(mean.Pixels, more.Pixels, (float)batch / (done + batch));
            string file = Path.Combine(folder, $"{name}{done + batch}.exr");
            // Halves are a hundred times finer than the noise that is left.
            ImageFile.WriteExr(file, mean, done + batch < samples ? PixelType.Float : PixelType.Half);
            if (kept != null && Path.GetDirectoryName(kept) == folder) File.Delete(kept);
            kept = file;
        }
        return mean!;
    }

    /// <summary>Far from the seeds of the pictures that are measured.</summary>
    private const int FirstSeed = 1000;

    private static int Done(string path) => int.Parse(Path.GetFileNameWithoutExtension(path).Split('-')[^1], CultureInfo.InvariantCulture);

    private static void Blend(Span<Vector3> mean, ReadOnlySpan<Vector3> more, float share) {
        for (int i = 0; i < mean.Length; i++) mean[i] = Vector3.Lerp(mean[i], more[i], share);
    }
}
