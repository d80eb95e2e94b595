using Diorama.Core.Images;
using Diorama.Sensors.Optics;
using Diorama.Sensors.Planes;

namespace Diorama.Sensors.Development;

/// <summary>Unsharp masking of luma: y + amount · (y − blurred y), with the difference added to all three colours.</summary>
public static class Sharpening {
    /// <param name="planes">Encoded colours, 0 to 1; changed in place.</param>
    /// <param name="amount">Amount of sharpening; 0 is none, cameras use about 0.3 to 1.</param>
    /// <param name="deviation">Standard deviation of the blur in pixels.</param>
    /// <param name="threads">Largest number of threads; 0 uses all cores.</param>
    public static void Apply(ColorPlanes planes, float amount, float deviation = 1, int threads = 0) {
        if (amount == 0) return;
        Image<float> luma = Luma.Of(planes, threads), blurred = GaussianFilter.Apply(luma, deviation, threads);
        for (int i = 0; i < luma.Pixels.Length; i++) luma.Pixels[i] -= blurred.Pixels[i];
        for (int channel = 0; channel < 3; channel++) Rows.AddScaled(planes[channel].Pixels, luma.Pixels, amount);
    }
}
