using System.Numerics;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Pictures;

/// <summary>
/// Denoises a picture of few samples, guided by labels: the light (radiance divided by base colour) is averaged with growing steps among
/// pixels of the same object, plane and distance (Dammertz et al. 2010, "Edge-Avoiding À-Trous Wavelet Transform for fast Global
/// Illumination Filtering"). For previews only: data is never filtered.
/// </summary>
public static class PreviewFilter {
    private const int Passes = 5;
    /// <summary>
    /// Rates at which the weight of a neighbour falls, per unit of the logarithm of light and per unit of relative distance difference per
    /// pixel of distance, and exponent of the cosine between normals.
    /// </summary>
    private const float LightFalloff = 1.2f, DistanceFalloff = 60, NormalPower = 32;
    private static readonly float[] kernel = [1 / 16f, 1 / 4f, 3 / 8f, 1 / 4f, 1 / 16f];

    /// <summary>Labels that the filter needs.</summary>
    public static readonly LabelSet Guides = LabelTable.Instance | LabelTable.Distance | LabelTable.NormalShadingCamera | LabelTable.Albedo;

    /// <param name="radiance">Linear radiance [H, W].</param>
    /// <param name="labels">Labels of the image, including <see cref="Guides"/>.</param>
    /// <param name="threads">Number of threads; 0 uses every processor.</param>
    public static Image<Vector3> Smooth(Image<Vector3> radiance, LabelFrame labels, int threads) {
        var floor = new Vector3(0.03f);
        Image<Vector3> albedo = labels.Albedo!, light = Despeckled(new(radiance.Width, radiance.Height,
            [.. radiance.Pixels.Zip(albedo.Pixels, (r, a) => r / Vector3.Max(a, floor))]));
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads > 0 ? threads : Environment.ProcessorCount };
        for (int pass = 0; pass < Passes; pass++) {
            Image<Vector3> from = light, to = new(from.Width, from.Height);
            int step = 1 << pass;
            // In the first passes differences are noise; in later ones they are edges of light, so they weigh more.
            float falloff = LightFalloff * pass / Passes;
            Parallel.For(0, from.Height, options, y => {
                for (int x = 0; x < from.Width; x++) to[x, y] = Pixel(from, labels, x, y, step, falloff);
            });
            light = to;
        }
        return new(radiance.Width, radiance.Height, [.. light.Pixels.Zip(albedo.Pixels, (l, a) => l * Vector3.Max(a, floor))]);
    }

    private static Vector3 Pixel(Image<Vector3> light, LabelFrame labels, int x, int y, int step, float falloff) {
        uint id = labels.Instance![x, y];
        Vector3 own = light[x, y], normal = labels.NormalShadingCamera![x, y], sum = Vector3.Zero;
        // Pixels without an object, such as the sky, keep their value.
        if (id == 0) return own;
        float distance = labels.Distance![x, y], ownLog = MathF.Log(Luminance.Of(own) + 1e-4f), weights = 0;
        for (int j = -2; j <= 2; j++) {
            int py = y + j * step;
            if ((uint)py >= (uint)light.Height) continue;
            for (int i = -2; i <= 2; i++) {
                int px = x + i * step;
                if ((uint)px >= (uint)light.Width || labels.Instance[px, py] != id) continue;
                Vector3 other = light[px, py];
                float facing = Math.Clamp(Vector3.Dot(normal, labels.NormalShadingCamera[px, py]), 0, 1);
                float away = MathF.Abs(labels.Distance[px, py] - distance) / distance / (step * MathF.Max(1, MathF.Abs(i) + MathF.Abs(j)));
                float weight = kernel[i + 2] * kernel[j + 2] * MathF.Pow(facing, NormalPower)
                    * MathF.Exp(-DistanceFalloff * away - falloff * MathF.Abs(MathF.Log(Luminance.Of(other) + 1e-4f) - ownLog));
                sum += weight * other;
                weights += weight;
            }
        }
        return weights > 0 ? sum / weights : own;
    }

    /// <summary>
    /// Limits every pixel's luminance to twice that of its third-brightest neighbour, which removes single bright pixels.
    /// </summary>
    private static Image<Vector3> Despeckled(Image<Vector3> light) {
        var calm = new Image<Vector3>(light.Width, light.Height);
        Span<float> around = stackalloc float[9];
        for (int y = 0; y < calm.Height; y++) {
            for (int x = 0; x < calm.Width; x++) {
                int count = 0;
                for (int j = Math.Max(0, y - 1); j <= Math.Min(calm.Height - 1, y + 1); j++) {
                    for (int i = Math.Max(0, x - 1); i <= Math.Min(calm.Width - 1, x + 1); i++) {
                        if (i != x || j != y) around[count++] = Luminance.Of(light[i, j]);
                    }
                }
                around[..count].Sort();
                float own = Luminance.Of(light[x, y]), most = 2 * around[Math.Max(0, count - 3)];
                calm[x, y] = own > most ? light[x, y] * (most / own) : light[x, y];
            }
        }
        return calm;
    }
}
