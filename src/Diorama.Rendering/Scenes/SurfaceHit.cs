using System.Numerics;

namespace Diorama.Rendering.Scenes;

/// <summary>A point on a surface, in world space, as interpolated from the mesh (before normal maps).</summary>
public struct SurfaceHit {
    public Vector3 Position;
    /// <summary>Unit, pointing to the outside (counter-clockwise side) of the surface.</summary>
    public Vector3 GeometricNormal;
    /// <summary>Unit, interpolated, on the outside.</summary>
    public Vector3 ShadingNormal;
    /// <summary>xyz unit, w handedness; zero when the mesh has no tangents. For strands: the direction of the fibre.</summary>
    public Vector4 Tangent;
    public Vector2 Uv0, Uv1;
    public Vector4 Color;
    public float Distance;
    public float U, V;
    public int Record, Primitive, Material;
    /// <summary>0.5·log2(UV area / world area) of the triangle for UV set 0: the constant part of the texture level.</summary>
    public float UvDensity;
    /// <summary>Whether the ray met the outside.</summary>
    public bool FrontFace;
    /// <summary>For strands: signed offset of the ray from the axis over the radius, in [−1, 1].</summary>
    public float FibreOffset;
    /// <summary>Of a strand at the hit, metres; 0 for everything else.</summary>
    public float FibreRadius;
}
