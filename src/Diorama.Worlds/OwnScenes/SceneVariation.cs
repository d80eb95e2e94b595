using Diorama.Core.Colors;
using Diorama.Core.Randomness;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Scenes;
using Diorama.Worlds.Recipes;

namespace Diorama.Worlds.OwnScenes;

/// <summary>Varies a copy of a scene file by the rules of a recipe: which objects are shown, materials, lights.</summary>
internal static class SceneVariation {
    /// <summary>Varies the scene and returns the names of the nodes that are not shown.</summary>
    public static IReadOnlyList<string> Apply(Scene scene, SceneRecipe own, Draw world) {
        string[] hidden = Hide(scene, own.Objects, world);
        VaryMaterials(scene, own.Materials, world);
        VaryLights(scene, own.Lights, world);
        return hidden;
    }

    private static string[] Hide(Scene scene, List<SceneObjectRecipe> rules, Draw world) {
        var hidden = new HashSet<Node>(ReferenceEqualityComparer.Instance);
        var seen = new int[rules.Count];
        foreach (Node node in scene.Nodes) {
            if (node.Parent is { } parent && hidden.Contains(parent)) {
                hidden.Add(node);
                continue;
            }
            for (int i = 0; i < rules.Count; i++) {
                if (rules[i].Shown is Constant<double> { Value: 1 } || !NodeClasses.Matches(rules[i], node)) continue;
                int k = seen[i]++;
                double shown = world.Get($"objects.{i}.shown", rules[i].Shown);
                KeyedGenerator random = world.Key("shown").With(i).With(k).Generator();
                if (random.NextDouble() >= shown) hidden.Add(node);
                break;
            }
        }
        if (hidden.Count == 0) return [];
        string[] names = [.. scene.Nodes.Where(hidden.Contains).Select(n => n.Name)];
        scene.Nodes.RemoveAll(hidden.Contains);
        foreach (Animation animation in scene.Animations) animation.Channels.RemoveAll(c => hidden.Contains(c.Node));
        return names;
    }

    private static void VaryMaterials(Scene scene, List<SceneMaterialRecipe> rules, Draw world) {
        if (rules.Count == 0) return;
        var varied = new Dictionary<Material, Material>(ReferenceEqualityComparer.Instance);
        var seen = new int[rules.Count];
        foreach (Node node in scene.Nodes) {
            for (int p = 0; p < node.Parts.Count; p++) {
                Material material = node.Parts[p].Material;
                if (!varied.TryGetValue(material, out Material? made)) {
                    int i = rules.FindIndex(r => NamePattern.Matches(r.Name, material.Name));
                    varied.Add(material, made = i < 0 ? material : Varied(material, rules[i], world.At($"materials.{i}"), seen[i]++));
                }
                if (made != material) node.Parts[p] = node.Parts[p] with { Material = made };
            }
        }
        for (int m = 0; m < scene.Materials.Count; m++)
            scene.Materials[m] = varied.GetValueOrDefault(scene.Materials[m], scene.Materials[m]);
    }

    private static Material Varied(Material material, SceneMaterialRecipe rule, Draw draw, int k) {
        Material made = material.Copy();
        if (rule.Color is { } color) (made.BaseColor, made.BaseColorTexture) = (draw.Get($"color.{k}", color), null);
        if (rule.Roughness is { } roughness)
            (made.Roughness, made.MetallicRoughnessTexture) = ((float)draw.Get($"roughness.{k}", roughness), null);
        if (rule.Metallic is { } metallic)
            (made.Metallic, made.MetallicRoughnessTexture) = ((float)draw.Get($"metallic.{k}", metallic), null);
        made.Emission *= (float)draw.Get($"emission.{k}", rule.Emission);
        return made;
    }

    private static void VaryLights(Scene scene, List<SceneLightRecipe> rules, Draw world) {
        var seen = new int[rules.Count];
        foreach (Node node in scene.Nodes) {
            if (node.Light is not { } light) continue;
            int i = rules.FindIndex(r => NamePattern.Matches(r.Name, node.Name) || NamePattern.Matches(r.Name, light.Name));
            if (i < 0) continue;
            (SceneLightRecipe rule, Draw draw, int k) = (rules[i], world.At($"lights.{i}"), seen[i]++);
            KeyedGenerator random = draw.Key("on").With(k).Generator();
            if (random.NextDouble() >= draw.Get("on", rule.On)) {
                node.Light = null;
                continue;
            }
            light.Intensity *= (float)draw.Get($"power.{k}", rule.Power);
            if (rule.Temperature is { } temperature) light.Color = Blackbody.Color((float)draw.Get($"temperature.{k}", temperature));
        }
    }
}
