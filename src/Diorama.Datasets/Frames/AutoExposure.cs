using System.Numerics;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Integrators;
using Diorama.Rendering.Scenes;

namespace Diorama.Datasets.Frames;

/// <summary>
/// Chooses the exposure of a scene, in stops, as a camera's light meter does, from a small noisy image of its first frame, so that all
/// frames and cameras of a scene share it. The logarithmic mean of luminance becomes a light middle grey (after Reinhard et al. 2002,
/// equation 1); dark scenes are brightened less, so that night looks like night, and at most about a tenth of the image is clipped.
/// </summary>
public static class AutoExposure {
    private const int MeterWidth = 96, MeterSamples = 8, FieldPixels = 8;
    private const float MiddleGrey = 0.24f;
    /// <summary>Mean luminance below which a scene counts as dim, W·sr⁻¹·m⁻²; a room lit by day is above it.</summary>
    private const float Dim = 0.1f;
    /// <summary>Stops left uncorrected for each stop below <see cref="Dim"/>, and their maximum.</summary>
    private const float NightShare = 0.25f, NightStops = 2.5f;
    /// <summary>
    /// Fraction of pixels that must not be clipped, and the maximum reduction in stops for it: a bright window darkens its room by one stop
    /// at most.
    /// </summary>
    private const float HighlightShare = 0.9f, HighlightStops = 1;

    /// <summary>Measures the exposure for a camera's view, in stops, from a small image that it renders.</summary>
    public static float Measure(RenderScene scene, CameraRays camera, int threads, CancellationToken cancellation = default) {
        Camera full = camera.Camera;
        (int width, int height) = MeterSize(full.Width, full.Height);
        var meter = new CameraRays(full.Resized(width, height), t => camera.WorldFromCameraAt((float)t));
        Image<Vector3> noisy = PathTracer.Render(scene, meter,
            new() { Samples = MeterSamples, MaxBounces = 4, Threads = threads, Cancellation = cancellation }).Radiance;
        return Stops(Fields(noisy));
    }

    /// <summary>
    /// Returns the size of the image to measure: of its width, unless the image is more than twice as tall, where it has the area of a
    /// square.
    /// </summary>
    internal static (int Width, int Height) MeterSize(int width, int height) {
        const int MaxPixels = MeterWidth * MeterWidth;
        double ratio = (double)height / width;
        if (ratio <= 2)
            return (MeterWidth, Math.Max(1, (int)MathF.Round((float)MeterWidth * height / width)));
        double across = Math.Max(1, Math.Sqrt(MaxPixels / ratio));
        return ((int)across, (int)Math.Min(MaxPixels / Math.Floor(across), Math.Round(Math.Floor(across) * ratio)));
    }

    /// <summary>Averages square blocks of pixels: the logarithm of noisy pixels would make every scene look dark.</summary>
    private static Image<Vector3> Fields(Image<Vector3> image) {
        var fields = new Image<Vector3>((image.Width + FieldPixels - 1) / FieldPixels, (image.Height + FieldPixels - 1) / FieldPixels);
        for (int y = 0; y < fields.Height; y++) {
            for (int x = 0; x < fields.Width; x++) {
                int x1 = Math.Min(image.Width, (x + 1) * FieldPixels), y1 = Math.Min(image.Height, (y + 1) * FieldPixels);
                for (int j = y * FieldPixels; j < y1; j++) {
                    for (int i = x * FieldPixels; i < x1; i++)
                        fields[x, y] += image[i, j] / ((x1 - x * FieldPixels) * (y1 - y * FieldPixels));
                }
            }
        }
        return fields;
    }

    /// <summary>Computes the exposure for an image of linear radiance, in stops. An image without light gives 0.</summary>
    public static float Stops(Image<Vector3> radiance) {
        float[] luminance = [.. radiance.Pixels.Select(Luminance.Of).Where(l => float.IsFinite(l) && l > 0)];
        if (luminance.Length == 0) return 0;
        Array.Sort(luminance);
        // Single bright samples and black corners are not representative of the scene.
        int from = luminance.Length / 50, to = luminance.Length - from;
        double sum = 0;
        for (int i = from; i < to; i++) sum += Math.Log2(luminance[i]);
        double mean = sum / (to - from);
        double stops = Math.Log2(MiddleGrey) - mean;
        stops -= Math.Clamp(NightShare * (Math.Log2(Dim) - mean), 0, NightStops);
        double clip = -Math.Log2(luminance[Math.Min((int)(HighlightShare * luminance.Length), luminance.Length - 1)]);
        return (float)Math.Clamp(clip, stops - HighlightStops, stops);
    }
}
