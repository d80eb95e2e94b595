using System.Numerics;

namespace Diorama.Rendering.Cameras;

/// <summary>
/// A camera attached to a node. The node's frame is that of glTF (looks along −Z, +Y up); readers and the renderer use
/// <see cref="NodeFromCamera"/> to convert to OpenCV axes (+X right, +Y down, +Z forward).
/// </summary>
public sealed record Camera {
    public string Name { get; set; } = "";
    public required Lens Lens { get; set; }
    public required int Width { get; init; }
    public required int Height { get; init; }
    /// <summary>Exposure time of a row in seconds, centred on the row's time; 0 freezes motion.</summary>
    public float ShutterSeconds { get; set; }
    /// <summary>
    /// Time in seconds from the exposure of the first row to that of the last; 0 is a global shutter. Row centre times are centred on the
    /// frame time.
    /// </summary>
    public float ReadoutSeconds { get; set; }
    /// <summary>Radius of the entrance pupil in metres; 0 is a pinhole.</summary>
    public float ApertureRadius { get; set; }
    /// <summary>Number of straight aperture blades, 3 or more; 0 is a circle.</summary>
    public int ApertureBlades { get; set; }
    public float ApertureRotation { get; set; }
    /// <summary>Distance of the plane in focus along +Z, in metres.</summary>
    public float FocusDistance { get; set; } = 1;
    /// <summary>
    /// Exposure in stops: radiance is multiplied by 2^stops when an image for viewing is written; labels and radiance stay scene-referred.
    /// </summary>
    public float ExposureStops { get; set; }

    /// <summary>Returns the same camera with another number of pixels on the same sensor.</summary>
    public Camera Resized(int width, int height) =>
        this with { Lens = Lens.Scaled((float)width / Width, (float)height / Height), Width = width, Height = height };

    /// <summary>Transform from OpenCV camera axes to the axes of the node that carries the camera.</summary>
    public static Core.Spaces.Affine3 NodeFromCamera { get; } =
        new(Vector3.UnitX, -Vector3.UnitY, -Vector3.UnitZ, Vector3.Zero);

    /// <summary>Returns a copy with another name; it shares the lens.</summary>
    public Camera Named(string name) => this with { Name = name };
}
