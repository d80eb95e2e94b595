using Diorama.Core;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Core.Randomness;
using Diorama.Sensors.Learned;
using Diorama.Sensors.Profiles;
using Diorama.Tensors;
using Diorama.Tensors.Autograd;

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
        if (model is "flow" or "spatial" || !File.Exists(model)
            || SpatialNoiseWeights.IsOf(TrainedModels.Metadata(model).GetValueOrDefault("model")))
            return new(new(SpatialNoiseWeights.Find(model), cameras, camera, iso, temperature), null, null, temperature);
        NoiseModel other = TrainedModels.Read(model, cameras);
        // The tables of these models have entries for the trained combinations only.
        return new(null, other, NoiseConditions.Of(other.Grid, camera, iso), temperature);
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

/// <summary>Processes large images in tiles, so that the intermediate tensors of each tile fit into memory.</summary>
internal static class PictureTiles {
    private const int Side = 256;

    /// <summary>Maps an image tile by tile to an image of the same size or a multiple of it, without gradients.</summary>
    /// <param name="picture">Input image.</param>
    /// <param name="margin">Pixels around a tile that <paramref name="map"/> sees too and that are then cut off.</param>
    /// <param name="map">Maps a tile [1,3,H,W], given with its position from the left and from the top of the image, to [1,3,F·H,F·W].
    /// </param>
    /// <param name="progress">Progress callback; receives the completed fraction, 0 to 1.</param>
    /// <param name="factor">The factor F.</param>
    public static Image<Rgb8> Map(Image<Rgb8> picture, int margin, Func<Tensor, int, int, Tensor> map, Action<double>? progress = null,
        int factor = 1) {
        using var mode = GradientMode.Off();
        var result = new Image<Rgb8>(factor * picture.Width, factor * picture.Height);
        for (int top = 0; top < picture.Height; top += Side) {
            for (int left = 0; left < picture.Width; left += Side) {
                using var scope = new TensorScope();
                int right = Math.Min(picture.Width, left + Side), bottom = Math.Min(picture.Height, top + Side);
                int x = Math.Max(0, left - margin), y = Math.Max(0, top - margin);
                var piece = new Image<Rgb8>(Math.Min(picture.Width, right + margin) - x, Math.Min(picture.Height, bottom + margin) - y);
                for (int row = 0; row < piece.Height; row++) picture.Row(y + row).Slice(x, piece.Width).CopyTo(piece.Row(row));
                Image<Rgb8> done = PictureTensor.ToImage(map(PictureTensor.Of(piece), left, top));
                for (int row = factor * top; row < factor * bottom; row++) {
                    done.Row(row - factor * y)[(factor * (left - x))..(factor * (right - x))]
                        .CopyTo(result.Row(row).Slice(factor * left, factor * (right - left)));
                }
                progress?.Invoke(((double)top * picture.Width + (double)right * (bottom - top)) / picture.Pixels.Length);
            }
        }
        return result;
    }
}

/// <summary>Converts images to the tensors that models take, and back: Float32 [1,3,H,W], whole numbers from 0 to 255.</summary>
public static class PictureTensor {
    public static Tensor Of(Image<Rgb8> image) {
        int plane = image.Pixels.Length;
        float[] values = new float[3 * plane];
        for (int i = 0; i < plane; i++) {
            Rgb8 p = image.Pixels[i];
            (values[i], values[plane + i], values[2 * plane + i]) = (p.R, p.G, p.B);
        }
        return Tensor.FromBlob(values, 1, 3, image.Height, image.Width);
    }

    /// <summary>Converts a tensor [1,3,H,W] to an image; its values must be whole numbers from 0 to 255.</summary>
    public static Image<Rgb8> ToImage(Tensor picture) {
        int height = (int)picture.Size(2), width = (int)picture.Size(3), plane = width * height;
        float[] values = picture.ToArray<float>();
        var image = new Image<Rgb8>(width, height);
        for (int i = 0; i < plane; i++) image.Pixels[i] = new((byte)values[i], (byte)values[plane + i], (byte)values[2 * plane + i]);
        return image;
    }
}
