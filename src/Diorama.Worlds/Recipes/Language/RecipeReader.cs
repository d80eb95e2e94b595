using System.Collections;
using System.Globalization;
using System.Numerics;
using Diorama.Assets.Taxonomy;
using Diorama.Core;
using Diorama.Core.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Diorama.Worlds.Recipes.Language;

/// <summary>Reads a <see cref="Recipe"/> from YAML. It continues after a problem, so that all problems are found at once.</summary>
internal sealed partial class RecipeReader {
    private readonly List<RecipeProblem> problems = [];
    private readonly SortedDictionary<string, YamlNode> places = new(StringComparer.Ordinal);
    /// <summary>Nodes of the names in mappings, by path.</summary>
    private readonly SortedDictionary<string, YamlNode> names = new(StringComparer.Ordinal);
    private readonly RecipeNodes nodes;
    private readonly ClassSet known;

    private RecipeReader(string yaml, string file, IReadOnlyList<string> overrides, ClassSet known) =>
        (nodes, this.known) = (new(yaml, file, overrides, problems), known);

    public static (Recipe? Recipe, IReadOnlyList<RecipeProblem> Problems) Read(string yaml, string file, IReadOnlyList<string> overrides,
        ClassSet known) {
        var reader = new RecipeReader(yaml, file, overrides, known);
        Recipe? recipe = reader.Read();
        return (recipe, [.. reader.problems.OrderBy(p => p.Line == 0).ThenBy(p => p.Line).ThenBy(p => p.Column)]);
    }

    private Recipe? Read() {
        if (nodes.Root is not { } root) return null;
        var recipe = (Recipe?)Value(root, typeof(Recipe), "");
        if (recipe is null) return null;
        if (!places.ContainsKey("recipe")) nodes.Report(root, "the version of the recipe language is missing; expected 'recipe: 1'");
        if (!places.ContainsKey("world")) nodes.Report(root,
            $"'world' is missing; expected 'world: {{kind: …}}' with {OneOf(Section.Kinds(typeof(WorldRecipe)).Select(k => k.Kind))}");
        // Values that could not be read are missing in the recipe, so that references to them would seem to lead nowhere.
        foreach ((string path, bool ofName, string sentence) in RecipeRules.Check(recipe, known, references: problems.Count == 0)) {
            nodes.Report(ofName && names.TryGetValue(path, out YamlNode? name) ? name : PlaceOf(path, root), $"{path}: {sentence}");
        }
        return recipe;
    }

    /// <summary>Returns the node of a path, or the node that contains it if the path is not written in the file.</summary>
    private YamlNode PlaceOf(string path, YamlNode root) {
        for (; path.Length > 0; path = path[..Math.Max(path.LastIndexOf('.'), 0)]) {
            if (places.TryGetValue(path, out YamlNode? node)) return node;
        }
        return root;
    }

    /// <summary>Returns the value of a node; null after a problem.</summary>
    private object? Value(YamlNode node, Type type, string path) {
        places[path] = node;
        if (Nullable.GetUnderlyingType(type) is { } plain) return IsNull(node) ? null : Value(node, plain, path);
        if (Section.DrawnOf(type) is { } drawn) return ValueOfDistribution(node, drawn, path);
        if (Section.ItemOf(type) is { } item) return List(node, type, item, path);
        if (Section.ValueOf(type) is { } value) return Map(node, type, value, path);
        if (type.IsAbstract) return Kind(node, type, path);
        if (Section.Is(type)) return Filled(node, type, path);
        return Single(node, type, path);
    }

    private object? Kind(YamlNode node, Type type, string path) {
        var kinds = Section.Kinds(type);
        if (node is YamlScalarNode && !IsNull(node) && kinds.FirstOrDefault(k => Section.Of(k.Type).Short is not null).Type is { } brief)
            return Filled(node, brief, path, "kind");
        if (node is not YamlMappingNode mapping) return Wrong(node, path, "a mapping with the key kind");
        YamlNode? key = mapping.Children.Keys.FirstOrDefault(k => TextOf(k) == "kind");
        if (key is null) return Report(node, $"{path}: the key kind is missing; expected {OneOf(kinds.Select(k => k.Kind))}");
        string? kind = TextOf(mapping.Children[key]);
        if (kinds.FirstOrDefault(k => k.Kind == kind).Type is { } chosen) return Filled(node, chosen, path, "kind");
        return Report(mapping.Children[key], $"{path}.kind: '{kind}' is not a kind; {Meant(kind, kinds.Select(k => k.Kind))}");
    }

    private object? Filled(YamlNode node, Type type, string path, string? known = null) {
        Section section = Section.Of(type);
        object target = Activator.CreateInstance(type)!;
        if (node is YamlScalarNode && !IsNull(node) && section.Short is { } brief) {
            if (Single(node, typeof(string), $"{path}.{brief.Key}") is not { } text) return null;
            brief.Property.SetValue(target, text);
            if (target is ClassRecipe selected) selected.Selects = true;
            return target;
        }
        if (node is not YamlMappingNode mapping) return Wrong(node, path, $"a mapping with keys such as {section.Entries[0].Key}");
        foreach ((YamlNode key, YamlNode child) in mapping.Children) {
            string? name = TextOf(key);
            if (name is null) {
                nodes.Report(key, "expected a word as key");
            } else if (section[name] is { } entry) {
                if (entry.IsOptional && IsNull(child)) continue;
                object? value = Value(child, entry.Type, path.Length == 0 ? name : $"{path}.{name}");
                if (value is not null || Nullable.GetUnderlyingType(entry.Type) is not null) entry.Property.SetValue(target, value);
            } else if (name != known) {
                string where = path.Length == 0 ? "a recipe" : $"'{path}'";
                nodes.Report(key, $"{where} has no key '{name}'; "
                    + $"{Meant(name, section.Entries.Select(e => e.Key).Concat(known is null ? [] : [known]))}");
            }
        }
        return target;
    }

    private object? List(YamlNode node, Type type, Type item, string path) {
        if (node is not YamlSequenceNode sequence) return Wrong(node, path, "a list");
        var values = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(item))!;
        int i = 0;
        foreach (YamlNode child in sequence.Children) {
            if (Value(child, item, $"{path}.{i++}") is { } value) values.Add(value);
        }
        if (!type.IsArray) return values;
        var array = Array.CreateInstance(item, values.Count);
        values.CopyTo(array, 0);
        return array;
    }

    private object? Map(YamlNode node, Type type, Type valueType, string path) {
        if (node is not YamlMappingNode mapping) return Wrong(node, path, "a mapping of names to values");
        var values = (IDictionary)Activator.CreateInstance(type)!;
        foreach ((YamlNode key, YamlNode child) in mapping.Children) {
            if (TextOf(key) is not { } name) {
                nodes.Report(key, "expected a word as key");
                continue;
            }
            names[$"{path}.{name}"] = key;
            if (Value(child, valueType, $"{path}.{name}") is { } value) values[name] = value;
        }
        return values;
    }

    /// <summary>Reads a number, boolean, text, enum value or colour.</summary>
    private object? Single(YamlNode node, Type type, string path) {
        if (type == typeof(Vector3)) return Color(node, path);
        if (node is not YamlScalarNode scalar) return Wrong(node, path, References.Named(type));
        string text = scalar.Value ?? "";
        bool quoted = scalar.Style != ScalarStyle.Plain && scalar.Style != ScalarStyle.Any;
        if (type == typeof(string)) return IsNull(node) ? Wrong(node, path, "text") : text;
        if (type.IsEnum) {
            foreach (object value in Enum.GetValues(type)) {
                if (Spelling.SnakeCase(value.ToString()!) == text) return value;
            }
            return Report(node, $"{path}: '{text}' is not known; {Meant(text, Enum.GetNames(type).Select(Spelling.SnakeCase))}");
        }
        object? parsed = quoted ? null : Parsed(text, type);
        return parsed ?? Wrong(node, path, References.Named(type));
    }

    private static object? Parsed(string text, Type type) {
        CultureInfo invariant = CultureInfo.InvariantCulture;
        if (type == typeof(bool)) return text switch { "true" => true, "false" => false, _ => null };
        if (type == typeof(double)) return double.TryParse(text, NumberStyles.Float, invariant, out double d) && double.IsFinite(d) ? d
            : null;
        if (type == typeof(int)) return int.TryParse(text, NumberStyles.AllowLeadingSign, invariant, out int i) ? i : null;
        if (type == typeof(long)) return long.TryParse(text, NumberStyles.AllowLeadingSign, invariant, out long l) ? l : null;
        if (type == typeof(ulong)) return ulong.TryParse(text, NumberStyles.None, invariant, out ulong u) ? u : null;
        throw new InvalidOperationException($"recipes have no values of {type}");
    }

    private object? Color(YamlNode node, string path) {
        if (node is not YamlSequenceNode { Children.Count: 3 } channels) return Wrong(node, path, References.Named(typeof(Vector3)));
        object?[] c = [.. channels.Children.Select(n => Single(n, typeof(double), path))];
        return c.Contains(null) ? null : new Vector3((float)(double)c[0]!, (float)(double)c[1]!, (float)(double)c[2]!);
    }

    private object? Wrong(YamlNode node, string path, string expected) => Report(node, $"{path}: expected {expected}, found {Found(node)}");

    private object? Report(YamlNode node, string sentence) {
        nodes.Report(node, sentence);
        return null;
    }

    private static string Found(YamlNode node) => node switch {
        YamlSequenceNode => "a list",
        YamlMappingNode => "a mapping",
        _ when IsNull(node) => "nothing",
        YamlScalarNode { Style: ScalarStyle.Plain } scalar => $"'{scalar.Value}'",
        _ => $"the text '{TextOf(node)}'",
    };

    private static string? TextOf(YamlNode node) => (node as YamlScalarNode)?.Value;

    private static bool IsNull(YamlNode node) => node is YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "~" or "null" };

    private static string OneOf(IEnumerable<string> names) => "one of " + string.Join(", ", names);

    private static string Meant(string? name, IEnumerable<string> names) => $"did you mean '{NearestNames.First(name ?? "", names)}'?";
}
