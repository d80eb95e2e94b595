using System.Numerics;

namespace Diorama.Rendering.Cameras;

/// <summary>A camera ray in world space, with the cone that one pixel covers around it (Akenine-Möller et al. 2021).</summary>
public readonly struct CameraRay {
    public readonly Vector3 Origin;
    /// <summary>Direction, unit length.</summary>
    public readonly Vector3 Direction;
    /// <summary>Spread of the cone in radians per pixel: the footprint grows by this much per metre.</summary>
    public readonly float Spread;
    /// <summary>Width of the footprint at the origin in metres; not 0 for parallel projection only.</summary>
    public readonly float Width;
    /// <summary>Time of the ray in seconds relative to the frame time.</summary>
    public readonly float Time;

    public CameraRay(Vector3 origin, Vector3 direction, float spread, float width, float time) =>
        (Origin, Direction, Spread, Width, Time) = (origin, direction, spread, width, time);
}
