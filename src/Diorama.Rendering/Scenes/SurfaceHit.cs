using System.Numerics;

namespace Diorama.Rendering.Scenes;

/// <summary>A point on a surface, in world space, as interpolated from the mesh (before normal maps).</summary>
public struct SurfaceHit {
    public Vector3 Position;
    /// <summary>Geometric normal, unit, on the outside (counter-clockwise side) of the surface.</summary>
    public Vector3 GeometricNormal;
    /// <summary>Interpolated normal, unit, on the outside.</summary>
    public Vector3 ShadingNormal;
    /// <summary>
    /// Tangent in xyz, for triangles not normalised, and handedness in w; zero for triangles without texture coordinates, or with
    /// degenerate ones and no tangents. For strands: the unit direction of the fibre.
    /// </summary>
    public Vector4 Tangent;
    public Vector2 Uv0, Uv1;
    public Vector4 Color;
    public float Distance;
    public float U, V;
    public int Record, Primitive, Material;
    /// <summary>Constant part of the texture level of detail: 0.5·log2(UV area / world area) of the triangle for UV set 0.</summary>
    public float UvDensity;
    /// <summary>Whether the ray hit the outside.</summary>
    public bool FrontFace;
    /// <summary>For strands: signed offset of the ray from the axis divided by the radius, in [−1, 1].</summary>
    public float FibreOffset;
    /// <summary>Radius of a strand at the hit in metres; 0 for everything else.</summary>
    public float FibreRadius;
}
