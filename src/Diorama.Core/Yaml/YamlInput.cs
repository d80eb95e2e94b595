using System.Globalization;
using Diorama.Core.Files;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Diorama.Core.Yaml;

/// <summary>Reads untrusted YAML, and JSON as YAML: any content results in nodes or in an error message of one sentence.</summary>
public static class YamlInput {
    /// <summary>Largest size of a file in bytes.</summary>
    public const int MaxBytes = 16 << 20;
    /// <summary>Largest depth of nested lists and mappings, with aliases expanded.</summary>
    public const int MaxDepth = 100;
    /// <summary>Largest number of values, with aliases expanded.</summary>
    public const int MaxNodes = 1_000_000;

    /// <summary>Reads the text of a file.</summary>
    /// <exception cref="BadInputException">The file cannot be read, or is too large.</exception>
    public static string ReadText(string path) {
        try {
            var file = new FileInfo(path);
            if (file.Exists && file.Length > MaxBytes) {
                throw new BadInputException(string.Create(CultureInfo.InvariantCulture,
                    $"{path}: the file has {file.Length} bytes; expected at most {MaxBytes} bytes of YAML."));
            }
            using var reader = new StreamReader(new MemoryStream(WholeFile.Read(path)));
            return reader.ReadToEnd();
        } catch (Exception e) when (e is IOException or UnauthorizedAccessException) {
            throw new BadInputException($"{path}: cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Parses the documents of a text.</summary>
    /// <exception cref="YamlLimitException">
    /// The text is nested too deeply, an alias is part of a key, or expanding its aliases gives too many values; the message is a sentence
    /// without its full stop.
    /// </exception>
    /// <exception cref="YamlException">The text is not YAML.</exception>
    public static YamlStream Load(string text) {
        var parser = new LimitedParser(new(new Scanner(new StringReader(text))));
        var stream = new YamlStream();
        try {
            stream.Load(parser);
        } catch (InvalidOperationException e) {
            // The parser throws this when a list in brackets continues where a key begins.
            Mark end = parser.Current?.End ?? Mark.Empty;
            throw new YamlException(end, end, "near here a bracket is not closed", e);
        } catch (Exception e) when (e is ArgumentException or FormatException or OverflowException or IndexOutOfRangeException
            or NotSupportedException) {
            Mark end = parser.Current?.End ?? Mark.Empty;
            throw new YamlException(end, end, "what stands near here cannot be understood", e);
        }
        var sizes = new Dictionary<YamlNode, (long Nodes, int Height)?>(ReferenceEqualityComparer.Instance);
        foreach (YamlDocument document in stream.Documents) Measure(document.RootNode, 0, sizes);
        return stream;
    }

    /// <summary>
    /// Returns the number of nodes and the height below a node, with every alias expanded. A null entry in <paramref name="sizes"/> marks
    /// a node that is being measured.
    /// </summary>
    private static (long Nodes, int Height) Measure(YamlNode node, int depth, Dictionary<YamlNode, (long Nodes, int Height)?> sizes) {
        if (node is YamlScalarNode) return (1, 0);
        if (sizes.TryGetValue(node, out var known)) {
            if (known is not { } size) throw new YamlLimitException(node.Start, node.End, "the value contains itself");
            return depth + size.Height > MaxDepth ? throw TooDeep(node.Start, node.End) : size;
        }
        if (depth >= MaxDepth) throw TooDeep(node.Start, node.End);
        sizes[node] = null;
        (long nodes, int height) = (1, 0);
        IEnumerable<YamlNode> children = node switch {
            YamlSequenceNode list => list.Children,
            YamlMappingNode mapping => mapping.Children.SelectMany(c => (YamlNode[])[c.Key, c.Value]),
            _ => [],
        };
        foreach (YamlNode child in children) {
            (long below, int up) = Measure(child, depth + 1, sizes);
            (nodes, height) = (nodes + below, Math.Max(height, up + 1));
            if (nodes > MaxNodes) throw new YamlLimitException(node.Start, node.End,
                string.Create(CultureInfo.InvariantCulture, $"with its aliases written out this has more than {MaxNodes} values"));
        }
        sizes[node] = (nodes, height);
        return (nodes, height);
    }

    private static YamlLimitException TooDeep(Mark start, Mark end) =>
        new(start, end, string.Create(CultureInfo.InvariantCulture, $"lists and mappings are nested more than {MaxDepth} deep"));

    /// <summary>
    /// Throws before nodes that are nested too deeply are created, and before an alias becomes part of a key, because computing the hash of
    /// the key would visit everything the alias refers to.
    /// </summary>
    private sealed class LimitedParser : IParser {
        private readonly AnchorScanner anchors;
        private readonly Parser parser;

        /// <summary>Open lists and mappings: whether it is a mapping, whether a key comes next, whether it is part of a key.</summary>
        private readonly Stack<(bool Mapping, bool Key, bool InKey)> open = new();

        public LimitedParser(AnchorScanner anchors) => (this.anchors, parser) = (anchors, new(anchors));

        public ParsingEvent? Current { get; private set; }

        public bool MoveNext() {
            if (!parser.MoveNext()) return false;
            Current = parser.Current is { } e ? anchors.Anchored(e) : null;
            switch (parser.Current) {
                case MappingStart or SequenceStart:
                    bool inKey = Next();
                    open.Push((parser.Current is MappingStart, true, inKey));
                    if (open.Count > MaxDepth) throw TooDeep(parser.Current.Start, parser.Current.End);
                    break;
                case MappingEnd or SequenceEnd:
                    open.Pop();
                    break;
                case AnchorAlias alias when Next():
                    throw new YamlLimitException(alias.Start, alias.End, "an alias cannot be a key");
                case Scalar:
                    Next();
                    break;
            }
            return true;
        }

        /// <summary>Counts a node; returns true if it is a key or part of one.</summary>
        private bool Next() {
            if (!open.TryPop(out var top)) return false;
            open.Push(top with { Key = !top.Key });
            return top.InKey || top is { Mapping: true, Key: true };
        }
    }
}
