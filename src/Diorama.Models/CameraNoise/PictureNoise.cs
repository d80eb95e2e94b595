using System.Globalization;
using Diorama.Core;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Core.Randomness;
using Diorama.Sensors.Learned;
using Diorama.Sensors.Profiles;
using Diorama.Tensors;
using Diorama.Tensors.Files;

namespace Diorama.Models.CameraNoise;

/// <summary>Adds the noise of one camera at one sensitivity to images, with any trained model.</summary>
public sealed class PictureNoise {
    private readonly LearnedNoise? spatial;
    private readonly NoiseModel? other;
    private readonly NoiseConditions? conditions;
    private readonly double temperature;

    private PictureNoise(LearnedNoise? spatial, NoiseModel? other, NoiseConditions? conditions, double temperature) =>
        (this.spatial, this.other, this.conditions, this.temperature) = (spatial, other, conditions, temperature);

    /// <param name="model">"flow" (or "spatial"), which ships with Diorama, or a weights file of any kind of model.</param>
    /// <param name="cameras">Measured noise profiles of cameras.</param>
    /// <param name="camera">Maker and model of the camera, or the model alone. Models with a table know only the cameras that they were
    /// trained with.</param>
    /// <param name="iso">ISO sensitivity; models with a table know only those that they were trained with.</param>
    /// <param name="temperature">Strength of the noise: 1 is the learned noise.</param>
    /// <exception cref="BadInputException">The file, camera or sensitivity cannot be used.</exception>
    public static PictureNoise Open(string model, CameraProfiles cameras, string camera, double iso, double temperature = 1) {
        if (model is "flow" or "spatial" || !File.Exists(model) || SpatialNoiseWeights.IsOf(Metadata(model, "model")))
            return new(new(SpatialNoiseWeights.Find(model), cameras, camera, iso, temperature), null, null, temperature);
        NoiseModelKind kind = NoiseModelKind.Find(Metadata(model, "model"));
        var grid = new NoiseGrid(Metadata(model, "cameras").Split('\n'),
            Metadata(model, "isos").Split(' ').Select(i => double.Parse(i, CultureInfo.InvariantCulture)), cameras);
        // The tables of these models have entries for the trained combinations only.
        NoiseConditions conditions = NoiseConditions.Of(grid, camera, iso);
        NoiseModel other = kind.Make(grid);
        Weights.Load(model, other);
        other.Eval();
        return new(null, other, conditions, temperature);
    }

    private static string Metadata(string path, string key) {
        using var file = new SafeTensorsFile(path);
        return file.Metadata.GetValueOrDefault(key) ?? throw new BadInputException($"{path} does not say its {key}, expected a file of "
            + $"weights that 'diorama noise train' has written");
    }

    /// <summary>Returns the image with noise added.</summary>
    /// <param name="clean">Clean image, sRGB.</param>
    /// <param name="key">Random key of this image's noise.</param>
    /// <param name="threads">Largest number of threads, 0 for all cores; the result does not depend on it. Models other than the spatial
    /// flow use one.</param>
    /// <param name="progress">Progress callback; receives the completed fraction, 0 to 1, from several threads.</param>
    public Image<Rgb8> Apply(Image<Rgb8> clean, Keyed key, int threads = 0, Action<double>? progress = null) =>
        spatial is not null ? spatial.Apply(clean, key, threads, progress) : Tiled(clean, key, progress);

    private Image<Rgb8> Tiled(Image<Rgb8> clean, Keyed key, Action<double>? progress) {
        int before = Torch.Threads;
        Torch.Threads = 1;
        try {
            return PictureTiles.Map(clean, 0, (piece, left, top) => {
                Torch.Seed(key.With(top).With(left).State);
                return other!.Sample(piece, conditions!, temperature);
            }, progress);
        } finally {
            Torch.Threads = before;
        }
    }
}
