using System.Numerics;
using Diorama.Core;
using Diorama.Core.Diagnostics;
using Diorama.Core.Names;
using Diorama.Core.Yaml;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Diorama.Assets.Import;

/// <summary>
/// Reads the manifest.yaml or manifest.json of a folder of models: a list of entries with the keys of <see cref="Keys"/>. Values under the
/// key "defaults", next to "assets", apply to all entries.
/// </summary>
public static class ImportManifest {
    public static IReadOnlyList<string> Keys { get; } = ["file", "class", "licence", "author", "name", "size_cm", "up", "front"];

    private static readonly string[] names = ["manifest.yaml", "manifest.yml", "manifest.json"];

    /// <exception cref="BadInputException">There is no manifest, or it is not valid: the message states file, line and key.</exception>
    public static IReadOnlyList<ImportOrder> Read(string folder) {
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
        if (root is YamlMappingNode top) {
            CheckKeys(top, ["defaults", "assets"], file);
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
        return orders;
    }

    private static ImportOrder Order(YamlMappingNode entry, YamlMappingNode? defaults, string folder, string file) {
        CheckKeys(entry, Keys, file);
        return new() {
            File = Inside(Required("file")), Folder = folder, Class = Required("class"), Licence = Required("licence"),
            Author = Text("author"), Name = Text("name"), Up = Text("up"), Front = Text("front"), Size = Size(Find("size_cm")),
        };

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
