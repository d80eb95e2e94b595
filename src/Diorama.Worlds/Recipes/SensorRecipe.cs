using Diorama.Core.Images;
using Diorama.Sensors.Mosaics;

namespace Diorama.Worlds.Recipes;

/// <summary>What a camera does between light and file (docs/sensors.md); 0 switches a stage off. Values are drawn once per scene.</summary>
public sealed class SensorRecipe {
    /// <summary>Share of the natural darkening of corners that the lens shows.</summary>
    [Limits(AtLeast = 0, AtMost = 1)]
    public Distribution<double> Vignetting { get; set; } = 0.35;
    /// <summary>By how much red is imaged larger, and blue smaller, than green.</summary>
    [Limits(AtLeast = -0.01, AtMost = 0.01)]
    public Distribution<double> LateralColor { get; set; } = 0.0002;
    /// <summary>Standard deviation of the blur of lens and pixels, in pixels.</summary>
    [Limits(AtLeast = 0, AtMost = 20)]
    public Distribution<double> PointSpread { get; set; } = 0.45;
    /// <summary>Colour filters of the first four pixels.</summary>
    public BayerPattern Pattern { get; set; } = BayerPattern.Rggb;
    /// <summary>Noise of photons and electronics, as it was measured of the camera.</summary>
    public bool Noise { get; set; } = true;
    /// <summary>Pixels that glow, per million.</summary>
    [Limits(AtLeast = 0, AtMost = 1e6)]
    public Distribution<double> HotPixels { get; set; } = 8;
    /// <summary>Bits of a raw number.</summary>
    [Limits(AtLeast = 8, AtMost = 16)]
    public int Bits { get; set; } = 14;
    /// <summary>How missing colours are filled in.</summary>
    public DemosaicMethod Demosaic { get; set; } = DemosaicMethod.EdgeDirected;
    /// <summary>Share of an S-curve in the tones.</summary>
    [Limits(AtLeast = 0, AtMost = 1)]
    public Distribution<double> Contrast { get; set; } = 0.3;
    /// <summary>Strength of the camera's noise reduction.</summary>
    [Limits(AtLeast = 0, AtMost = 4)]
    public Distribution<double> Denoising { get; set; } = 0.5;
    /// <summary>Amount of unsharp masking.</summary>
    [Limits(AtLeast = 0, AtMost = 4)]
    public Distribution<double> Sharpening { get; set; } = 0.4;
    /// <summary>1 to 100; 0 leaves compression out. The image is written as PNG either way, with what JPEG did to it.</summary>
    [Limits(AtLeast = 0, AtMost = 100)]
    public Distribution<int> JpegQuality { get; set; } = 92;
    /// <summary>How many brightness pixels share a colour in JPEG.</summary>
    public ChromaSampling JpegSampling { get; set; } = ChromaSampling.Half;
    /// <summary>Also writes depth as a structured-light camera would measure it, as depth_sensor; needs no camera model.</summary>
    public bool Depth { get; set; }
}
