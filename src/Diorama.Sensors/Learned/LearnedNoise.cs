using Diorama.Core;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Core.Randomness;
using Diorama.Sensors.Profiles;

namespace Diorama.Sensors.Learned;

/// <summary>
/// Learned noise of one camera at one sensitivity, ready to be applied to images. The result is the same for any number of threads.
/// Thread-safe.
/// </summary>
public sealed class LearnedNoise : IPictureStage {
    private const string OfJpeg = " (JPEG)";

    private readonly SpatialNoise sampler;
    private readonly float[] condition;
    private readonly float temperature;

    /// <param name="weights">Weights of the noise flow.</param>
    /// <param name="cameras">Measured camera profiles.</param>
    /// <param name="camera">
    /// Maker and model, or model only, of a measured camera; or another name that the weights know ("Nikon D800 (JPEG)").
    /// </param>
    /// <param name="iso">Sensitivity as an ISO number, within the measured range of the camera.</param>
    /// <param name="temperature">Strength: 1 is the noise that was learned, 0 almost none.</param>
    /// <exception cref="BadInputException">The camera is unknown, or was not measured at this ISO.</exception>
    public LearnedNoise(SpatialNoiseWeights weights, CameraProfiles cameras, string camera, double iso, double temperature = 1) {
        string? learned = weights.Cameras.FirstOrDefault(c => c.Equals(camera, StringComparison.OrdinalIgnoreCase));
        string measured = learned?.Replace(OfJpeg, "", StringComparison.Ordinal) ?? camera;
        CameraProfile? profile = cameras.All.FirstOrDefault(c => c.Name.Equals(measured, StringComparison.OrdinalIgnoreCase))
            ?? (learned is null ? cameras.Find(camera) : null);
        // The network would extrapolate beyond the measured range, where its result is unknown.
        profile?.At(iso);
        condition = weights.Condition(profile, learned ?? profile!.Name, iso);
        sampler = new(weights);
        this.temperature = (float)temperature;
    }

    string IPictureStage.Name => "noise";

    Image<Rgb8> IPictureStage.Apply(Image<Rgb8> picture, Keyed key, int threads) => Apply(picture, key, threads);

    /// <summary>Returns the image with noise.</summary>
    /// <param name="clean">Image without noise, sRGB-encoded.</param>
    /// <param name="key">Key of the random numbers of this image.</param>
    /// <param name="threads">Largest number of threads; 0 uses all cores.</param>
    /// <param name="progress">
    /// Progress callback; receives the completed fraction of the rows, 0…1, from several threads and not always in ascending order.
    /// </param>
    public Image<Rgb8> Apply(Image<Rgb8> clean, Keyed key, int threads = 0, Action<double>? progress = null) =>
        sampler.Apply(clean, condition, key, temperature, threads, progress is null ? null : rows => progress((double)rows / clean.Height));
}
