using Diorama.Core.Images;

namespace Diorama.Sensors.Mosaics;

/// <summary>What a sensor hands over: one number per pixel, behind one colour filter each.</summary>
/// <param name="Values">Digital numbers.</param>
/// <param name="Pattern">Of the colour filters.</param>
/// <param name="Black">The number that stands for no light.</param>
/// <param name="White">The number of a full pixel.</param>
public sealed record RawImage(Image<ushort> Values, BayerPattern Pattern, int Black, int White) {
    /// <summary>0 for black to 1 for white; noise makes some values negative.</summary>
    public Image<float> Normalised() {
        var image = new Image<float>(Values.Width, Values.Height);
        float scale = 1f / (White - Black);
        for (int i = 0; i < image.Pixels.Length; i++) image.Pixels[i] = (Values.Pixels[i] - Black) * scale;
        return image;
    }
}
