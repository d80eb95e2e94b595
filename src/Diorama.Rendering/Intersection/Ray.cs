using System.Numerics;
using System.Runtime.InteropServices;

namespace Diorama.Rendering.Intersection;

/// <summary>
/// RTCRay of Embree; must be aligned to 16 bytes. The direction need not be a unit vector; distances are multiples of its length.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public struct Ray {
    public Vector3 Origin;
    public float Near;
    public Vector3 Direction;
    /// <summary>Time of the ray: 0 at the first motion step of the scene, 1 at the last.</summary>
    public float Time;
    public float Far;
    public uint Mask, Id, Flags;
}

/// <summary>
/// RTCRayHit of Embree: a ray and, after tracing, its closest hit. Embree 4 has one more field at the end than Embree 3, which is not used
/// here.
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = 96)]
public struct RayHit {
    public Ray Ray;
    /// <summary>Geometric normal, not normalised, in the space of the geometry (object space below an instance).</summary>
    public Vector3 Normal;
    public float U, V;
    public uint Primitive, Geometry, Instance;

    public readonly bool Missed => Geometry == Embree.InvalidId;
}
