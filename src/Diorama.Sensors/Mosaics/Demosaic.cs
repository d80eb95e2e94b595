using Diorama.Core.Images;
using Diorama.Sensors.Planes;

namespace Diorama.Sensors.Mosaics;

public enum DemosaicMethod { Bilinear, Malvar, EdgeDirected }

/// <summary>Interpolates the two colours that each pixel of a mosaic lacks.</summary>
public static class Demosaic {
    /// <param name="mosaic">Mosaic of at least 2×2 pixels.</param>
    /// <param name="pattern">Bayer pattern of the mosaic.</param>
    /// <param name="method">Algorithm.</param>
    /// <param name="threads">Largest number of threads; 0 uses all cores.</param>
    public static ColorPlanes Apply(Image<float> mosaic, BayerPattern pattern, DemosaicMethod method, int threads = 0) {
        if (mosaic.Width < 2 || mosaic.Height < 2)
            throw new ArgumentException($"a mosaic of {mosaic.Width}×{mosaic.Height} pixels does not hold all colours", nameof(mosaic));
        var padded = new PaddedMosaic(mosaic);
        var planes = new ColorPlanes(mosaic.Width, mosaic.Height);
        switch (method) {
            case DemosaicMethod.EdgeDirected: EdgeDirectedDemosaic.Run(padded, pattern, planes, threads); break;
            case DemosaicMethod.Malvar: LinearDemosaic.Run(padded, pattern, planes, gradientCorrected: true, threads); break;
            default: LinearDemosaic.Run(padded, pattern, planes, gradientCorrected: false, threads); break;
        }
        return planes;
    }
}
