using System.Numerics;
using Diorama.Rendering.Materials;

namespace Diorama.Validation.Materials;

/// <summary>Named appearances that together use every lobe.</summary>
internal static class Cases {
    public static readonly string[] Names = [
        "lambert", "plastic 0.5", "plastic 0.1", "metal 0.2", "metal 1", "half metal 0.4", "glass 0.3", "glass 0.8", "half glass 0.5",
        "tinted glass 0.4", "pane 0.4", "pane 0", "mirror coat 0", "clearcoat 0.2", "clearcoat 0 on metal 0.5", "tilted clearcoat 0.3",
        "sheen 0.3", "sheen 0.8", "leaf 0.4", "hair", "smooth hair", "skin",
    ];

    public static Appearance White => new() {
        Model = MaterialModel.Standard, BaseColor = Vector3.One, Alpha = 1, Roughness = 1, Ior = 1.5f, Specular = 1,
        SpecularColor = Vector3.One, ClearcoatNormal = Vector3.Zero, MeanFreePath = new(1e-3f),
        HairLongitudinalRoughness = 0.3f, HairAzimuthalRoughness = 0.3f, HairTilt = 0.035f,
    };

    public static Appearance Get(string name) {
        Appearance a = White;
        string[] words = name.Split(' ');
        if (float.TryParse(words[^1], System.Globalization.CultureInfo.InvariantCulture, out float roughness)) a.Roughness = roughness;
        switch (string.Join(' ', words.Where(w => !char.IsDigit(w[0])))) {
            case "lambert": a.Specular = 0; break;
            case "plastic": break;
            case "metal": a.Metallic = 1; break;
            case "half metal": (a.Metallic, a.BaseColor) = (0.5f, new(0.9f, 0.5f, 0.2f)); break;
            case "glass": a.Transmission = 1; break;
            case "half glass": a.Transmission = 0.5f; break;
            case "tinted glass": (a.Transmission, a.BaseColor, a.Ior) = (1, new(0.3f, 0.6f, 0.9f), 1.8f); break;
            case "pane": (a.Transmission, a.ThinWalled) = (0.7f, true); break;
            case "mirror coat": break;
            case "clearcoat": (a.Clearcoat, a.ClearcoatRoughness, a.Roughness, a.Metallic) = (1, roughness, 0.6f, 0.3f); break;
            case "clearcoat on metal": (a.Clearcoat, a.Metallic) = (0.8f, 1); break;
            case "tilted clearcoat":
                (a.Clearcoat, a.ClearcoatRoughness, a.ClearcoatNormal) = (1, roughness, Vector3.Normalize(new(0.3f, -0.2f, 1)));
                break;
            case "sheen": (a.SheenColor, a.SheenRoughness, a.Specular) = (new(0.9f, 0.7f, 1), roughness, 0); break;
            case "leaf":
                (a.Model, a.BaseColor, a.Translucency) = (MaterialModel.Leaf, new(0.2f, 0.5f, 0.1f), new(0.5f, 0.6f, 0.2f));
                break;
            case "hair": (a.Model, a.BaseColor, a.Ior, a.HairOffset) = (MaterialModel.Hair, new(0.5f, 0.3f, 0.2f), 1.55f, 0.4f); break;
            case "smooth hair":
                (a.Model, a.BaseColor, a.Ior, a.HairOffset) = (MaterialModel.Hair, new(0.9f, 0.8f, 0.5f), 1.55f, -0.7f);
                (a.HairLongitudinalRoughness, a.HairAzimuthalRoughness) = (0.15f, 0.2f);
                break;
            case "skin": (a.Model, a.BaseColor, a.Roughness) = (MaterialModel.Subsurface, new(0.8f, 0.5f, 0.4f), 0.4f); break;
            default: throw new ArgumentException(name, nameof(name));
        }
        return a;
    }

    /// <summary>Seen from <paramref name="degrees"/> off the normal +Z; hairs lie along +X.</summary>
    public static Bsdf Create(in Appearance a, float degrees, bool frontFace = true, Vector3? normal = null) {
        Bsdf.Create(a, normal ?? Vector3.UnitZ, Vector3.UnitZ, Vector3.UnitX, View(degrees), frontFace, out Bsdf bsdf);
        return bsdf;
    }

    public static Vector3 View(float degrees, float azimuth = 35) {
        (float sin, float cos) = MathF.SinCos(degrees * MathF.PI / 180);
        (float s, float c) = MathF.SinCos(azimuth * MathF.PI / 180);
        return new(sin * c, sin * s, cos);
    }
}
