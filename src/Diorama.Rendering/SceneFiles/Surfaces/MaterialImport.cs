using System.Numerics;
using Diorama.Core;
using Diorama.Core.Diagnostics;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Textures;

namespace Diorama.Rendering.SceneFiles.Surfaces;

/// <summary>
/// Converts classic (Kd, Ks, Ns …) and PBR material properties to a <see cref="Material"/>. Rules where a classic material is ambiguous:
/// <list type="bullet">
/// <item>Colours are taken as linear Rec.709. Kd of 0 under a map_Kd counts as 1; so does Ke of 0 under a map_Ke.</item>
/// <item>Ns: Blinn-Phong exponent to GGX, alpha = √(2/(Ns+2)) (Walter et al. 2007), roughness = √alpha.</item>
/// <item>Ks: reflectance at normal incidence 0.08·Ks, so that 0.5 is an ordinary dielectric, as Blender writes it. A material without
/// diffuse colour is a metal of colour Ks.</item>
/// <item>d below 1: thin glass when illum is 4, 6, 7 or 9 or d is at most 0.5 (transmission 1 − d, or 1 for such illum); otherwise blended.
/// d of exactly 0 without glass counts as 1, because exporters disagree about its meaning.</item>
/// <item>Alpha in map_Kd is a cut-out, and so is map_d, which is joined to map_Kd as its alpha.</item>
/// <item>map_Bump is a normal map if its texels are unit vectors, else heights; -bm scales either.</item>
/// <item>map_Ns scales Ns texel by texel (1000, the end of its range, where Ns is 0).</item>
/// <item>Surfaces are double-sided: none of these formats has back-face culling.</item>
/// </list>
/// </summary>
internal sealed class MaterialImport(string file, TextureFiles textures, Warnings warnings) {
    private const float Dielectric = 0.04f;

    public Material Read(MaterialProperties p) {
        var material = new Material { Name = p.Name, DoubleSided = true };
        Colors(p, material);
        Opacity(p, material);
        Maps(p, material);
        Layers(p, material);
        return material;
    }

    private static void Colors(MaterialProperties p, Material material) {
        float exponent = MathF.Max(0, p.Number("$mat.shininess") ?? 0);
        var diffuse = p.Color("$clr.base") ?? p.Color("$clr.diffuse") ?? Vector3.One;
        var specular = p.Color("$clr.specular") ?? Vector3.Zero;
        bool pbr = p.Number("$mat.roughnessFactor") is > 0 || p.Number("$mat.metallicFactor") is > 0 || p.Color("$clr.base") is not null
            || p.Map(MapKind.Roughness) is not null || p.Map(MapKind.Metalness) is not null;
        bool mapped = p.Map(MapKind.Diffuse) is not null || p.Map(MapKind.BaseColor) is not null;

        material.BaseColor = mapped && diffuse == Vector3.Zero ? Vector3.One : diffuse;
        material.Metallic = p.Number("$mat.metallicFactor") ?? 0;
        material.Roughness = pbr ? p.Number("$mat.roughnessFactor") ?? 1 : RoughnessOf(exponent);
        if (!pbr && !mapped && diffuse == Vector3.Zero && specular != Vector3.Zero) {
            (material.BaseColor, material.Metallic) = (Vector3.Min(specular, Vector3.One), 1);
        } else if (!pbr) {
            material.Specular = specular == Vector3.Zero ? 0 : 1;
            material.SpecularColor = specular == Vector3.Zero ? Vector3.One : specular * (0.08f / Dielectric);
        }
        var emission = p.Color("$clr.emissive") ?? Vector3.Zero;
        bool glows = p.Map(MapKind.Emissive) is not null || p.Map(MapKind.EmissionColor) is not null;
        material.Emission = (glows && emission == Vector3.Zero ? Vector3.One : emission) * (p.Number("$mat.emissiveIntensity") ?? 1);
    }

    private static float RoughnessOf(float exponent) => MathF.Sqrt(MathF.Sqrt(2 / (exponent + 2)));

    private void Opacity(MaterialProperties p, Material material) {
        float opacity = Math.Clamp(p.Number("$mat.opacity") ?? 1, 0, 1);
        bool glass = p.Number("$mat.illum") is 4 or 6 or 7 or 9;
        if (p.Number("$mat.transmission.factor") is > 0 and var given) {
            material.Transmission = given;
        } else if (glass) {
            material.Transmission = opacity is > 0 and < 1 ? 1 - opacity : 1;
            (material.Metallic, material.Specular, material.SpecularColor) = (0, 1, Vector3.One);
            // Classic glass gives its transmittance by Tf, not by Kd, which is mostly black.
            var filter = p.Color("$clr.transparent") ?? Vector3.One;
            material.BaseColor = filter == Vector3.Zero ? Vector3.One : filter;
            if (p.Number("$mat.shininess") is null or 0) material.Roughness = 0;
        } else if (opacity == 0) {
            warnings.Add($"{file}: material '{material.Name}' states opacity 0, which is taken as opaque");
        } else if (opacity <= 0.5f && p.Map(MapKind.Opacity) is null) {
            material.Transmission = 1 - opacity;
        } else if (opacity < 1) {
            (material.Alpha, material.AlphaMode) = (opacity, AlphaMode.Blend);
        }
        if (material.Transmission > 0 && p.Number("$mat.refracti") is > 1 and var ior) material.Ior = ior;
    }

    private void Maps(MaterialProperties p, Material material) {
        material.BaseColorTexture = Slot(p, MapKind.BaseColor) ?? Slot(p, MapKind.Diffuse);
        material.EmissionTexture = Slot(p, MapKind.EmissionColor) ?? Slot(p, MapKind.Emissive);
        Normals(p, material);
        material.OcclusionTexture = Slot(p, MapKind.Occlusion);
        if (material.Specular > 0 && p.Map(MapKind.Specular) is not null) material.SpecularColorTexture = Slot(p, MapKind.Specular);
        CutOut(p, material);
        MetallicRoughness(p, material);
        foreach (var (kind, what) in Ignored) {
            if (p.Map(kind) is { } map) warnings.Add($"{file}: material '{p.Name}' has the {what} map '{map}', which is ignored");
        }
    }

    private static readonly (MapKind Kind, string What)[] Ignored = [
        (MapKind.Displacement, "displacement"), (MapKind.Reflection, "reflection"),
    ];

    private void Normals(MaterialProperties p, Material material) {
        material.NormalTexture = Slot(p, MapKind.Normals) ?? Slot(p, MapKind.NormalCamera);
        if (material.NormalTexture is not null || Slot(p, MapKind.Height) is not { } bump) return;
        float multiplier = p.Number("$tex.bumpmult", MapKind.Height) ?? 1;
        Derive(p, () => {
            bool given = BumpImage.IsNormalMap(bump.Texture);
            material.NormalTexture = given ? bump : bump.With(BumpImage.Normals(bump.Texture, multiplier));
            if (given) material.NormalScale = multiplier;
        });
    }

    private void CutOut(MaterialProperties p, Material material) {
        string? color = p.Map(MapKind.BaseColor) ?? p.Map(MapKind.Diffuse), opacity = p.Map(MapKind.Opacity);
        if (material.Transmission > 0) return;
        bool cut = opacity is not null && opacity == color;
        if (opacity is not null && opacity != color && Slot(p, MapKind.Opacity) is { } mask) {
            Derive(p, () => {
                material.BaseColorTexture = (material.BaseColorTexture ?? mask).With(CutOutImage.Join(material.BaseColorTexture?.Texture,
                    mask.Texture));
                cut = true;
            });
        }
        if (material.AlphaMode != AlphaMode.Opaque || material.BaseColorTexture is not { } texture) return;
        bool alpha = cut;
        if (!cut && !Derive(p, () => alpha = CutOutImage.HasAlpha(texture.Texture))) material.BaseColorTexture = null;
        if (alpha) material.AlphaMode = AlphaMode.Mask;
    }

    private void MetallicRoughness(MaterialProperties p, Material material) {
        string? roughness = p.Map(MapKind.Roughness), metallic = p.Map(MapKind.Metalness);
        if (roughness is null && metallic is null) {
            Shininess(p, material);
            return;
        }
        TextureSlot? rough = Slot(p, MapKind.Roughness), metal = roughness == metallic ? rough : Slot(p, MapKind.Metalness);
        if ((rough ?? metal) is not { } slot) return;
        bool asStored = roughness == metallic || (metal is null && material.Metallic == 0);
        if (!Derive(p, () => material.MetallicRoughnessTexture =
            asStored ? slot : slot.With(MetallicRoughnessImage.Join(rough?.Texture, metal?.Texture)))) return;
        if (rough is not null && material.Roughness == 0) material.Roughness = 1;
        if (metal is not null && material.Metallic == 0) material.Metallic = 1;
    }

    private void Shininess(MaterialProperties p, Material material) {
        if (Slot(p, MapKind.Shininess) is not { } map) return;
        float exponent = p.Number("$mat.shininess") is > 0 and var given ? given : 1000;
        var curve = new byte[256];
        for (int i = 0; i < curve.Length; i++) curve[i] = (byte)MathF.Round(255 * RoughnessOf(exponent * i / 255));
        if (Derive(p, () => material.MetallicRoughnessTexture = map.With(MetallicRoughnessImage.Join(map.Texture, null, curve))))
            material.Roughness = 1;
    }

    /// <summary>Reads an image, or derives another from it; one that cannot be read is left out with a warning.</summary>
    private bool Derive(MaterialProperties p, Action make) {
        try {
            make();
            return true;
        } catch (BadInputException e) {
            warnings.Add($"{file}: material '{p.Name}' is shown without a texture: {e.Message}");
            return false;
        }
    }

    private void Layers(MaterialProperties p, Material material) {
        material.Clearcoat = p.Number("$mat.clearcoat.factor") ?? 0;
        material.ClearcoatRoughness = p.Number("$mat.clearcoat.roughnessFactor") ?? 0;
        var sheen = p.Numbers("$clr.sheen.factor", MapKind.None);
        material.SheenColor = sheen.Length switch { 0 => Vector3.Zero, < 3 => new(sheen[0]), _ => new(sheen[0], sheen[1], sheen[2]) };
        material.SheenRoughness = p.Number("$mat.sheen.roughnessFactor") ?? (material.SheenColor == Vector3.Zero ? 0 : material.Roughness);
        if (p.Number("$mat.anisotropyFactor") is not (null or 0)) {
            warnings.Add($"{file}: material '{p.Name}' is anisotropic, which is ignored");
        }
    }

    private TextureSlot? Slot(MaterialProperties p, MapKind kind) {
        if (p.Map(kind) is not { } reference) return null;
        var texture = textures.Find(reference, p.Name, p.Folder, Wrap(p.Number("$tex.mapmodeu", kind)),
            Wrap(p.Number("$tex.mapmodev", kind)));
        if (texture is null) return null;
        var slot = new TextureSlot { Texture = texture, TexCoord = (int)(p.Number("$tex.uvwsrc", kind) ?? 0) };
        if (p.Numbers("$tex.uvtrafo", kind) is { Length: >= 5 } t) {
            // Given for v upwards: u' = s·u + t. With v downwards: v' = s·v + 1 − s − t.
            slot.Scale = new(t[2], t[3]);
            slot.Offset = new(t[0], 1 - t[3] - t[1]);
            if (t[4] != 0) warnings.Add($"{file}: material '{p.Name}' turns the texture '{reference}', which is ignored");
        }
        return slot;
    }

    private static TextureWrap Wrap(float? mode) => mode switch {
        1 or 2 => TextureWrap.ClampToEdge,
        3 => TextureWrap.MirroredRepeat,
        _ => TextureWrap.Repeat,
    };
}
