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
    /// <summary>Seconds from the scene's first frame.</summary>
    public required double Time { get; init; }
    public required RenderScene Prepared { get; init; }
    public required CameraRays Camera { get; init; }
    public required LabelFrame Labels { get; init; }
    /// <summary>Linear; null without samples.</summary>
    public Image<Vector3>? Radiance { get; init; }
    /// <summary>sRGB, exposed; null without samples.</summary>
    public Image<Rgb8>? Picture { get; init; }
    public float ExposureStops { get; init; }

    /// <summary>
    /// The same with single bright pixels, which few samples leave, brought down to twice their third-brightest neighbour: for people, never for data.
    /// </summary>
    public RenderedFrame Despeckled() {
        if (Radiance is not { } radiance) return this;
        var calm = new Image<Vector3>(radiance.Width, radiance.Height);
        Span<float> around = stackalloc float[9];
        for (int y = 0; y < calm.Height; y++) {
            for (int x = 0; x < calm.Width; x++) {
                int count = 0;
                for (int j = Math.Max(0, y - 1); j <= Math.Min(calm.Height - 1, y + 1); j++) {
                    for (int i = Math.Max(0, x - 1); i <= Math.Min(calm.Width - 1, x + 1); i++) {
                        if (i != x || j != y) around[count++] = Luminance.Of(radiance[i, j]);
                    }
                }
                around[..count].Sort();
                float own = Luminance.Of(radiance[x, y]), most = 2 * around[Math.Max(0, count - 3)];
                calm[x, y] = own > most ? radiance[x, y] * (most / own) : radiance[x, y];
            }
        }
        return new() {
            Scene = Scene, Index = Index, CameraIndex = CameraIndex, CameraName = CameraName, Time = Time, Prepared = Prepared, Camera = Camera, Labels = Labels,
            Radiance = calm, Picture = ImageFile.Encode(calm, MathF.Pow(2, ExposureStops)), ExposureStops = ExposureStops,
        };
    }
}
