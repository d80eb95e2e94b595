using System.Numerics;
using Diorama.Core.Images;
using Diorama.Sensors.Development;
using Diorama.Sensors.Mosaics;
using Diorama.Sensors.Noise;
using Diorama.Sensors.Profiles;

namespace Diorama.Sensors;

/// <summary>Settings of a camera, stage by stage from lens to file; 0 switches a stage off, 1 for a magnification.</summary>
public sealed record SensorSettings {
    public required CameraProfile Profile { get; init; }
    /// <summary>Sensitivity as an ISO number, within the measured range of the camera.</summary>
    public required double Iso { get; init; }

    /// <summary>Strength of vignetting: fraction of the cos⁴ law.</summary>
    public float Vignetting { get; init; } = 0.35f;
    /// <summary>Angle in radians from the optical axis to a corner of the image.</summary>
    public float CornerAngle { get; init; } = 0.5f;
    /// <summary>Magnification of red relative to green; 1 is none.</summary>
    public float RedMagnification { get; init; } = 1.0002f;
    /// <summary>Magnification of blue relative to green; 1 is none.</summary>
    public float BlueMagnification { get; init; } = 0.9998f;
    /// <summary>Standard deviation of the blur of lens and pixels, in pixels.</summary>
    public float PointSpread { get; init; } = 0.45f;

    public BayerPattern Pattern { get; init; } = BayerPattern.Rggb;
    public RawNoiseSettings Noise { get; init; } = new();
    /// <summary>Bits per raw value: typically 12 or 14, allowed are 8 to 16.</summary>
    public int Bits { get; init; } = 14;

    public DemosaicMethod Demosaic { get; init; } = DemosaicMethod.EdgeDirected;
    /// <summary>White balance factors of red, green and blue; null uses those of the camera for daylight.</summary>
    public Vector3? WhiteBalance { get; init; }
    public ColorMatrix Matrix { get; init; } = ColorMatrix.Typical;
    /// <summary>Weight of the S-curve in the tone curve, 0 to 1.</summary>
    public float Contrast { get; init; } = 0.3f;
    /// <summary>
    /// Strength of noise reduction: 0 is none; 1 smooths luma differences as large as the noise of middle grey, and colour differences four
    /// times as large.
    /// </summary>
    public float Denoising { get; init; } = 0.5f;
    /// <summary>Amount of unsharp masking; 0 is none.</summary>
    public float Sharpening { get; init; } = 0.4f;
    /// <summary>JPEG quality, 1 to 100; 0 does not compress.</summary>
    public int JpegQuality { get; init; } = 92;
    public ChromaSampling JpegSampling { get; init; } = ChromaSampling.Half;
}
