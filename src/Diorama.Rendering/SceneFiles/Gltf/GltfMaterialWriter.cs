using System.Numerics;
using System.Text.Json.Nodes;
using Diorama.Rendering.Materials;

namespace Diorama.Rendering.SceneFiles.Gltf;

/// <summary>Writes materials with their KHR extensions; the exact counterpart of <see cref="GltfMaterials"/>.</summary>
internal sealed class GltfMaterialWriter(GltfOutput output, GltfTextureWriter textures) {
    private static readonly Material Defaults = new();
    private readonly Dictionary<Material, int> materials = new(ReferenceEqualityComparer.Instance);

    public int Index(Material material) {
        if (!materials.TryGetValue(material, out int index)) materials[material] = index = output.Add("materials", Write(material));
        return index;
    }

    /// <summary>Returns the number of UV sets that the textures of <paramref name="m"/> need.</summary>
    public static int TexCoordSets(Material m) => new[] {
        m.BaseColorTexture, m.MetallicRoughnessTexture, m.NormalTexture, m.OcclusionTexture, m.EmissionTexture, m.TransmissionTexture,
        m.ThicknessTexture, m.ClearcoatTexture, m.ClearcoatRoughnessTexture, m.ClearcoatNormalTexture, m.SheenColorTexture,
        m.SheenRoughnessTexture, m.SpecularTexture, m.SpecularColorTexture,
    }.Max(slot => slot == null ? 0 : slot.TexCoord + 1);

    private JsonObject Write(Material m) {
        var value = new JsonObject();
        value.PutName(m.Name);
        Base(m, value);
        Emission(m, value);
        Transmission(m, value);
        Coats(m, value);
        if (m.Model == MaterialModel.Unlit) output.Extend(value, "KHR_materials_unlit", []);
        value.PutDiorama(Diorama(m));
        return value;
    }

    private void Base(Material m, JsonObject value) {
        var pbr = new JsonObject();
        if (m.BaseColor != Vector3.One || m.Alpha != 1)
            pbr["baseColorFactor"] = GltfJson.Array([m.BaseColor.X, m.BaseColor.Y, m.BaseColor.Z, m.Alpha]);
        textures.Put(pbr, "baseColorTexture", m.BaseColorTexture);
        pbr.Put("metallicFactor", m.Metallic, 1);
        pbr.Put("roughnessFactor", m.Roughness, 1);
        textures.Put(pbr, "metallicRoughnessTexture", m.MetallicRoughnessTexture);
        if (pbr.Count > 0) value["pbrMetallicRoughness"] = pbr;
        textures.Put(value, "normalTexture", m.NormalTexture)?.Put("scale", m.NormalScale, 1);
        textures.Put(value, "occlusionTexture", m.OcclusionTexture)?.Put("strength", m.OcclusionStrength, 1);
        if (m.AlphaMode != AlphaMode.Opaque) value["alphaMode"] = m.AlphaMode == AlphaMode.Mask ? "MASK" : "BLEND";
        if (m.AlphaMode == AlphaMode.Mask) value.Put("alphaCutoff", m.AlphaCutoff, 0.5f);
        if (IsSeenFromBehind(m)) value["doubleSided"] = true;
    }

    /// <summary>
    /// Writes the emission. Factors stay within [0, 1] as glTF requires; larger values use KHR_materials_emissive_strength.
    /// </summary>
    private void Emission(Material m, JsonObject value) {
        textures.Put(value, "emissiveTexture", m.EmissionTexture);
        if (!m.Emits) return;
        float strength = MathF.Max(1, MathF.Max(m.Emission.X, MathF.Max(m.Emission.Y, m.Emission.Z)));
        value["emissiveFactor"] = GltfJson.Array(m.Emission / strength);
        if (strength > 1) output.Extend(value, "KHR_materials_emissive_strength", new() { ["emissiveStrength"] = strength });
    }

    private void Transmission(Material m, JsonObject value) {
        var ior = new JsonObject();
        ior.Put("ior", m.Ior, Defaults.Ior);
        PutExtension(value, "KHR_materials_ior", ior);

        var transmission = new JsonObject();
        transmission.Put("transmissionFactor", m.Transmission, 0);
        textures.Put(transmission, "transmissionTexture", m.TransmissionTexture);
        PutExtension(value, "KHR_materials_transmission", transmission);

        var volume = new JsonObject();
        volume.Put("thicknessFactor", m.Thickness, 0);
        textures.Put(volume, "thicknessTexture", m.ThicknessTexture);
        volume.Put("attenuationDistance", m.AttenuationDistance, float.PositiveInfinity);
        volume.Put("attenuationColor", m.AttenuationColor, Vector3.One);
        PutExtension(value, "KHR_materials_volume", volume);
    }

    private void Coats(Material m, JsonObject value) {
        var coat = new JsonObject();
        coat.Put("clearcoatFactor", m.Clearcoat, 0);
        textures.Put(coat, "clearcoatTexture", m.ClearcoatTexture);
        coat.Put("clearcoatRoughnessFactor", m.ClearcoatRoughness, 0);
        textures.Put(coat, "clearcoatRoughnessTexture", m.ClearcoatRoughnessTexture);
        textures.Put(coat, "clearcoatNormalTexture", m.ClearcoatNormalTexture)?.Put("scale", m.ClearcoatNormalScale, 1);
        PutExtension(value, "KHR_materials_clearcoat", coat);

        var sheen = new JsonObject();
        sheen.Put("sheenColorFactor", m.SheenColor, Vector3.Zero);
        textures.Put(sheen, "sheenColorTexture", m.SheenColorTexture);
        sheen.Put("sheenRoughnessFactor", m.SheenRoughness, 0);
        textures.Put(sheen, "sheenRoughnessTexture", m.SheenRoughnessTexture);
        PutExtension(value, "KHR_materials_sheen", sheen);

        var specular = new JsonObject();
        specular.Put("specularFactor", m.Specular, 1);
        textures.Put(specular, "specularTexture", m.SpecularTexture);
        specular.Put("specularColorFactor", m.SpecularColor, Vector3.One);
        textures.Put(specular, "specularColorTexture", m.SpecularColorTexture);
        PutExtension(value, "KHR_materials_specular", specular);
    }

    private void PutExtension(JsonObject value, string name, JsonObject extension) {
        if (extension.Count > 0) output.Extend(value, name, extension);
    }

    /// <summary>Whether the file says doubleSided, which KHR_materials_volume forbids for the boundary of a solid.</summary>
    private static bool IsSeenFromBehind(Material m) => !m.CullsBackFaces && m.Thickness <= 0;

    private static JsonObject Diorama(Material m) {
        var ours = new JsonObject();
        string? model = m.Model switch {
            MaterialModel.Leaf => "leaf",
            MaterialModel.Hair => "hair",
            MaterialModel.Subsurface => "subsurface",
            _ => null,
        };
        if (model != null) ours["model"] = model;
        // glTF has one word for what is seen and what emits.
        if (m.DoubleSided != IsSeenFromBehind(m)) ours["emitsOnBothSides"] = m.DoubleSided;
        ours.Put("translucency", m.Translucency, Defaults.Translucency);
        ours.Put("meanFreePath", m.MeanFreePath, Defaults.MeanFreePath);
        ours.Put("hairLongitudinalRoughness", m.HairLongitudinalRoughness, Defaults.HairLongitudinalRoughness);
        ours.Put("hairAzimuthalRoughness", m.HairAzimuthalRoughness, Defaults.HairAzimuthalRoughness);
        ours.Put("hairTilt", m.HairTilt, Defaults.HairTilt);
        if (m.Unlabelled) ours["unlabelled"] = true;
        return ours;
    }
}
