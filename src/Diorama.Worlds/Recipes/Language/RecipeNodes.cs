using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Diorama.Worlds.Recipes.Language;

/// <summary>The nodes of a recipe's YAML with overrides put in place; knows where each came from.</summary>
internal sealed class RecipeNodes {
    /// <summary>YAML nodes equal one another by content; a place belongs to one of them.</summary>
    private readonly Dictionary<YamlNode, string> overridden = new(ReferenceEqualityComparer.Instance);
    private readonly List<RecipeProblem> problems;
    private readonly string file;

    public YamlMappingNode? Root { get; }

    public RecipeNodes(string yaml, string file, IReadOnlyList<string> overrides, List<RecipeProblem> problems) {
        (this.file, this.problems) = (file, problems);
        Root = Parse(yaml, file) switch {
            YamlMappingNode mapping => mapping,
            { } other => Report<YamlMappingNode>(other, "expected a mapping with the keys recipe, name, world, …"),
            null => null,
        };
        if (Root is null) return;
        foreach (string text in overrides) Override(Root, text);
    }

    /// <summary>Records a problem at a node.</summary>
    public void Report(YamlNode node, string sentence) => problems.Add(overridden.TryGetValue(node, out string? place)
        ? new(place, 0, 0, Stopped(sentence)) : new(file, (int)node.Start.Line, (int)node.Start.Column, Stopped(sentence)));

    private static string Stopped(string sentence) => sentence.EndsWith('?') ? sentence : sentence + ".";

    private T? Report<T>(YamlNode node, string sentence) where T : class {
        Report(node, sentence);
        return null;
    }

    /// <summary>The only document, or null after a problem was recorded.</summary>
    private YamlNode? Parse(string yaml, string place) {
        bool inFile = place == file;
        try {
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            if (stream.Documents.Count == 1) return stream.Documents[0].RootNode;
            problems.Add(new(place, inFile ? 1 : 0, inFile ? 1 : 0, stream.Documents.Count == 0 ? "there is nothing in it; expected a recipe." : "there are several documents in it; expected one."));
        } catch (YamlException e) {
            problems.Add(new(place, inFile ? (int)e.Start.Line : 0, inFile ? (int)e.Start.Column : 0, Sentence(e)));
        }
        return null;
    }

    private static string Sentence(YamlException e) {
        string message = e.InnerException is null || e.Message.Length > 0 ? e.Message : e.InnerException.Message;
        return $"this is not valid YAML: {message.TrimEnd('.')}.";
    }

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

    /// <summary>The child of that name, replaced by <paramref name="value"/> or made where there is none; null after a problem.</summary>
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
                problems.Add(new(place, 0, 0, $"'{key}' is no place in a list of {sequence.Children.Count}; expected 0 to {sequence.Children.Count}."));
                return null;
            default:
                problems.Add(new(place, 0, 0, $"'{key}' stands below a single value, which has no keys."));
                return null;
        }
    }
}
