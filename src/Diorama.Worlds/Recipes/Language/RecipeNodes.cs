using System.Text.RegularExpressions;
using Diorama.Core.Yaml;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Diorama.Worlds.Recipes.Language;

/// <summary>The YAML nodes of a recipe with all overrides applied, and the origin of each node.</summary>
internal sealed class RecipeNodes {
    /// <summary>The overridden nodes with their override. YAML nodes compare by content, so the dictionary compares references.</summary>
    private readonly Dictionary<YamlNode, string> overridden = new(ReferenceEqualityComparer.Instance);
    private readonly List<RecipeProblem> problems;
    private readonly string file;

    public YamlMappingNode? Root { get; }

    public RecipeNodes(string yaml, string file, IReadOnlyList<string> overrides, List<RecipeProblem> problems) {
        (this.file, this.problems) = (file, problems);
        Root = Parse(yaml, file) switch {
            YamlMappingNode mapping => mapping,
            { } other => Report<YamlMappingNode>(other, "expected a mapping with keys such as recipe, name and world"),
            null => null,
        };
        if (Root is null) return;
        foreach (string text in overrides) Override(Root, text);
    }

    /// <summary>Records a problem at a node.</summary>
    public void Report(YamlNode node, string sentence) {
        if (!sentence.EndsWith('?')) sentence += ".";
        if (overridden.TryGetValue(node, out string? place)) {
            // The override's name has the path already.
            string path = place["--set ".Length..] + ": ";
            problems.Add(new(place, 0, 0, sentence.StartsWith(path, StringComparison.Ordinal) ? sentence[path.Length..] : sentence));
        } else {
            problems.Add(new(file, (int)node.Start.Line, (int)node.Start.Column, sentence));
        }
    }

    private T? Report<T>(YamlNode node, string sentence) where T : class {
        Report(node, sentence);
        return null;
    }

    /// <summary>Returns the root of the only document; null after a problem was recorded.</summary>
    private YamlNode? Parse(string yaml, string place) {
        try {
            YamlStream stream = YamlInput.Load(yaml);
            if (stream.Documents.Count == 1) {
                YamlNode root = stream.Documents[0].RootNode;
                MergeKeys.WriteOut(root);
                if (root is YamlMappingNode mapping) RemoveOwnKeys(mapping);
                return root;
            }
            Problem(Mark.Empty, stream.Documents.Count == 0 ? "there is nothing in it; expected a recipe."
                : "there are several documents in it; expected one.");
        } catch (YamlLimitException e) {
            Problem(e.Start, $"{e.Message}.");
        } catch (YamlException) when (TabInIndentation(yaml) is { } tab) {
            Problem(tab, "a tab stands in the indentation; YAML wants spaces there.");
        } catch (AnchorNotFoundException e) {
            string alias = "*" + e.Message.Split('\'')[1];
            Problem(At(yaml, yaml.IndexOf(alias, StringComparison.Ordinal)),
                $"the alias {alias} stands for nothing; quote the text if it begins with a star.");
        } catch (YamlException e) when (e.Message.StartsWith("Duplicate key ", StringComparison.Ordinal)) {
            Problem(e.Start, $"the key '{e.Message["Duplicate key ".Length..]}' stands here for the second time.");
        } catch (YamlException e) {
            Problem(e.Start, $"this is not valid YAML: {e.Message.TrimEnd('.')}.");
        }
        return null;

        void Problem(Mark mark, string sentence) =>
            problems.Add(place == file ? new(file, (int)mark.Line, (int)mark.Column, sentence) : new(place, 0, 0, sentence));
    }

    /// <summary>Removes keys that begin with "x-", where authors keep what they refer to by aliases.</summary>
    private static void RemoveOwnKeys(YamlMappingNode root) {
        foreach (YamlNode key in root.Children.Keys.Where(k => k is YamlScalarNode { Value: { } name }
            && name.StartsWith("x-", StringComparison.Ordinal)).ToArray()) root.Children.Remove(key);
    }

    /// <summary>Returns the position of the first tab in an indentation; null if there is none.</summary>
    private static Mark? TabInIndentation(string yaml) {
        Match tab = Regex.Match(yaml, "^ *(\t)", RegexOptions.Multiline);
        return tab.Success ? At(yaml, tab.Groups[1].Index) : null;
    }

    private static Mark At(string text, int index) => new(index, text.AsSpan(0, index).Count('\n') + 1,
        index - text.LastIndexOf('\n', Math.Max(index - 1, 0)));

    private void Override(YamlMappingNode root, string text) {
        int equals = text.IndexOf('=');
        string path = equals < 0 ? text : text[..equals].Trim(), place = $"--set {path}";
        if (equals <= 0 || path.Split('.').Any(string.IsNullOrWhiteSpace)) {
            problems.Add(new($"--set {text}", 0, 0, "expected a path and a value, such as camera.height=720."));
            return;
        }
        if (Parse(text[(equals + 1)..], place) is not { } value) return;
        foreach (YamlNode node in value.AllNodes) overridden[node] = place;
        YamlNode parent = root;
        string[] keys = path.Split('.');
        for (int i = 0; i < keys.Length; i++) {
            bool last = i == keys.Length - 1;
            YamlNode? child = Step(parent, keys[i], last ? value : null, last || int.TryParse(keys[i + 1], out _), place);
            if (child is null) return;
            parent = child;
        }
    }

    /// <summary>
    /// Returns the child of that name, replaced by <paramref name="value"/> if given, or created if it does not exist; null after a
    /// problem.
    /// </summary>
    private YamlNode? Step(YamlNode parent, string key, YamlNode? value, bool list, string place) {
        YamlNode Made() {
            YamlNode made = value ?? (list ? new YamlSequenceNode() : new YamlMappingNode());
            overridden[made] = place;
            return made;
        }
        switch (parent) {
            case YamlMappingNode mapping:
                YamlNode? known = mapping.Children.Keys.FirstOrDefault(k => k is YamlScalarNode { Value: var v } && v == key);
                if (known is not null && value is null) return mapping.Children[known];
                YamlScalarNode name = new(key);
                overridden[name] = place;
                if (known is not null) mapping.Children.Remove(known);
                YamlNode added = Made();
                mapping.Children.Add(name, added);
                return added;
            case YamlSequenceNode sequence when int.TryParse(key, out int index) && index >= 0 && index <= sequence.Children.Count:
                if (index == sequence.Children.Count) sequence.Children.Add(Made());
                else if (value is not null) sequence.Children[index] = value;
                return sequence.Children[index];
            case YamlSequenceNode sequence:
                problems.Add(new(place, 0, 0,
                    $"'{key}' is no place in a list of {sequence.Children.Count}; expected 0 to {sequence.Children.Count}."));
                return null;
            default:
                problems.Add(new(place, 0, 0, $"'{key}' stands below a single value, which has no keys."));
                return null;
        }
    }
}
