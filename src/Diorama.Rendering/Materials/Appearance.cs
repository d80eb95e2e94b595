using System.Numerics;

namespace Diorama.Rendering.Materials;

/// <summary>
/// A <see cref="Material"/> evaluated at one point of a surface, textures applied. Fields are named as in <see cref="Material"/>; colours
/// are linear Rec.709.
/// </summary>
public struct Appearance {
    public MaterialModel Model;
    public Vector3 BaseColor;
    public float Alpha, Metallic, Roughness, Ior, Transmission;
    /// <summary>True if light passes straight through (thickness 0); false if the surface bounds a solid.</summary>
    public bool ThinWalled;
    public float Clearcoat, ClearcoatRoughness;
    /// <summary>Normal of the clearcoat in world space, unit, on the side of the viewer. Zero means the shading normal.</summary>
    public Vector3 ClearcoatNormal;
    public Vector3 SheenColor;
    public float SheenRoughness, Specular;
    public Vector3 SpecularColor, Translucency, MeanFreePath, Emission;
    public float HairLongitudinalRoughness, HairAzimuthalRoughness, HairTilt;
    /// <summary>
    /// Position across the fibre where the ray hits it, in [-1, 1]: <c>dot(n, cross(v, tangent))</c> with n the round fibre's normal and v
    /// the normalised part of the direction to the viewer that is perpendicular to the fibre.
    /// </summary>
    public float HairOffset;
}
