using System.Numerics;

namespace Diorama.Rendering.Cameras;

/// <summary>
/// A camera on a node. The node's frame is glTF's (looks along −Z, +Y up); readers and the renderer use
/// <see cref="NodeFromCamera"/> to reach OpenCV axes (+X right, +Y down, +Z forward).
/// </summary>
public sealed record Camera {
    public string Name { get; set; } = "";
    public required Lens Lens { get; set; }
    public required int Width { get; init; }
    public required int Height { get; init; }
    /// <summary>Seconds the shutter is open, centred on the frame time; 0 freezes motion.</summary>
    public float ShutterSeconds { get; set; }
    /// <summary>
    /// Seconds from the exposure of the first row to that of the last; 0 is a global shutter. Row centre times are centred on the frame
    /// time.
    /// </summary>
    public float ReadoutSeconds { get; set; }
    /// <summary>Radius of the entrance pupil, metres; 0 is a pinhole.</summary>
    public float ApertureRadius { get; set; }
    /// <summary>0 is a circle, else the number of straight blades (3 or more).</summary>
    public int ApertureBlades { get; set; }
    public float ApertureRotation { get; set; }
    /// <summary>Distance of the plane in focus along +Z, metres.</summary>
    public float FocusDistance { get; set; } = 1;
    /// <summary>Multiplies radiance when an image for viewing is written (2^stops); labels and radiance stay scene-referred.</summary>
    public float ExposureStops { get; set; }

    /// <summary>The same camera with another number of pixels on the same sensor.</summary>
    public Camera Resized(int width, int height) =>
        this with { Lens = Lens.Scaled((float)width / Width, (float)height / Height), Width = width, Height = height };

    /// <summary>Takes OpenCV camera axes to the axes of the node that carries the camera.</summary>
    public static Core.Spaces.Affine3 NodeFromCamera { get; } =
        new(Vector3.UnitX, -Vector3.UnitY, -Vector3.UnitZ, Vector3.Zero);

    /// <summary>A copy under another name; it shares the lens.</summary>
    public Camera Named(string name) => this with { Name = name };
}
