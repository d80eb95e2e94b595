using System.Numerics;
using System.Runtime.CompilerServices;
using Diorama.Core.Diagnostics;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Textures;

namespace Diorama.Rendering.Scenes;

/// <summary>All materials of a prepared scene: their constant factors, decoded textures, and their evaluation at a hit.</summary>
internal sealed class MaterialTable {
    private readonly Entry[] entries;

    public IReadOnlyList<Material> Materials { get; }
    /// <summary>Whether any material lets shadow rays pass, at least in part.</summary>
    public bool AnyLetsShadowRaysPass { get; }

    private struct Entry {
        public Appearance Constant;
        public AlphaMode AlphaMode;
        public float AlphaCutoff, NormalScale, ClearcoatNormalScale;
        public bool Textured, ClearPane, Emits, CullsBackFaces;
        /// <summary>Absorption coefficient inside a solid by the Beer-Lambert law, in 1/m.</summary>
        public Vector3 Absorption;
        public TextureReference BaseColor, MetallicRoughness, Normal, Emission, Transmission, Clearcoat, ClearcoatRoughness,
            ClearcoatNormal, SheenColor, SheenRoughness, Specular, SpecularColor;
    }

    public MaterialTable(IReadOnlyList<Material> materials, Warnings warnings, TextureCache? textures = null) {
        Materials = materials;
        entries = new Entry[materials.Count];
        var library = TextureLibrary.Decode(materials, warnings, textures);
        for (int i = 0; i < entries.Length; i++) {
            entries[i] = Compile(materials[i], library);
            AnyLetsShadowRaysPass |= LetsShadowRaysPass(i);
        }
    }

    private static Entry Compile(Material m, TextureLibrary library) {
        Entry e = default;
        e.Constant = new Appearance {
            Model = m.Model, BaseColor = m.BaseColor, Alpha = m.Alpha, Metallic = m.Metallic, Roughness = m.Roughness, Ior = m.Ior,
            Transmission = m.Transmission, ThinWalled = m.Thickness <= 0, Clearcoat = m.Clearcoat,
            ClearcoatRoughness = m.ClearcoatRoughness,
            SheenColor = m.SheenColor, SheenRoughness = m.SheenRoughness, Specular = m.Specular, SpecularColor = m.SpecularColor,
            Translucency = m.Translucency, MeanFreePath = m.MeanFreePath,
            Emission = m.Model == MaterialModel.Unlit ? m.BaseColor : m.Emission,
            HairLongitudinalRoughness = m.HairLongitudinalRoughness, HairAzimuthalRoughness = m.HairAzimuthalRoughness,
            HairTilt = m.HairTilt,
        };
        e.AlphaMode = m.AlphaMode;
        e.AlphaCutoff = m.AlphaCutoff;
        e.CullsBackFaces = m.CullsBackFaces;
        e.NormalScale = m.NormalScale;
        e.ClearcoatNormalScale = m.ClearcoatNormalScale;
        e.Emits = m.Emits || m.Model == MaterialModel.Unlit;
        e.ClearPane = m.Model == MaterialModel.Standard && m.Transmission > 0 && m.Thickness <= 0
            && m.Roughness * m.Roughness < Ggx.MinAlpha;
        if (!float.IsInfinity(m.AttenuationDistance) && m.AttenuationDistance > 0) {
            Vector3 c = Vector3.Clamp(m.AttenuationColor, new(1e-4f), Vector3.One);
            e.Absorption = -new Vector3(MathF.Log(c.X), MathF.Log(c.Y), MathF.Log(c.Z)) / m.AttenuationDistance;
        }
        TextureReference Slot(TextureSlot? slot, bool srgb = false) {
            TextureReference reference = library.Reference(slot, srgb);
            e.Textured |= reference.Exists;
            return reference;
        }
        e.BaseColor = Slot(m.BaseColorTexture, srgb: true);
        e.MetallicRoughness = Slot(m.MetallicRoughnessTexture);
        e.Normal = Slot(m.NormalTexture);
        e.Emission = Slot(m.EmissionTexture, srgb: true);
        e.Transmission = Slot(m.TransmissionTexture);
        e.Clearcoat = Slot(m.ClearcoatTexture);
        e.ClearcoatRoughness = Slot(m.ClearcoatRoughnessTexture);
        e.ClearcoatNormal = Slot(m.ClearcoatNormalTexture);
        e.SheenColor = Slot(m.SheenColorTexture, srgb: true);
        e.SheenRoughness = Slot(m.SheenRoughnessTexture);
        e.Specular = Slot(m.SpecularTexture);
        e.SpecularColor = Slot(m.SpecularColorTexture, srgb: true);
        return e;
    }

    /// <summary>
    /// Evaluates the material at a hit for the viewing direction <paramref name="outgoing"/> and a ray cone of the given width (metres).
    /// <paramref name="normal"/> is the shading normal after normal mapping, on the viewer's side; <paramref name="tangent"/> is the
    /// direction of the fibre for hair, zero for other materials.
    /// </summary>
    public void Evaluate(in SurfaceHit hit, Vector3 outgoing, float coneWidth, out Appearance appearance, out Vector3 normal,
        out Vector3 tangent) {
        ref Entry e = ref entries[hit.Material];
        appearance = e.Constant;
        appearance.HairOffset = hit.FibreOffset;
        if (e.Emits && !hit.FrontFace && !Materials[hit.Material].DoubleSided) appearance.Emission = Vector3.Zero;
        normal = hit.FrontFace ? hit.ShadingNormal : -hit.ShadingNormal;
        appearance.BaseColor *= Rgb(hit.Color);
        if (e.Constant.Model == MaterialModel.Hair) {
            tangent = Rgb(hit.Tangent);
            return;
        }
        tangent = Vector3.Zero;
        if (e.Textured) ApplyTextures(ref e, hit, outgoing, coneWidth, ref appearance, ref normal);
        if (e.Constant.Model == MaterialModel.Unlit) appearance.Emission = appearance.BaseColor;
    }

    private static void ApplyTextures(ref Entry e, in SurfaceHit hit, Vector3 outgoing, float coneWidth, ref Appearance a,
        ref Vector3 normal) {
        float level = Level(hit, outgoing, coneWidth);
        if (e.BaseColor.Exists) a.BaseColor *= Rgb(e.BaseColor.Sample(hit.Uv0, hit.Uv1, level));
        if (e.MetallicRoughness.Exists) {
            Vector4 t = e.MetallicRoughness.Sample(hit.Uv0, hit.Uv1, level);
            a.Roughness *= t.Y;
            a.Metallic *= t.Z;
        }
        if (e.Emission.Exists) a.Emission *= Rgb(e.Emission.Sample(hit.Uv0, hit.Uv1, level));
        if (e.Transmission.Exists) a.Transmission *= e.Transmission.Sample(hit.Uv0, hit.Uv1, level).X;
        if (e.Clearcoat.Exists) a.Clearcoat *= e.Clearcoat.Sample(hit.Uv0, hit.Uv1, level).X;
        if (e.ClearcoatRoughness.Exists) a.ClearcoatRoughness *= e.ClearcoatRoughness.Sample(hit.Uv0, hit.Uv1, level).Y;
        if (e.SheenColor.Exists) a.SheenColor *= Rgb(e.SheenColor.Sample(hit.Uv0, hit.Uv1, level));
        if (e.SheenRoughness.Exists) a.SheenRoughness *= e.SheenRoughness.Sample(hit.Uv0, hit.Uv1, level).W;
        if (e.Specular.Exists) a.Specular *= e.Specular.Sample(hit.Uv0, hit.Uv1, level).W;
        if (e.SpecularColor.Exists) a.SpecularColor *= Rgb(e.SpecularColor.Sample(hit.Uv0, hit.Uv1, level));
        Vector3 smooth = normal;
        if (e.Normal.Exists) normal = Mapped(smooth, hit, outgoing, e.Normal.Sample(hit.Uv0, hit.Uv1, level), e.NormalScale);
        if (e.ClearcoatNormal.Exists) {
            a.ClearcoatNormal = Mapped(smooth, hit, outgoing, e.ClearcoatNormal.Sample(hit.Uv0, hit.Uv1, level), e.ClearcoatNormalScale);
        } else if (e.Normal.Exists && a.Clearcoat > 0) {
            a.ClearcoatNormal = smooth;
        }
    }

    /// <summary>Returns the base colour only, as <see cref="Evaluate"/> does.</summary>
    public Vector3 Albedo(in SurfaceHit hit, Vector3 outgoing, float coneWidth) {
        ref Entry e = ref entries[hit.Material];
        Vector3 color = e.Constant.BaseColor * Rgb(hit.Color);
        if (e.BaseColor.Exists && e.Constant.Model != MaterialModel.Hair)
            color *= Rgb(e.BaseColor.Sample(hit.Uv0, hit.Uv1, Level(hit, outgoing, coneWidth)));
        return color;
    }

    /// <summary>Returns the shading normal only, as <see cref="Evaluate"/> does.</summary>
    public Vector3 ShadingNormal(in SurfaceHit hit, Vector3 outgoing, float coneWidth) {
        ref Entry e = ref entries[hit.Material];
        Vector3 normal = hit.FrontFace ? hit.ShadingNormal : -hit.ShadingNormal;
        if (!e.Normal.Exists || e.Constant.Model == MaterialModel.Hair) return normal;
        return Mapped(normal, hit, outgoing, e.Normal.Sample(hit.Uv0, hit.Uv1, Level(hit, outgoing, coneWidth)), e.NormalScale);
    }

    /// <summary>
    /// Returns the level of detail from the ray cone, without the texture's own size (Akenine-Möller et al. 2021, equation 7).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Level(in SurfaceHit hit, Vector3 outgoing, float coneWidth) {
        float cosine = MathF.Max(MathF.Abs(Vector3.Dot(hit.GeometricNormal, outgoing)), 0.05f);
        return hit.UvDensity + MathF.Log2(MathF.Max(coneWidth, 1e-9f) / cosine);
    }

    /// <summary>Applies a normal map (glTF 2.0 section 3.9.3): tangent-space normal, x along the tangent, y along the bitangent.</summary>
    private static Vector3 Mapped(Vector3 normal, in SurfaceHit hit, Vector3 outgoing, Vector4 texel, float scale) {
        Vector3 t = Rgb(hit.Tangent) - normal * Vector3.Dot(Rgb(hit.Tangent), normal);
        float length = t.Length();
        if (length < 1e-12f) return normal;
        t /= length;
        Vector3 outside = hit.FrontFace ? normal : -normal;
        Vector3 b = Vector3.Cross(outside, t) * hit.Tangent.W;
        Vector3 n = new((2 * texel.X - 1) * scale, (2 * texel.Y - 1) * scale, 2 * texel.Z - 1);
        if (!hit.FrontFace) n = new(-n.X, -n.Y, n.Z);
        Vector3 mapped = Vector3.Normalize(t * n.X + b * n.Y + normal * n.Z);
        // A mapped normal that faces away from the viewer would make the surface black, so it is tilted back to grazing.
        float facing = Vector3.Dot(mapped, outgoing);
        return facing > 0.01f ? mapped : Vector3.Normalize(mapped + outgoing * (0.01f - facing));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool HasAlpha(int material) => entries[material].AlphaMode != AlphaMode.Opaque;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool CullsBackFaces(int material) => entries[material].CullsBackFaces;

    /// <summary>Returns the opacity at a hit: 0 or 1 for cut-outs.</summary>
    public float Alpha(in SurfaceHit hit, Vector3 outgoing, float coneWidth) {
        ref Entry e = ref entries[hit.Material];
        if (e.AlphaMode == AlphaMode.Opaque) return 1;
        float alpha = e.Constant.Alpha * hit.Color.W;
        if (e.BaseColor.Exists) alpha *= e.BaseColor.Sample(hit.Uv0, hit.Uv1, Level(hit, outgoing, coneWidth)).W;
        return e.AlphaMode == AlphaMode.Mask ? (alpha >= e.AlphaCutoff ? 1 : 0) : Math.Clamp(alpha, 0, 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool LetsShadowRaysPass(int material) => entries[material].AlphaMode != AlphaMode.Opaque || entries[material].ClearPane;

    /// <summary>Whether the material is a thin sheet so smooth that light goes straight through, including shadow rays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsClearPane(int material) => entries[material].ClearPane;

    /// <summary>Returns the transmittance of a cut-out, blended surface or clear pane along a straight line.</summary>
    public Vector3 ShadowTransmittance(in SurfaceHit hit, Vector3 outgoing, float coneWidth) {
        ref Entry e = ref entries[hit.Material];
        float alpha = Alpha(hit, outgoing, coneWidth);
        Vector3 through = new(1 - alpha);
        if (!e.ClearPane || alpha <= 0) return through;
        Evaluate(hit, outgoing, coneWidth, out Appearance a, out Vector3 normal, out Vector3 tangent);
        Vector3 facing = hit.FrontFace ? hit.GeometricNormal : -hit.GeometricNormal;
        Bsdf.Create(a, normal, facing, tangent, outgoing, hit.FrontFace, out Bsdf bsdf);
        return through + alpha * bsdf.StraightTransmittance;
    }

    public bool Emits(int material) => entries[material].Emits && Materials[material].Model != MaterialModel.Unlit;

    public bool EmissionVaries(int material) => entries[material].Emission.Exists;

    public Vector3 MeanEmission(int material) {
        ref Entry e = ref entries[material];
        return e.Emission.Exists ? e.Constant.Emission * Rgb(e.Emission.Mean) : e.Constant.Emission;
    }

    public Vector3 EmissionAt(int material, Vector2 uv0, Vector2 uv1) {
        ref Entry e = ref entries[material];
        return e.Constant.Emission * Rgb(e.Emission.Sample(uv0, uv1, float.NegativeInfinity));
    }

    /// <summary>Returns the transmittance over a distance inside a solid by the Beer-Lambert law.</summary>
    public Vector3 Attenuation(int material, float distance) {
        Vector3 a = entries[material].Absorption * -distance;
        return new(MathF.Exp(a.X), MathF.Exp(a.Y), MathF.Exp(a.Z));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector3 Rgb(Vector4 v) => new(v.X, v.Y, v.Z);
}
