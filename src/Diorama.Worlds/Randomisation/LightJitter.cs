using System.Numerics;
using Diorama.Core.Randomness;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Scenes;

namespace Diorama.Worlds.Randomisation;

/// <summary>Changes the brightness and the colour temperature of every light independently.</summary>
public static class LightJitter {
    /// <param name="scene">Scene whose lights, emissive materials and environment are changed; shared materials and lights are replaced by
    /// copies.</param>
    /// <param name="stops">Largest change of each light in stops; the change is uniform in both directions.</param>
    /// <param name="key">Random key of the changes.</param>
    public static void Apply(Scene scene, double stops, Keyed key) {
        ArgumentNullException.ThrowIfNull(scene);
        if (stops <= 0) return;
        var changed = new Dictionary<Material, Material>(ReferenceEqualityComparer.Instance);
        for (int n = 0; n < scene.Nodes.Count; n++) {
            Node node = scene.Nodes[n];
            if (node.Light is { } light) {
                Vector3 factor = Factor(stops, key.With("light").With(n));
                node.Light = light.Copy();
                node.Light.Color *= factor;
            }
            for (int i = 0; i < node.Parts.Count; i++) {
                Material old = node.Parts[i].Material;
                if (!old.Emits) continue;
                if (!changed.TryGetValue(old, out Material? other)) {
                    changed.Add(old, other = old.Copy());
                    other.Emission *= Factor(stops, key.With("emission").With(changed.Count));
                }
                node.Parts[i] = new(node.Parts[i].Mesh, other);
            }
        }
        if (scene.Environment is not { } sky) return;
        Vector3 change = Factor(stops, key.With("sky"));
        if (sky.SunSky is { } sun) sun.Scale *= (change.X + change.Y + change.Z) / 3;
        else sky.Scale *= change;
    }

    /// <summary>
    /// Returns a random power of two per channel, with red and blue changed in opposite directions by up to a tenth of the stops.
    /// </summary>
    private static Vector3 Factor(double stops, Keyed key) {
        KeyedGenerator random = key.Generator();
        float all = MathF.Pow(2, (float)stops * (2 * random.NextFloat() - 1)),
            warm = MathF.Pow(2, 0.1f * (float)stops * (2 * random.NextFloat() - 1));
        return all * new Vector3(warm, 1, 1 / warm);
    }
}
