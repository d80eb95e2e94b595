using System.Numerics;
using System.Runtime.InteropServices;

namespace Diorama.Rendering.Intersection;

/// <summary>RTCRay: must lie on a 16-byte boundary. Direction need not be unit; distances are in its length.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct Ray {
    public Vector3 Origin;
    public float Near;
    public Vector3 Direction;
    /// <summary>0 at the first motion step of the scene, 1 at the last.</summary>
    public float Time;
    public float Far;
    public uint Mask, Id, Flags;
}

/// <summary>
/// RTCRayHit: a ray and, after tracing, what it met first. Embree 4 has one number more at the end than Embree 3, which we leave alone.
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = 96)]
public struct RayHit {
    public Ray Ray;
    /// <summary>Geometric normal, not unit, in the space of the geometry (object space below an instance).</summary>
    public Vector3 Normal;
    public float U, V;
    public uint Primitive, Geometry, Instance;

    public readonly bool Missed => Geometry == Embree.InvalidId;
}
