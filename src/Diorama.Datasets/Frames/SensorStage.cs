using System.Numerics;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Core.Randomness;
using Diorama.Rendering.Cameras;
using Diorama.Sensors;
using Diorama.Sensors.Depths;
using Diorama.Worlds;

namespace Diorama.Datasets.Frames;

/// <summary>
/// Makes pictures from rendered radiance: exposed and encoded, or taken by the world's sensor; then the world's picture stages, in order.
/// </summary>
internal sealed class SensorStage(World world) {
    /// <param name="radiance">Linear radiance.</param>
    /// <param name="stops">Exposure in stops: radiance · 2^stops = 1 is white.</param>
    /// <param name="lens">Camera of the rig that took the image.</param>
    /// <param name="key">Random key of this image.</param>
    /// <param name="threads">Maximum number of threads; 0 uses all cores.</param>
    internal Image<Rgb8> Develop(Image<Vector3> radiance, float stops, Camera lens, Keyed key, int threads) {
        Image<Rgb8> picture = world.Sensor is not { } sensor ? ImageFile.Encode(radiance, MathF.Pow(2, stops))
            : new Sensor(lens.Lens is PerspectiveLens p ? sensor with { CornerAngle = Corner(lens, p) } : sensor)
                .Capture(radiance, stops, key, threads);
        foreach (IPictureStage stage in world.PictureStages) picture = stage.Apply(picture, key.With(stage.Name), threads);
        return picture;
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
