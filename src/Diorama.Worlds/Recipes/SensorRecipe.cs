using Diorama.Core.Images;
using Diorama.Sensors.Mosaics;

namespace Diorama.Worlds.Recipes;

/// <summary>
/// Image formation in the camera, from light to file (docs/sensors.md); 0 switches a stage off. Values are drawn once per scene.
/// </summary>
public sealed class SensorRecipe {
    /// <summary>Share of the natural (cos⁴) vignetting that the lens shows, 0 to 1.</summary>
    [Limits(AtLeast = 0, AtMost = 1)]
    public Distribution<double> Vignetting { get; set; } = 0.35;
    /// <summary>Lateral chromatic aberration: relative enlargement of red and reduction of blue, compared with green.</summary>
    [Limits(AtLeast = -0.01, AtMost = 0.01)]
    public Distribution<double> LateralColor { get; set; } = 0.0002;
    /// <summary>Standard deviation of the blur by lens and pixels, in pixels.</summary>
    [Limits(AtLeast = 0, AtMost = 20)]
    public Distribution<double> PointSpread { get; set; } = 0.45;
    /// <summary>Bayer pattern: colour filters of the upper left 2×2 pixels, row by row.</summary>
    public BayerPattern Pattern { get; set; } = BayerPattern.Rggb;
    /// <summary>Adds photon and read noise, as measured for the camera.</summary>
    public bool Noise { get; set; } = true;
    /// <summary>Number of hot pixels per million pixels.</summary>
    [Limits(AtLeast = 0, AtMost = 1e6)]
    public Distribution<double> HotPixels { get; set; } = 8;
    /// <summary>Bit depth of the raw values.</summary>
    [Limits(AtLeast = 8, AtMost = 16)]
    public int Bits { get; set; } = 14;
    /// <summary>Demosaicing method.</summary>
    public DemosaicMethod Demosaic { get; set; } = DemosaicMethod.EdgeDirected;
    /// <summary>Strength of the S-curve (contrast) in the tone curve, 0 to 1.</summary>
    [Limits(AtLeast = 0, AtMost = 1)]
    public Distribution<double> Contrast { get; set; } = 0.3;
    /// <summary>Strength of the noise reduction.</summary>
    [Limits(AtLeast = 0, AtMost = 4)]
    public Distribution<double> Denoising { get; set; } = 0.5;
    /// <summary>Strength of the unsharp masking.</summary>
    [Limits(AtLeast = 0, AtMost = 4)]
    public Distribution<double> Sharpening { get; set; } = 0.4;
    /// <summary>
    /// JPEG quality, 1 to 100; 0 means no compression. The image is written as PNG in both cases, with the artefacts of JPEG.
    /// </summary>
    [Limits(AtLeast = 0, AtMost = 100)]
    public Distribution<int> JpegQuality { get; set; } = 92;
    /// <summary>
    /// Chroma subsampling of JPEG: each colour sample covers one pixel (full), two side by side (half) or four (quarter).
    /// </summary>
    public ChromaSampling JpegSampling { get; set; } = ChromaSampling.Half;
    /// <summary>Also writes the depth that a structured-light camera would measure, as depth_sensor; needs no camera model.</summary>
    public bool Depth { get; set; }
}
