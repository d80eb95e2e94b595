using System.Numerics;
using Diorama.Rendering.Materials;

namespace Diorama.Rendering.SceneFiles.Gltf;

/// <summary>Reads materials (glTF 2.0 section 3.9 and the KHR_materials extensions that <see cref="Material"/> names).</summary>
internal sealed class GltfMaterials(GltfDocument document) {
    private readonly GltfTextures textures = new(document);
    private Material? plain;

    /// <summary>Materials in file order; the default for primitives without a material is appended on first use.</summary>
    public List<Material> All { get; } = [];

    public void Read() {
        foreach (var value in document.Table("materials")) All.Add(Read(value));
    }

    public Material Of(GltfValue primitive) {
        if (primitive.Index("material", "materials") is { } index) return All[index];
        if (plain == null) All.Add(plain = new() { Name = "default", Metallic = 1, CullsBackFaces = true });
        return plain;
    }

    private Material Read(GltfValue value) {
        var material = new Material { Name = value.Text("name") ?? "", DoubleSided = value.Flag("doubleSided") };
        Base(material, value);
        Surface(material, value);
        Transmission(material, value);
        Coats(material, value);
        // The boundary of a solid is single-sided by KHR_materials_volume, and is met from within.
        material.CullsBackFaces = !material.DoubleSided && material.Thickness <= 0;
        if (value.Diorama() is { } ours) Diorama(material, ours);
        return material;
    }

    private void Base(Material material, GltfValue value) {
        var pbr = value.Find("pbrMetallicRoughness");
        if (pbr?.Find("baseColorFactor")?.Numbers(4) is { } rgba)
            (material.BaseColor, material.Alpha) = (new(rgba[0], rgba[1], rgba[2]), Math.Clamp(rgba[3], 0, 1));
        material.BaseColorTexture = textures.Slot(pbr, "baseColorTexture");
        material.Metallic = pbr?.Fraction("metallicFactor", 1) ?? 1;
        material.Roughness = pbr?.Fraction("roughnessFactor", 1) ?? 1;
        material.MetallicRoughnessTexture = textures.Slot(pbr, "metallicRoughnessTexture");
        material.AlphaMode = value.Find("alphaMode")?.Text() switch {
            null or "OPAQUE" => AlphaMode.Opaque,
            "MASK" => AlphaMode.Mask,
            "BLEND" => AlphaMode.Blend,
            string other => throw document.Bad($"{value.Path}.alphaMode", $"OPAQUE, MASK or BLEND was expected, found '{other}'"),
        };
        material.AlphaCutoff = value.Number("alphaCutoff", 0.5f);
        if (value.Extension("KHR_materials_unlit") != null) material.Model = MaterialModel.Unlit;
    }

    private void Surface(Material material, GltfValue value) {
        material.NormalTexture = textures.Slot(value, "normalTexture");
        material.NormalScale = value.Find("normalTexture")?.Number("scale", 1) ?? 1;
        material.OcclusionTexture = textures.Slot(value, "occlusionTexture");
        material.OcclusionStrength = value.Find("occlusionTexture")?.Fraction("strength", 1) ?? 1;
        material.Emission = value.Vector3("emissiveFactor", Vector3.Zero) *
                            (value.Extension("KHR_materials_emissive_strength")?.Number("emissiveStrength", 1) ?? 1);
        material.EmissionTexture = textures.Slot(value, "emissiveTexture");
        if (value.Extension("KHR_materials_specular") is { } specular) {
            material.Specular = specular.Fraction("specularFactor", 1);
            material.SpecularTexture = textures.Slot(specular, "specularTexture");
            material.SpecularColor = specular.Vector3("specularColorFactor", Vector3.One);
            material.SpecularColorTexture = textures.Slot(specular, "specularColorTexture");
        }
        if (value.Extension("KHR_materials_ior")?.Find("ior") is { } ior) {
            material.Ior = ior.Number();
            // KHR_materials_ior reserves 0 for full reflection at every angle, which a very high index approximates.
            if (material.Ior == 0) material.Ior = 1000;
            if (material.Ior < 1) throw document.Bad(ior.Path, $"an index of refraction of at least 1 was expected, found {material.Ior}");
        }
    }

    private void Transmission(Material material, GltfValue value) {
        if (value.Extension("KHR_materials_transmission") is { } transmission) {
            material.Transmission = transmission.Fraction("transmissionFactor", 0);
            material.TransmissionTexture = textures.Slot(transmission, "transmissionTexture");
        }
        if (value.Extension("KHR_materials_volume") is { } volume) {
            material.Thickness = volume.Number("thicknessFactor", 0);
            material.ThicknessTexture = textures.Slot(volume, "thicknessTexture");
            material.AttenuationDistance = volume.Number("attenuationDistance", float.PositiveInfinity);
            material.AttenuationColor = volume.Vector3("attenuationColor", Vector3.One);
            if (!(material.AttenuationDistance > 0))
                throw document.Bad($"{volume.Path}.attenuationDistance", "a distance above 0 was expected");
        }
    }

    private void Coats(Material material, GltfValue value) {
        if (value.Extension("KHR_materials_clearcoat") is { } coat) {
            material.Clearcoat = coat.Fraction("clearcoatFactor", 0);
            material.ClearcoatTexture = textures.Slot(coat, "clearcoatTexture");
            material.ClearcoatRoughness = coat.Fraction("clearcoatRoughnessFactor", 0);
            material.ClearcoatRoughnessTexture = textures.Slot(coat, "clearcoatRoughnessTexture");
            material.ClearcoatNormalTexture = textures.Slot(coat, "clearcoatNormalTexture");
            material.ClearcoatNormalScale = coat.Find("clearcoatNormalTexture")?.Number("scale", 1) ?? 1;
        }
        if (value.Extension("KHR_materials_sheen") is { } sheen) {
            material.SheenColor = sheen.Vector3("sheenColorFactor", Vector3.Zero);
            material.SheenColorTexture = textures.Slot(sheen, "sheenColorTexture");
            material.SheenRoughness = sheen.Fraction("sheenRoughnessFactor", 0);
            material.SheenRoughnessTexture = textures.Slot(sheen, "sheenRoughnessTexture");
        }
    }

    private void Diorama(Material material, GltfValue ours) {
        material.Model = ours.Text("model") switch {
            null => material.Model,
            "leaf" => MaterialModel.Leaf,
            "hair" => MaterialModel.Hair,
            "subsurface" => MaterialModel.Subsurface,
            string other => throw document.Bad($"{ours.Path}.model", $"leaf, hair or subsurface was expected, found '{other}'"),
        };
        material.DoubleSided = ours.Flag("emitsOnBothSides", material.DoubleSided);
        material.Translucency = ours.Vector3("translucency", material.Translucency);
        material.MeanFreePath = ours.Vector3("meanFreePath", material.MeanFreePath);
        material.HairLongitudinalRoughness = ours.Number("hairLongitudinalRoughness", material.HairLongitudinalRoughness);
        material.HairAzimuthalRoughness = ours.Number("hairAzimuthalRoughness", material.HairAzimuthalRoughness);
        material.HairTilt = ours.Number("hairTilt", material.HairTilt);
        material.Unlabelled = ours.Flag("unlabelled", material.Unlabelled);
    }
}
