using System.Numerics;
using System.Runtime.CompilerServices;
using Diorama.Assets.Index;
using Diorama.Core.Colors;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Scenes;
using Diorama.Worlds.Places;

namespace Diorama.Worlds.Lighting;

/// <summary>
/// Turns on a lamp's model. If its light source is not enclosed, a small bulb is added there, and a shade around it transmits about half of
/// the light that it receives; if the source is inside a closed part, such as a globe, that part emits the light. Shades and globes are
/// emitters themselves, which light sampling finds, instead of translucent surfaces through which paths would have to find the bulb.
/// </summary>
internal static class LampEmitter {
    /// <summary>Share of free directions below which a source counts as enclosed.</summary>
    private const float FreeShare = 0.08f;
    /// <summary>Share of the received light that cloth and paper transmit.</summary>
    private const float ShadeShare = 0.45f;
    private const int Directions = 96;

    /// <summary>Computes the radiance of a white Lambertian surface of the given area in m² that emits the given luminous flux.</summary>
    public static float Radiance(float lumens, float area) => lumens / (Luminance.LumensPerWatt * MathF.PI * area);

    /// <param name="lamp">Lamp whose node gets the emitters; shared materials of the model are not changed.</param>
    /// <param name="lumens">Luminous flux of the whole lamp.</param>
    /// <param name="color">Colour, linear Rec.709 of luminance 1.</param>
    public static void Light(PlacedObject lamp, float lumens, Vector3 color) {
        if (lamp.Node is not { } node) return;
        IReadOnlyList<AssetLight> sources = lamp.Asset.Lights.Count > 0 ? lamp.Asset.Lights
            : [new(UsualPlace(lamp.Asset), Vector3.One, 0.05f)];
        var glowing = new HashSet<int>();
        Surrounding[] surroundings = Known.GetValue(lamp.Model,
            model => [.. sources.Select(source => SurroundingOf(model.Parts, source.Position))]);
        for (int i = 0; i < sources.Count; i++) {
            AssetLight source = sources[i];
            (int around, float free, float shadow) = surroundings[i];
            // Coloured bulbs keep their hue, and the lamp its luminous flux.
            Vector3 tint = source.Color / MathF.Max(Luminance.Of(source.Color), 1e-3f), shine = color * tint * (lumens / sources.Count);
            if (free < FreeShare && around >= 0) {
                if (!glowing.Add(around)) continue;
                node.Parts[around] = Glowing(node.Parts[around], shine);
                continue;
            }
            float radius = Math.Clamp(source.Diameter / 2, 0.025f, 0.05f);
            Mesh bulb = Primitives.Icosphere(radius, 1).Translated(source.Position);
            node.Parts.Add(new(bulb, new Material {
                Name = "bulb", BaseColor = new(0.8f), Roughness = 0.4f,
                Emission = shine * Radiance(1, 4 * MathF.PI * radius * radius),
            }));
            if (around >= 0 && shadow > 0.25f && node.Parts[around].Material.Metallic <= 0.5f && glowing.Add(around)) {
                node.Parts[around] = Glowing(node.Parts[around], shine * (shadow * ShadeShare));
            }
        }
    }

    /// <summary>Returns the usual position of the bulb, for lamps whose catalogue entry gives none.</summary>
    private static Vector3 UsualPlace(Asset asset) => asset.Class switch {
        "ceiling lamp" => new(0, 0, 0.25f * asset.Size.Z),
        "wall lamp" => new(0, -0.15f * asset.Size.Y, 0.5f * asset.Size.Z),
        _ => new(0, 0, 0.84f * asset.Size.Z),
    };

    /// <summary>
    /// The part that most directions from a source hit first, the share of directions that hit nothing, and the share that hit that part.
    /// </summary>
    private readonly record struct Surrounding(int Part, float Free, float Shadow);

    /// <summary>Surroundings of the sources of each lamp model, as long as the model is in use.</summary>
    private static readonly ConditionalWeakTable<AssetModel, Surrounding[]> Known = [];

    private static Surrounding SurroundingOf(IReadOnlyList<MeshPart> parts, Vector3 from) {
        var first = new int[Directions];
        Parallel.For(0, Directions, i => {
            // Evenly distributed over the sphere along a spiral (Vogel 1979).
            float z = 1 - (2 * i + 1f) / Directions, r = MathF.Sqrt(1 - z * z), phi = i * 2.3999632f;
            var direction = new Vector3(r * MathF.Cos(phi), r * MathF.Sin(phi), z);
            float nearest = float.PositiveInfinity;
            int part = -1;
            for (int p = 0; p < parts.Count; p++) {
                if (parts[p].Material is { Transmission: > 0.3f } or { AlphaMode: AlphaMode.Blend, Alpha: < 0.7f }) continue;
                float distance = Nearest(parts[p].Mesh, from, direction);
                if (distance < nearest) (nearest, part) = (distance, p);
            }
            first[i] = part;
        });
        var met = new int[parts.Count];
        int free = 0;
        foreach (int part in first) {
            if (part < 0) free++;
            else met[part]++;
        }
        int most = -1;
        for (int p = 0; p < met.Length; p++) if (met[p] > 0 && (most < 0 || met[p] > met[most])) most = p;
        return new(most, (float)free / Directions, most < 0 ? 0 : (float)met[most] / Directions);
    }

    /// <summary>Returns the distance to the nearest triangle, seen from either side (Möller and Trumbore 1997).</summary>
    private static float Nearest(Mesh mesh, Vector3 from, Vector3 direction) {
        float nearest = float.PositiveInfinity;
        for (int t = 0; t < mesh.Indices.Length; t += 3) {
            Vector3 a = mesh.Positions[mesh.Indices[t]], ab = mesh.Positions[mesh.Indices[t + 1]] - a,
                ac = mesh.Positions[mesh.Indices[t + 2]] - a;
            Vector3 p = Vector3.Cross(direction, ac);
            float determinant = Vector3.Dot(ab, p);
            if (determinant == 0) continue;
            Vector3 s = from - a;
            float u = Vector3.Dot(s, p) / determinant;
            if (!(u >= 0 && u <= 1)) continue;
            Vector3 q = Vector3.Cross(s, ab);
            float v = Vector3.Dot(direction, q) / determinant;
            if (!(v >= 0 && u + v <= 1)) continue;
            float distance = Vector3.Dot(ac, q) / determinant;
            if (distance > 1e-5f && distance < nearest) nearest = distance;
        }
        return nearest;
    }

    private static float Area(Mesh mesh) {
        float twice = 0;
        for (int t = 0; t < mesh.Indices.Length; t += 3) {
            Vector3 a = mesh.Positions[mesh.Indices[t]];
            twice += Vector3.Cross(mesh.Positions[mesh.Indices[t + 1]] - a, mesh.Positions[mesh.Indices[t + 2]] - a).Length();
        }
        return twice / 2;
    }

    /// <summary>Returns the part with a material that emits the given luminous flux, from both sides if it is double-sided.</summary>
    private static MeshPart Glowing(MeshPart part, Vector3 lumens) {
        Material glow = Copy(part.Material, "glow");
        glow.Emission = lumens * Radiance(1, MathF.Max(Area(part.Mesh) * (glow.DoubleSided ? 2 : 1), 1e-4f));
        return new(part.Mesh, glow);
    }

    private static Material Copy(Material from, string name) => new() {
        Name = name, BaseColor = from.BaseColor, BaseColorTexture = from.BaseColorTexture, Roughness = from.Roughness,
        NormalTexture = from.NormalTexture, NormalScale = from.NormalScale, Alpha = from.Alpha, AlphaMode = from.AlphaMode,
        AlphaCutoff = from.AlphaCutoff,
        DoubleSided = from.DoubleSided,
    };
}
