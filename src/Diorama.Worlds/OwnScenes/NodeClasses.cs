using Diorama.Assets.Taxonomy;
using Diorama.Core;
using Diorama.Core.Diagnostics;
using Diorama.Core.Names;
using Diorama.Rendering.Scenes;
using Diorama.Worlds.Recipes;

namespace Diorama.Worlds.OwnScenes;

/// <summary>Gives nodes of a scene file the classes that the rules of a recipe, or the file itself, state.</summary>
internal static class NodeClasses {
    /// <exception cref="BadInputException">
    /// The file states a class that is not declared, or a rule with a class matches no node.
    /// </exception>
    public static void Apply(Scene scene, SceneRecipe own, ClassSet classes) {
        HashSet<Node> drawn = WithGeometry(scene);
        var given = new HashSet<Node>(ReferenceEqualityComparer.Instance);
        var used = new bool[own.Objects.Count];
        foreach (Node node in scene.Nodes) {
            if (node.Class is { } stated) node.Class = Declared(stated, node, own.File, classes);
            if (!drawn.Contains(node)) continue;
            // Parents precede their children: the topmost node that matches takes all below it into one object.
            if (node.Parent is { } parent && given.Contains(parent)) {
                given.Add(node);
                continue;
            }
            for (int i = 0; i < own.Objects.Count; i++) {
                SceneObjectRecipe rule = own.Objects[i];
                if (rule.Class.Length == 0 || !Matches(rule, node)) continue;
                node.Class = classes.Find(rule.Class).Name;
                used[i] = true;
                given.Add(node);
                break;
            }
        }
        for (int i = 0; i < used.Length; i++) {
            SceneObjectRecipe rule = own.Objects[i];
            if (used[i] || rule.Class.Length == 0 && scene.Nodes.Exists(n => Matches(rule, n))) continue;
            scene.Warnings.Add($"world.objects.{i}: no node of {Path.GetFileName(own.File)} "
                + (rule.Class.Length > 0 ? $"gets the class '{rule.Class}' by it" : "has what it asks for")
                + (NearestNames.First(own.Objects[i].Name, drawn.Select(n => n.Name)) is { } near
                    ? $"; the name nearest to '{own.Objects[i].Name}' is '{DisplayName.Visible(near)}'." : "."));
        }
    }

    /// <summary>Whether a node matches all patterns of a rule.</summary>
    public static bool Matches(SceneObjectRecipe rule, Node node) {
        if (!NamePattern.Matches(rule.Name, node.Name)) return false;
        if (rule.Material.Length > 0 && !node.Parts.Exists(p => NamePattern.Matches(rule.Material, p.Material.Name))) return false;
        if (rule.Extra.Length == 0) return true;
        int equals = rule.Extra.IndexOf('=');
        return node.Extras.TryGetValue(rule.Extra[..equals].Trim(), out string? value)
            && NamePattern.Matches(rule.Extra[(equals + 1)..].Trim(), value);
    }

    private static string Declared(string name, Node node, string file, ClassSet classes) => classes.Exists(name) ? classes.Find(name).Name
        : throw new BadInputException($"{file}: the node '{DisplayName.Visible(node.Name)}' has the class '{DisplayName.Visible(name)}', "
            + $"which neither the taxonomy nor the recipe declares; {NearestNames.Sentence(name, classes.Names)}, or an entry under "
            + $"'classes'.");

    /// <summary>Returns the nodes that have geometry themselves or below them.</summary>
    private static HashSet<Node> WithGeometry(Scene scene) {
        var drawn = new HashSet<Node>(ReferenceEqualityComparer.Instance);
        foreach (Node node in scene.Nodes) {
            if (node.Parts.Count + node.Curves.Count == 0) continue;
            for (Node? n = node; n is not null && drawn.Add(n); n = n.Parent) { }
        }
        return drawn;
    }
}
