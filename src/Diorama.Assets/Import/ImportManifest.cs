using System.Globalization;
using System.Numerics;
using Diorama.Assets.Taxonomy;
using Diorama.Core;
using Diorama.Core.Diagnostics;
using Diorama.Core.Names;
using Diorama.Core.Spaces;
using Diorama.Core.Yaml;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Diorama.Assets.Import;

/// <summary>
/// The manifest.yaml or manifest.json of a folder of models: a list of entries with the keys of <see cref="Keys"/>. Values under the key
/// "defaults", next to "assets", apply to all entries; classes under "classes" are declared with them.
/// </summary>
/// <param name="Orders">Models to import.</param>
/// <param name="Classes">Declared classes; those without an id have 0.</param>
public sealed record ImportManifest(IReadOnlyList<ImportOrder> Orders, IReadOnlyList<AssetClass> Classes) {
    public static IReadOnlyList<string> Keys { get; } = ["file", "class", "licence", "author", "name", "size_cm", "unit", "scale", "up",
        "front"];
    /// <summary>Keys of the classes that a manifest declares.</summary>
    public static IReadOnlyList<string> ClassKeys { get; } = ["name", "id", "supercategory", "color", "synonyms"];

    private static readonly string[] names = ["manifest.yaml", "manifest.yml", "manifest.json"];

    /// <exception cref="BadInputException">There is no manifest, or it is not valid: the message states file, line and key.</exception>
    public static ImportManifest Read(string folder) {
        string file = names.Select(n => Path.Combine(folder, n)).FirstOrDefault(File.Exists)
            ?? throw new BadInputException($"{folder}: there is no manifest, expected {string.Join(" or ", names)}");
        // JSON is valid YAML too.
        YamlStream stream;
        try {
            stream = YamlInput.Load(YamlInput.ReadText(file));
        } catch (YamlLimitException e) {
            throw new BadInputException($"{file}:{e.Start.Line}: {e.Message}", e);
        } catch (YamlException e) {
            throw new BadInputException($"{file}:{e.Start.Line}: it is not valid YAML: {e.Message}", e);
        }
        if (stream.Documents.Count == 0) throw new BadInputException($"{file}: it is empty, expected a list of assets");
        var root = stream.Documents[0].RootNode;
        YamlMappingNode? defaults = null;
        AssetClass[] classes = [];
        if (root is YamlMappingNode top) {
            CheckKeys(top, ["defaults", "classes", "assets"], file);
            classes = Child(top, "classes") switch {
                null => [],
                YamlSequenceNode entries => [.. entries.Select(c => Class(c, file))],
                { } other => throw Bad(file, other, "expected a list of classes"),
            };
            defaults = Child(top, "defaults") as YamlMappingNode;
            if (defaults is not null) CheckKeys(defaults, Keys, file);
            root = Child(top, "assets") ?? throw Bad(file, top, "there is no key 'assets', expected the list of assets there");
        }
        if (root is not YamlSequenceNode list) throw Bad(file, root, "expected a list of assets");
        var orders = new List<ImportOrder>();
        var seen = new HashSet<ImportOrder>();
        foreach (YamlNode node in list) {
            ImportOrder order = node is YamlMappingNode entry ? Order(entry, defaults, folder, file)
                : throw Bad(file, node, "expected keys and values");
            if (!seen.Add(order)) throw Bad(file, node, "the entry says the same as one above it, expected each model once");
            orders.Add(order);
        }
        return new(orders, classes);
    }

    private static AssetClass Class(YamlNode node, string file) {
        if (node is not YamlMappingNode entry) throw Bad(file, node, "expected a class with its keys, such as {name: hex bolt, id: 7}");
        CheckKeys(entry, ClassKeys, file);
        string name = Text("name") is { Length: > 0 } given ? given : throw Bad(file, entry, "the key 'name' is missing");
        int id = 0;
        if (Text("id") is { } number && !(int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out id)
            && id is >= 1 and <= AssetClass.MaxId))
            throw Bad(file, Child(entry, "id")!, $"the id is '{number}', expected a whole number from 1 to {AssetClass.MaxId}");
        return new(id, name, Text("supercategory") ?? "other") { Color = Color(Child(entry, "color")),
            Synonyms = Texts(Child(entry, "synonyms")) };

        string? Text(string key) => Child(entry, key) is { } value ? Line(value, key) : null;
        string Line(YamlNode value, string key) => value is YamlScalarNode { Value: { } text } && DisplayName.Problem(text) is null ? text
            : throw Bad(file, value, $"{key} must be a single line of text");
        string[]? Texts(YamlNode? list) => list switch {
            null => null,
            YamlSequenceNode texts => [.. texts.Select(t => Line(t, "synonyms"))],
            _ => throw Bad(file, list, "synonyms must be a list of names"),
        };
        int[]? Color(YamlNode? list) => list is null ? null
            : list is YamlSequenceNode { Children.Count: 3 } channels && channels.All(c => Channel(c) is not null)
                ? [.. channels.Select(c => Channel(c)!.Value)]
            : throw Bad(file, list, "color must be [red, green, blue], 0 to 255");
        static int? Channel(YamlNode node) => int.TryParse((node as YamlScalarNode)?.Value, NumberStyles.None, CultureInfo.InvariantCulture,
            out int value) && value <= 255 ? value : null;
    }

    private static ImportOrder Order(YamlMappingNode entry, YamlMappingNode? defaults, string folder, string file) {
        CheckKeys(entry, Keys, file);
        return new() {
            File = Inside(Required("file")), Folder = folder, Class = Required("class"), Licence = Required("licence"),
            Author = Text("author"), Name = Text("name"), Up = Text("up"), Front = Text("front"), Size = Size(Find("size_cm")),
            Unit = Text("unit") is { } unit ? LengthUnits.Parse(unit) ?? throw Bad(file, Find("unit")!,
                $"the unit is '{unit}', expected {string.Join(", ", LengthUnits.Names)}") : null,
            Scale = Text("scale") is { } scale ? Factor(scale) : 1,
        };

        double Factor(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double factor)
            && factor is > 0 and <= 1e6 ? factor : throw Bad(file, Find("scale")!, $"the scale is '{text}', expected a number above 0");

        YamlNode? Find(string key) => Child(entry, key) ?? (defaults is null ? null : Child(defaults, key));
        string Inside(string name) => Path.GetFullPath(Path.Combine(folder, name)) is var full && PathBelow.IsIn(folder, full) ? full
            : throw Bad(file, Find("file")!,
            $"the file '{DisplayName.Visible(name)}' lies outside of the manifest's folder; expected one in it or below");
        string? Text(string key) {
            if (Find(key) is not { } node) return null;
            string text = (node as YamlScalarNode)?.Value ?? throw Bad(file, node, $"{key} must be a single text");
            return DisplayName.Problem(text) is { } problem ? throw Bad(file, node, $"{key}: {problem}") : text;
        }
        string Required(string key) => Text(key) ?? throw Bad(file, entry, $"the key '{key}' is missing");
        Vector3? Size(YamlNode? node) => node switch {
            null => null,
            YamlScalarNode { Value: { } words } => ImportSize.Parse(words, $"{file}:{node.Start.Line}: size_cm"),
            YamlSequenceNode numbers => ImportSize.Parse(string.Join('x', numbers), $"{file}:{node.Start.Line}: size_cm"),
            _ => throw Bad(file, node, "size_cm must be [width, depth, height]"),
        };
    }

    private static void CheckKeys(YamlMappingNode node, IReadOnlyList<string> allowed, string file) {
        foreach (var (key, _) in node.Children) {
            string name = (key as YamlScalarNode)?.Value ?? "";
            if (!allowed.Contains(name)) throw Bad(file, key, $"there is no key '{name}', {NearestNames.Sentence(name, allowed)}");
        }
    }

    private static YamlNode? Child(YamlMappingNode node, string key) =>
        node.Children.TryGetValue(new YamlScalarNode(key), out var child) ? child : null;

    private static BadInputException Bad(string file, YamlNode node, string sentence) => new($"{file}:{node.Start.Line}: {sentence}");
}
