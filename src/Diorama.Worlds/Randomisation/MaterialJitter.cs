using System.Numerics;
using Diorama.Core.Randomness;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Scenes;
using Diorama.Worlds.Surfaces;

namespace Diorama.Worlds.Randomisation;

/// <summary>Replaces colours and materials of objects. Shared materials are copied, never changed.</summary>
public static class MaterialJitter {
    /// <summary>
    /// Replaces, with a probability per object, all its opaque materials by random patterns. Transparent and emissive materials stay.
    /// </summary>
    /// <param name="scene">Scene whose nodes with a class are the objects.</param>
    /// <param name="chance">Probability per object, 0 to 1.</param>
    /// <param name="key">Random key of the materials.</param>
    /// <returns>Nodes that were changed.</returns>
    public static IReadOnlyList<Node> SwapTextures(Scene scene, double chance, Keyed key) {
        ArgumentNullException.ThrowIfNull(scene);
        var changed = new List<Node>();
        for (int n = 0; n < scene.Nodes.Count; n++) {
            Node node = scene.Nodes[n];
            if (node.Class is null || node.Parts.Count == 0) continue;
            KeyedGenerator random = key.With("swap").With(n).Generator();
            if (random.NextDouble() >= chance) continue;
            var replaced = new Dictionary<Material, Material>(ReferenceEqualityComparer.Instance);
            for (int i = 0; i < node.Parts.Count; i++) {
                Material old = node.Parts[i].Material;
                if (old.Emits || old.Transmission > 0 || old.Unlabelled || old.AlphaMode != AlphaMode.Opaque) continue;
                if (!replaced.TryGetValue(old, out Material? other))
                    replaced.Add(old, other = SurfaceMaterials.Random(key.With("material").With(n).With(i)));
                node.Parts[i] = new(node.Parts[i].Mesh, other);
            }
            changed.Add(node);
        }
        return changed;
    }

    /// <summary>Changes every base colour in hue, saturation and value.</summary>
    /// <param name="scene">Scene, all materials of which are changed.</param>
    /// <param name="amount">Size of the changes: 0 changes nothing, 1 allows a hue change of half a turn, any saturation, and a value
    /// change of 60 %.</param>
    /// <param name="key">Random key of the changes.</param>
    public static void JitterColors(Scene scene, double amount, Keyed key) {
        ArgumentNullException.ThrowIfNull(scene);
        if (amount <= 0) return;
        var moved = new Dictionary<Material, Material>(ReferenceEqualityComparer.Instance);
        foreach (Node node in scene.Nodes) {
            for (int i = 0; i < node.Parts.Count; i++) {
                Material old = node.Parts[i].Material;
                if (!moved.TryGetValue(old, out Material? other)) {
                    KeyedGenerator random = key.With("color").With(moved.Count).Generator();
                    moved.Add(old, other = old.Copy());
                    Move(other, (float)amount, ref random);
                }
                node.Parts[i] = new(node.Parts[i].Mesh, other);
            }
        }
    }

    private static void Move(Material material, float amount, ref KeyedGenerator random) {
        float hue = amount * (random.NextFloat() - 0.5f), saturation = amount * (2 * random.NextFloat() - 1),
            value = 1 + 0.6f * amount * (2 * random.NextFloat() - 1);
        Vector3 tint = Hue(random.NextFloat());
        float most = MathF.Max(material.BaseColor.X, MathF.Max(material.BaseColor.Y, material.BaseColor.Z));
        Vector3 color = Rotate(material.BaseColor, hue);
        var grey = new Vector3((color.X + color.Y + color.Z) / 3);
        color = grey + (color - grey) * (1 + saturation);
        // Grey, and white under a texture, has no hue to rotate: it is tinted.
        color *= Vector3.Lerp(Vector3.One, tint, 0.6f * amount * random.NextFloat());
        material.BaseColor = Vector3.Clamp(color * value, Vector3.Zero, new(MathF.Max(1, most)));
    }

    /// <summary>Rotates a colour about the grey axis by a share of the circle.</summary>
    private static Vector3 Rotate(Vector3 color, float turns) =>
        Vector3.Max(Vector3.Transform(color, Quaternion.CreateFromAxisAngle(Vector3.Normalize(Vector3.One), 2 * MathF.PI * turns)),
        Vector3.Zero);

    /// <summary>Returns a saturated colour whose largest component is 1.</summary>
    private static Vector3 Hue(float turns) {
        float Part(float shift) => Math.Clamp(MathF.Abs((turns + shift) % 1 * 6 - 3) - 1, 0, 1);
        return new(Part(0), Part(2 / 3f), Part(1 / 3f));
    }
}
