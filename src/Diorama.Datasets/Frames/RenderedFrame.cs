using System.Numerics;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Labels;
using Diorama.Rendering.Scenes;

namespace Diorama.Datasets.Frames;

/// <summary>A rendered image of one camera, with its labels, in memory.</summary>
public sealed record RenderedFrame {
    public required long Scene { get; init; }
    /// <summary>Index of the frame in the scene, from 0.</summary>
    public required int Index { get; init; }
    /// <summary>Index of the camera in the rig.</summary>
    public required int CameraIndex { get; init; }
    /// <summary>Name of the camera, part of file names; empty for a single camera.</summary>
    public required string CameraName { get; init; }
    /// <summary>Number of failed attempts at the scene or the image before this one; normally 0.</summary>
    public int Attempt { get; init; }
    /// <summary>Time from the scene's first frame, seconds.</summary>
    public required double Time { get; init; }
    public required RenderScene Prepared { get; init; }
    public required CameraRays Camera { get; init; }
    public required LabelFrame Labels { get; init; }
    /// <summary>Linear radiance; null if no samples were rendered.</summary>
    public Image<Vector3>? Radiance { get; init; }
    /// <summary>Picture in sRGB, exposed and encoded, or as the recipe's camera captures it; null if no samples were rendered.</summary>
    public Image<Rgb8>? Picture { get; init; }
    /// <summary>Converts linear radiance to the picture.</summary>
    public required Func<Image<Vector3>, Image<Rgb8>> Develop { get; init; }
    /// <summary>
    /// Depth as a structured-light camera would measure it, metres, 0 where it would not measure any; null unless asked for.
    /// </summary>
    public Image<float>? SensorDepth { get; init; }
    /// <summary>Whether <see cref="Radiance"/> is written beside the picture.</summary>
    public bool KeepsRadiance { get; init; }
    public float ExposureStops { get; init; }

    /// <summary>Returns a copy with another image of linear radiance, and the picture made of it.</summary>
    public RenderedFrame With(Image<Vector3> radiance) => this with { Radiance = radiance, Picture = Develop(radiance) };
}
