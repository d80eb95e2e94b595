using System.Numerics;
using Diorama.Core;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Core.Randomness;
using Diorama.Rendering.Cameras;
using Diorama.Sensors;
using Diorama.Sensors.Depths;
using Diorama.Sensors.Learned;
using Diorama.Sensors.Profiles;
using Diorama.Worlds;

namespace Diorama.Datasets.Frames;

/// <summary>
/// Forms pictures from the rendered radiance of one world: exposed and encoded, with learned noise if the recipe asks for it, or as
/// captured by the camera that the recipe names.
/// </summary>
internal sealed class SensorStage {
    private readonly SensorSettings? camera;
    private readonly LearnedNoise? noise;

    /// <exception cref="BadInputException">
    /// The world names a camera or noise model that was not loaded, or settings with which the camera was not measured.
    /// </exception>
    internal SensorStage(World world, FrameSettings settings) {
        if (settings.Samples == 0) return;
        if (world.Sensor is { } choice) camera = choice.SettingsOf(Measured(choice.Model).Find(choice.Model));
        if (world.Noise is { } learned) {
            SpatialNoiseWeights weights = settings.NoiseModel
                ?? throw new BadInputException($"The recipe's noise model {learned.Model} cannot be used: it was not loaded.");
            noise = new(weights, Measured(learned.Camera), learned.Camera, learned.Iso, learned.Temperature);
        }

        CameraProfiles Measured(string name) => settings.Cameras
            ?? throw new BadInputException($"The recipe's camera {name} cannot be used: the measured cameras were not loaded.");
    }

    /// <param name="radiance">Linear radiance.</param>
    /// <param name="stops">Exposure in stops: radiance · 2^stops = 1 is white.</param>
    /// <param name="lens">Camera of the rig that took the image.</param>
    /// <param name="key">Random key of this image.</param>
    /// <param name="threads">Maximum number of threads; 0 uses all cores.</param>
    internal Image<Rgb8> Develop(Image<Vector3> radiance, float stops, Camera lens, Keyed key, int threads) {
        Image<Rgb8> picture = camera is null ? ImageFile.Encode(radiance, MathF.Pow(2, stops))
            : new Sensor(lens.Lens is PerspectiveLens p ? camera with { CornerAngle = Corner(lens, p) } : camera).Capture(radiance, stops,
            key, threads);
        return noise is null ? picture : noise.Apply(picture, key.With("noise"), threads);
    }

    /// <summary>
    /// Simulates a structured-light camera's measurement from exact depth; null without depth or for lenses other than perspective.
    /// </summary>
    internal static Image<float>? Depth(Image<float>? depth, Camera lens, Keyed key, int threads) =>
        depth is null || lens.Lens is not PerspectiveLens p ? null : DepthNoise.Apply(depth, p.Fx, p.Fy, p.Cx, p.Cy, new(), key, threads);

    private static float Corner(Camera camera, PerspectiveLens lens) {
        float across = MathF.Max(lens.Cx, camera.Width - lens.Cx) / lens.Fx, down = MathF.Max(lens.Cy, camera.Height - lens.Cy) / lens.Fy;
        return MathF.Atan(MathF.Sqrt(across * across + down * down));
    }
}
