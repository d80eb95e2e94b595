using YamlDotNet.RepresentationModel;

namespace Diorama.Core.Yaml;

/// <summary>
/// Merge keys (YAML's "Merge Key Language-Independent Type", 2005): <c>&lt;&lt;: *base</c>, or a list of such mappings, stands for the keys
/// of the mapping that are not given beside it.
/// </summary>
public static class MergeKeys {
    private const string Key = "<<";

    /// <summary>Writes out the merge keys of all mappings below a node.</summary>
    /// <exception cref="YamlLimitException">A merge key has another value than a mapping or a list of mappings.</exception>
    public static void WriteOut(YamlNode root) => WriteOut(root, new(ReferenceEqualityComparer.Instance));

    private static void WriteOut(YamlNode node, HashSet<YamlNode> done) {
        if (node is YamlScalarNode || !done.Add(node)) return;
        if (node is YamlSequenceNode list) {
            foreach (YamlNode child in list.Children) WriteOut(child, done);
            return;
        }
        if (node is not YamlMappingNode mapping) return;
        foreach ((_, YamlNode child) in mapping.Children) WriteOut(child, done);
        if (mapping.Children.FirstOrDefault(c => c.Key is YamlScalarNode { Value: Key }) is not { Key: { } key, Value: { } merged }) return;
        mapping.Children.Remove(key);
        // The first of several mappings wins.
        foreach (YamlNode source in merged is YamlSequenceNode several ? several.Children : [merged]) {
            if (source is not YamlMappingNode values)
                throw new YamlLimitException(source.Start, source.End, "'<<' has another value than a mapping or a list of mappings");
            foreach ((YamlNode name, YamlNode value) in values.Children) {
                if (!mapping.Children.ContainsKey(name)) mapping.Children.Add(name, value);
            }
        }
    }
}
