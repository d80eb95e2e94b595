using System.Numerics;
using Diorama.Core.Colors;
using Diorama.Rendering.Materials;

namespace Diorama.Assets.Models;

/// <summary>Adapts classic OBJ materials to physically based rendering.</summary>
internal static class MaterialSanity {
    public static void Apply(Material material, string path) {
        (material.DoubleSided, material.CullsBackFaces) = (true, false);
        if (!path.EndsWith(".obj", StringComparison.OrdinalIgnoreCase)) return;
        // Authors chose Kd by eye in programs that show it unchanged, so it is a display colour.
        material.BaseColor = SRgb.ToLinear(Vector3.Clamp(material.BaseColor, Vector3.Zero, Vector3.One));
        // Beneath a texture Kd is what exporters happened to write; the programs that these models were made for show the texture alone.
        if (material.BaseColorTexture is not null) material.BaseColor = Vector3.One;
        // No material reflects all light; a room of pure white would never get dark.
        if (material.Metallic < 1 && material.BaseColorTexture is null) material.BaseColor = Vector3.Min(material.BaseColor, new(0.9f));
        if (material.Metallic == 1) material.Roughness = Math.Max(material.Roughness, 0.1f);
        material.SpecularColor = Vector3.Min(material.SpecularColor, new(2));
        material.Emission = Vector3.Zero;
        if (material.Transmission > 0 && material.BaseColorTexture is null) Pane(material);
    }

    /// <summary>
    /// Converts a transparent material to a clear pane. Opacity d means that a share of 1 − d of the light passes untinted and the rest
    /// through the colour. A clear pane lets the light of lamps and sun pass in a straight line.
    /// </summary>
    private static void Pane(Material material) {
        float opacity = 1 - material.Transmission;
        material.BaseColor = Vector3.Lerp(Vector3.One, material.BaseColor, opacity);
        (material.Transmission, material.Roughness, material.Thickness) = (1, 0, 0);
        (material.Specular, material.SpecularColor, material.Metallic) = (1, Vector3.One, 0);
    }
}
