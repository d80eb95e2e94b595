using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Tensors;
using Diorama.Tensors.Autograd;

namespace Diorama.Models.CameraNoise;

/// <summary>Processes large images in tiles, so that the intermediate tensors of each tile fit into memory.</summary>
internal static class PictureTiles {
    private const int Side = 256;

    /// <summary>Maps an image tile by tile to an image of the same size, without gradients.</summary>
    /// <param name="picture">Input image.</param>
    /// <param name="margin">Pixels around a tile that <paramref name="map"/> sees too and that are then cut off.</param>
    /// <param name="map">Maps a tile [1,3,H,W], given with its position from the left and from the top of the image, to one of the same
    /// size.</param>
    /// <param name="progress">Progress callback; receives the completed fraction, 0 to 1.</param>
    public static Image<Rgb8> Map(Image<Rgb8> picture, int margin, Func<Tensor, int, int, Tensor> map, Action<double>? progress = null) {
        using var mode = GradientMode.Off();
        var result = new Image<Rgb8>(picture.Width, picture.Height);
        for (int top = 0; top < picture.Height; top += Side) {
            for (int left = 0; left < picture.Width; left += Side) {
                using var scope = new TensorScope();
                int right = Math.Min(picture.Width, left + Side), bottom = Math.Min(picture.Height, top + Side);
                int x = Math.Max(0, left - margin), y = Math.Max(0, top - margin);
                var piece = new Image<Rgb8>(Math.Min(picture.Width, right + margin) - x, Math.Min(picture.Height, bottom + margin) - y);
                for (int row = 0; row < piece.Height; row++) picture.Row(y + row).Slice(x, piece.Width).CopyTo(piece.Row(row));
                Image<Rgb8> done = PictureTensor.ToImage(map(PictureTensor.Of(piece), left, top));
                for (int row = top; row < bottom; row++)
                    done.Row(row - y)[(left - x)..(right - x)].CopyTo(result.Row(row).Slice(left, right - left));
                progress?.Invoke(((double)top * picture.Width + (double)right * (bottom - top)) / picture.Pixels.Length);
            }
        }
        return result;
    }
}
