using System.Numerics;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Labels;
using Diorama.Rendering.Scenes;

namespace Diorama.Datasets.Frames;

/// <summary>One image of one camera, in memory.</summary>
public sealed class RenderedFrame {
    public required long Scene { get; init; }
    /// <summary>Place in the scene, from 0.</summary>
    public required int Index { get; init; }
    /// <summary>Place of the camera in the rig.</summary>
    public required int CameraIndex { get; init; }
    /// <summary>Part of file names; empty for the only camera.</summary>
    public required string CameraName { get; init; }
    /// <summary>0, or how often the image could not be used before.</summary>
    public int Attempt { get; init; }
    /// <summary>Seconds from the scene's first frame.</summary>
    public required double Time { get; init; }
    public required RenderScene Prepared { get; init; }
    public required CameraRays Camera { get; init; }
    public required LabelFrame Labels { get; init; }
    /// <summary>Linear; null without samples.</summary>
    public Image<Vector3>? Radiance { get; init; }
    /// <summary>sRGB, exposed, or as the recipe's camera takes it; null without samples.</summary>
    public Image<Rgb8>? Picture { get; init; }
    /// <summary>Makes the picture of linear radiance.</summary>
    public required Func<Image<Vector3>, Image<Rgb8>> Develop { get; init; }
    /// <summary>Depth as a structured-light camera would measure it, metres, 0 where it would not; null unless asked for.</summary>
    public Image<float>? SensorDepth { get; init; }
    /// <summary>Whether <see cref="Radiance"/> is written beside the picture.</summary>
    public bool KeepsRadiance { get; init; }
    public float ExposureStops { get; init; }

    /// <summary>The same with another image of linear radiance.</summary>
    public RenderedFrame With(Image<Vector3> radiance) => new() {
        Scene = Scene, Index = Index, CameraIndex = CameraIndex, CameraName = CameraName, Time = Time, Attempt = Attempt,
        Prepared = Prepared, Camera = Camera, Labels = Labels,
        Radiance = radiance, Picture = Develop(radiance), Develop = Develop, SensorDepth = SensorDepth, KeepsRadiance = KeepsRadiance,
        ExposureStops = ExposureStops,
    };
}
