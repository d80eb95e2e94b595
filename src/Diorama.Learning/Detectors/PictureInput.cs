using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Core.Pictures;
using Diorama.Learning.Pretrained;

namespace Diorama.Learning.Detectors;

/// <summary>Pictures as networks take them.</summary>
internal static class PictureInput {
    /// <summary>Returns a picture in another size, with red first and channels last: [1, height, width, 3].</summary>
    /// <param name="picture">Picture.</param>
    /// <param name="width">Width that the network takes, pixels.</param>
    /// <param name="height">Height that the network takes, pixels.</param>
    /// <param name="scale">Factor of values from 0 to 255.</param>
    /// <param name="offset">Offset that is added after the factor.</param>
    public static NdArray ChannelsLast(Image<Rgb8> picture, int width, int height, float scale = 1, float offset = 0) {
        Image<Rgb8> small = picture.Resized(width, height);
        var values = new float[3 * width * height];
        int i = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                Rgb8 p = small[x, y];
                values[i++] = p.R * scale + offset;
                values[i++] = p.G * scale + offset;
                values[i++] = p.B * scale + offset;
            }
        }
        return new([1, height, width, 3], values);
    }
}
