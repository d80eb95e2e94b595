using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Tensors;

namespace Diorama.Models.CameraNoise;

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
