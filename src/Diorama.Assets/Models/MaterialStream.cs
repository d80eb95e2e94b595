using Diorama.Rendering.Materials;
using Diorama.Rendering.Textures;

namespace Diorama.Assets.Models;

/// <summary>Reads or writes every property of a <see cref="Material"/>.</summary>
internal static class MaterialStream {
    public static void Exchange(ModelStream s, Material m) {
        m.Name = s.Value(m.Name);
        m.Model = s.Value(m.Model);
        m.BaseColor = s.Value(m.BaseColor);
        m.Alpha = s.Value(m.Alpha);
        m.BaseColorTexture = Slot(s, m.BaseColorTexture);
        m.AlphaMode = s.Value(m.AlphaMode);
        m.AlphaCutoff = s.Value(m.AlphaCutoff);
        m.DoubleSided = s.Value(m.DoubleSided);
        m.CullsBackFaces = s.Value(m.CullsBackFaces);
        m.Unlabelled = s.Value(m.Unlabelled);
        m.Metallic = s.Value(m.Metallic);
        m.Roughness = s.Value(m.Roughness);
        m.MetallicRoughnessTexture = Slot(s, m.MetallicRoughnessTexture);
        m.NormalTexture = Slot(s, m.NormalTexture);
        m.NormalScale = s.Value(m.NormalScale);
        m.OcclusionTexture = Slot(s, m.OcclusionTexture);
        m.OcclusionStrength = s.Value(m.OcclusionStrength);
        m.Emission = s.Value(m.Emission);
        m.EmissionTexture = Slot(s, m.EmissionTexture);
        m.Ior = s.Value(m.Ior);
        m.Transmission = s.Value(m.Transmission);
        m.TransmissionTexture = Slot(s, m.TransmissionTexture);
        m.Thickness = s.Value(m.Thickness);
        m.ThicknessTexture = Slot(s, m.ThicknessTexture);
        m.AttenuationDistance = s.Value(m.AttenuationDistance);
        m.AttenuationColor = s.Value(m.AttenuationColor);
        m.Clearcoat = s.Value(m.Clearcoat);
        m.ClearcoatTexture = Slot(s, m.ClearcoatTexture);
        m.ClearcoatRoughness = s.Value(m.ClearcoatRoughness);
        m.ClearcoatRoughnessTexture = Slot(s, m.ClearcoatRoughnessTexture);
        m.ClearcoatNormalTexture = Slot(s, m.ClearcoatNormalTexture);
        m.ClearcoatNormalScale = s.Value(m.ClearcoatNormalScale);
        m.SheenColor = s.Value(m.SheenColor);
        m.SheenColorTexture = Slot(s, m.SheenColorTexture);
        m.SheenRoughness = s.Value(m.SheenRoughness);
        m.SheenRoughnessTexture = Slot(s, m.SheenRoughnessTexture);
        m.Specular = s.Value(m.Specular);
        m.SpecularTexture = Slot(s, m.SpecularTexture);
        m.SpecularColor = s.Value(m.SpecularColor);
        m.SpecularColorTexture = Slot(s, m.SpecularColorTexture);
        m.Translucency = s.Value(m.Translucency);
        m.MeanFreePath = s.Value(m.MeanFreePath);
        m.HairLongitudinalRoughness = s.Value(m.HairLongitudinalRoughness);
        m.HairAzimuthalRoughness = s.Value(m.HairAzimuthalRoughness);
        m.HairTilt = s.Value(m.HairTilt);
    }

    private static TextureSlot? Slot(ModelStream s, TextureSlot? slot) {
        if (!s.Value(slot is not null)) return null;
        var t = slot?.Texture;
        string name = s.Value(t?.Name ?? "");
        byte[]? encoded = s.Values<byte>(t?.Encoded);
        string source = encoded is null ? s.File(t?.Source ?? "") : s.Value(t?.Source ?? "");
        var texture = new Texture {
            Name = name, Encoded = encoded, Source = source, WrapU = s.Value(t?.WrapU ?? default), WrapV = s.Value(t?.WrapV ?? default),
            Linear = s.Value(t?.Linear ?? true),
        };
        return new() {
            Texture = texture, TexCoord = s.Value(slot?.TexCoord ?? 0), Offset = s.Value(slot?.Offset ?? default),
            Rotation = s.Value(slot?.Rotation ?? 0), Scale = s.Value(slot?.Scale ?? System.Numerics.Vector2.One),
        };
    }
}
