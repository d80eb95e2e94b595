using System.Numerics;
using Diorama.Rendering.Textures;

namespace Diorama.Rendering.Materials;

public enum AlphaMode { Opaque, Mask, Blend }

/// <summary>Scattering model of a material.</summary>
public enum MaterialModel {
    /// <summary>The glTF 2.0 metallic-roughness model with its KHR extensions.</summary>
    Standard,
    /// <summary>Emits its base colour and scatters nothing (KHR_materials_unlit).</summary>
    Unlit,
    /// <summary>Thin two-sided sheet: Lambertian reflection and transmission with a rough dielectric coat.</summary>
    Leaf,
    /// <summary>Hair or fur fibre, model of Chiang et al. 2016.</summary>
    Hair,
    /// <summary>Dielectric boundary over a random walk in a scattering volume.</summary>
    Subsurface,
}

/// <summary>
/// Appearance of a surface, with the names of glTF 2.0 section 3.9 and its KHR_materials extensions; colours are linear Rec.709. Factors
/// multiply their texture.
/// </summary>
public sealed class Material {
    public string Name { get; set; } = "";
    public MaterialModel Model { get; set; } = MaterialModel.Standard;
    public Vector3 BaseColor { get; set; } = Vector3.One;
    public float Alpha { get; set; } = 1;
    public TextureSlot? BaseColorTexture { get; set; }
    public AlphaMode AlphaMode { get; set; }
    public float AlphaCutoff { get; set; } = 0.5f;
    /// <summary>Whether both sides emit.</summary>
    public bool DoubleSided { get; set; }
    /// <summary>
    /// Whether the camera, and so the labels, look through the surface from behind (doubleSided of glTF 2.0 section 3.9.3 where it is
    /// false). Light meets both sides: a room that can be looked into through its walls stays as dark as behind them.
    /// </summary>
    public bool CullsBackFaces { get; set; }
    /// <summary>
    /// Metalness: 0 is a dielectric such as plastic or wood, 1 a metal, whose base colour is the colour of its reflection.
    /// </summary>
    public float Metallic { get; set; }
    public float Roughness { get; set; } = 1;
    /// <summary>Texture with roughness in G and metallic in B.</summary>
    public TextureSlot? MetallicRoughnessTexture { get; set; }
    public TextureSlot? NormalTexture { get; set; }
    public float NormalScale { get; set; } = 1;
    /// <summary>Occlusion texture, kept for export only, because a path tracer computes occlusion itself.</summary>
    public TextureSlot? OcclusionTexture { get; set; }
    public float OcclusionStrength { get; set; } = 1;
    /// <summary>Emitted radiance (W·sr⁻¹·m⁻²): emissiveFactor × emissiveStrength of glTF.</summary>
    public Vector3 Emission { get; set; }
    public TextureSlot? EmissionTexture { get; set; }
    public float Ior { get; set; } = 1.5f;
    public float Transmission { get; set; }
    public TextureSlot? TransmissionTexture { get; set; }
    /// <summary>Thickness: 0 is thin-walled (light passes straight through); above 0 the surface bounds a solid.</summary>
    public float Thickness { get; set; }
    public TextureSlot? ThicknessTexture { get; set; }
    /// <summary>Distance in metres after which white light has become <see cref="AttenuationColor"/>.</summary>
    public float AttenuationDistance { get; set; } = float.PositiveInfinity;
    public Vector3 AttenuationColor { get; set; } = Vector3.One;
    public float Clearcoat { get; set; }
    public TextureSlot? ClearcoatTexture { get; set; }
    public float ClearcoatRoughness { get; set; }
    public TextureSlot? ClearcoatRoughnessTexture { get; set; }
    public TextureSlot? ClearcoatNormalTexture { get; set; }
    public float ClearcoatNormalScale { get; set; } = 1;
    public Vector3 SheenColor { get; set; }
    public TextureSlot? SheenColorTexture { get; set; }
    public float SheenRoughness { get; set; }
    /// <summary>Texture whose alpha channel holds the sheen roughness.</summary>
    public TextureSlot? SheenRoughnessTexture { get; set; }
    public float Specular { get; set; } = 1;
    /// <summary>Texture whose alpha channel holds the specular strength.</summary>
    public TextureSlot? SpecularTexture { get; set; }
    public Vector3 SpecularColor { get; set; } = Vector3.One;
    public TextureSlot? SpecularColorTexture { get; set; }

    /// <summary>For leaves: fraction of the light that is not reflected which leaves on the other side, per channel.</summary>
    public Vector3 Translucency { get; set; }
    /// <summary>
    /// For subsurface scattering: mean free path per channel, in metres. The base colour is the multiple-scattering albedo.
    /// </summary>
    public Vector3 MeanFreePath { get; set; } = new(1e-3f);
    /// <summary>For hair: longitudinal roughness in (0, 1].</summary>
    public float HairLongitudinalRoughness { get; set; } = 0.3f;
    /// <summary>For hair: azimuthal roughness in (0, 1].</summary>
    public float HairAzimuthalRoughness { get; set; } = 0.3f;
    /// <summary>For hair: tilt of the cuticle scales in radians.</summary>
    public float HairTilt { get; set; } = 0.035f;

    /// <summary>
    /// Whether labels ignore the surface and show what is behind it, although images show it; for rain and snow in the air.
    /// </summary>
    public bool Unlabelled { get; set; }

    /// <summary>Creates a dielectric such as plastic, paint or ceramic; roughness 1 is matte.</summary>
    public static Material Plastic(Vector3 color, float roughness = 0.4f) => new() { BaseColor = color, Roughness = roughness };

    /// <summary>Creates a metal, whose colour is that of its reflection; roughness 0 is a mirror.</summary>
    public static Material Metal(Vector3 color, float roughness = 0.2f) =>
        new() { BaseColor = color, Metallic = 1, Roughness = roughness };

    /// <summary>Creates clear glass that fills its mesh.</summary>
    public static Material Glass(float ior = 1.5f) => new() { Transmission = 1, Thickness = 1, Roughness = 0, Ior = ior };

    /// <summary>Returns a copy; textures are shared.</summary>
    public Material Copy() => (Material)MemberwiseClone();

    public bool Emits => Emission != Vector3.Zero;
    public override string ToString() => Name;
}
