using Diorama.Core;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Core.Randomness;
using Diorama.Sensors.Profiles;

namespace Diorama.Sensors.Learned;

/// <summary>
/// Learned noise of one camera at one sensitivity, ready to be put on pictures. The same bytes for any number of threads; may be used by
/// several threads at once.
/// </summary>
public sealed class LearnedNoise : IPictureStage {
    private const string OfJpeg = " (JPEG)";

    private readonly SpatialNoise sampler;
    private readonly float[] condition;
    private readonly float temperature;

    /// <param name="weights">Of the flow.</param>
    /// <param name="cameras">What was measured.</param>
    /// <param name="camera">Maker and model, or model; or a name that the weights know beside ("Nikon D800 (JPEG)").</param>
    /// <param name="iso">Within what was measured of the camera.</param>
    /// <param name="temperature">1 is the noise that was learned, 0 almost none.</param>
    /// <exception cref="BadInputException">There is no such camera, or it was not measured at this ISO.</exception>
    public LearnedNoise(SpatialNoiseWeights weights, CameraProfiles cameras, string camera, double iso, double temperature = 1) {
        string? learned = weights.Cameras.FirstOrDefault(c => c.Equals(camera, StringComparison.OrdinalIgnoreCase));
        string measured = learned?.Replace(OfJpeg, "", StringComparison.Ordinal) ?? camera;
        CameraProfile? profile = cameras.All.FirstOrDefault(c => c.Name.Equals(measured, StringComparison.OrdinalIgnoreCase))
            ?? (learned is null ? cameras.Find(camera) : null);
        // The network would go on beyond what was measured, but nobody knows what it says there.
        profile?.At(iso);
        condition = weights.Condition(profile, learned ?? profile!.Name, iso);
        sampler = new(weights);
        this.temperature = (float)temperature;
    }

    string IPictureStage.Name => "noise";

    Image<Rgb8> IPictureStage.Apply(Image<Rgb8> picture, Keyed key, int threads) => Apply(picture, key, threads);

    /// <summary>The picture with noise.</summary>
    /// <param name="clean">sRGB, without noise.</param>
    /// <param name="key">Of this picture's noise.</param>
    /// <param name="threads">At most; 0 takes all cores.</param>
    /// <param name="progress">Told the share of rows that are done, from several threads.</param>
    public Image<Rgb8> Apply(Image<Rgb8> clean, Keyed key, int threads = 0, Action<double>? progress = null) =>
        sampler.Apply(clean, condition, key, temperature, threads, progress is null ? null : rows => progress((double)rows / clean.Height));
}
