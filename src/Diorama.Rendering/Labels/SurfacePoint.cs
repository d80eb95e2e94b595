using System.Numerics;

namespace Diorama.Rendering.Labels;

/// <summary>What a pixel's ray shows to the labels that compare frames: a point of the scene, the sky, or nothing.</summary>
internal struct SurfacePoint {
    public enum Target : byte { None, Sky, Surface }

    public Target Kind;
    public int Record, Primitive;
    public float U, V;
    /// <summary>World space, at the time of the ray.</summary>
    public Vector3 Position;
    /// <summary>Of the ray, world space, unit.</summary>
    public Vector3 Direction;
    public float Spread, Width;
}
