using System.Numerics;

namespace Diorama.Rendering.Labels;

/// <summary>Target of a pixel's ray for the labels that compare frames: a point of the scene, the sky, or nothing.</summary>
internal struct SurfacePoint {
    public enum Target : byte { None, Sky, Surface }

    public Target Kind;
    public int Record, Primitive;
    public float U, V;
    /// <summary>Position in world space, at the time of the ray.</summary>
    public Vector3 Position;
    /// <summary>Direction of the ray in world space, unit.</summary>
    public Vector3 Direction;
    public float Spread, Width;
}
