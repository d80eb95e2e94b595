using Diorama.Core.Images;

namespace Diorama.Sensors.Mosaics;

/// <summary>Raw image of a sensor: one value per pixel, each behind one colour filter.</summary>
/// <param name="Values">Raw values (digital numbers).</param>
/// <param name="Pattern">Bayer pattern of the colour filters.</param>
/// <param name="Black">Raw value that represents no light.</param>
/// <param name="White">Raw value of a full pixel.</param>
public sealed record RawImage(Image<ushort> Values, BayerPattern Pattern, int Black, int White) {
    /// <summary>Returns the raw values scaled to 0 for black and 1 for white; noise makes some of them negative.</summary>
    public Image<float> Normalised() {
        var image = new Image<float>(Values.Width, Values.Height);
        float scale = 1f / (White - Black);
        for (int i = 0; i < image.Pixels.Length; i++) image.Pixels[i] = (Values.Pixels[i] - Black) * scale;
        return image;
    }
}
