using System.Numerics;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Integrators;
using Diorama.Rendering.Scenes;

namespace Diorama.Datasets.Frames;

/// <summary>
/// Chooses stops for a scene as a camera's meter does, from a small noisy image of its first frame, so that all frames and cameras of a
/// scene share them. The logarithmic mean of luminance becomes a light middle grey (after Reinhard et al. 2002, equation 1); dark
/// scenes are lifted less than that, so that night looks like night, and no scene is so bright that a tenth of it is clipped.
/// </summary>
public static class AutoExposure {
    private const int MeterWidth = 96, MeterSamples = 8, FieldPixels = 8;
    private const float MiddleGrey = 0.24f;
    /// <summary>Below this mean luminance (W·sr⁻¹·m⁻²) a scene counts as dim; a lit room by day is above.</summary>
    private const float Dim = 0.1f;
    /// <summary>Stops that are not made up for per stop below <see cref="Dim"/>, and at most.</summary>
    private const float NightShare = 0.25f, NightStops = 2.5f;
    /// <summary>The brightest tenth may be clipped, no more; but a window does not darken its room by more than a stop.</summary>
    private const float HighlightShare = 0.9f, HighlightStops = 1;

    /// <summary>Stops for what this camera sees.</summary>
    public static float Measure(RenderScene scene, CameraRays camera, int threads, CancellationToken cancellation = default) {
        Camera full = camera.Camera;
        int height = Math.Max(1, (int)MathF.Round((float)MeterWidth * full.Height / full.Width));
        var meter = new CameraRays(full.Resized(MeterWidth, height), t => camera.WorldFromCameraAt((float)t));
        Image<Vector3> noisy = PathTracer.Render(scene, meter,
            new() { Samples = MeterSamples, MaxBounces = 4, Threads = threads, Cancellation = cancellation }).Radiance;
        return Stops(Fields(noisy));
    }

    /// <summary>Means of square fields: the logarithm of noise would make every scene look dark.</summary>
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

    /// <summary>Stops for an image of linear radiance. An image without light gives 0.</summary>
    public static float Stops(Image<Vector3> radiance) {
        float[] luminance = [.. radiance.Pixels.Select(Luminance.Of).Where(l => float.IsFinite(l) && l > 0)];
        if (luminance.Length == 0) return 0;
        Array.Sort(luminance);
        // Single bright samples and black corners say nothing about the scene.
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
