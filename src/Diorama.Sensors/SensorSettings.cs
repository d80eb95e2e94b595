using System.Numerics;
using Diorama.Core.Images;
using Diorama.Sensors.Development;
using Diorama.Sensors.Mosaics;
using Diorama.Sensors.Noise;
using Diorama.Sensors.Profiles;

namespace Diorama.Sensors;

/// <summary>A camera, stage by stage from lens to file; what is 0 or null is switched off.</summary>
public sealed record SensorSettings {
    public required CameraProfile Profile { get; init; }
    /// <summary>Within what was measured of the camera.</summary>
    public required double Iso { get; init; }

    /// <summary>Share of the cos⁴ law that the lens shows.</summary>
    public float Vignetting { get; init; } = 0.35f;
    /// <summary>Radians from the axis to a corner of the image.</summary>
    public float CornerAngle { get; init; } = 0.5f;
    /// <summary>Magnification of red against green.</summary>
    public float RedMagnification { get; init; } = 1.0002f;
    public float BlueMagnification { get; init; } = 0.9998f;
    /// <summary>Standard deviation of the blur of lens and pixels, in pixels.</summary>
    public float PointSpread { get; init; } = 0.45f;

    public BayerPattern Pattern { get; init; } = BayerPattern.Rggb;
    public RawNoiseSettings Noise { get; init; } = new();
    /// <summary>Of a raw value: 12 or 14, but any from 8 to 16 will do.</summary>
    public int Bits { get; init; } = 14;

    public DemosaicMethod Demosaic { get; init; } = DemosaicMethod.EdgeDirected;
    /// <summary>Factors of red, green and blue; null takes those of the camera for daylight.</summary>
    public Vector3? WhiteBalance { get; init; }
    public ColorMatrix Matrix { get; init; } = ColorMatrix.Typical;
    /// <summary>Share of the S-curve.</summary>
    public float Contrast { get; init; } = 0.3f;
    /// <summary>0 none; 1 smooths differences as large as the noise of a middle grey, colour differences four times that.</summary>
    public float Denoising { get; init; } = 0.5f;
    /// <summary>Amount of unsharp masking.</summary>
    public float Sharpening { get; init; } = 0.4f;
    /// <summary>1 to 100; 0 leaves the picture as it was before.</summary>
    public int JpegQuality { get; init; } = 92;
    public ChromaSampling JpegSampling { get; init; } = ChromaSampling.Half;
}
