using System.Globalization;
using Diorama.Core.Files;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Diorama.Core.Yaml;

/// <summary>YAML, and JSON as YAML, from files that anyone may have written: whatever they hold ends in nodes or in one sentence.</summary>
public static class YamlInput {
    /// <summary>Bytes of a file.</summary>
    public const int MostBytes = 16 << 20;
    /// <summary>Lists and mappings within one another, what aliases stand for included.</summary>
    public const int MostDepth = 100;
    /// <summary>Values, each counted as often as aliases repeat it.</summary>
    public const int MostNodes = 1_000_000;

    /// <summary>The text of a file.</summary>
    /// <exception cref="BadInputException">It cannot be read, or is too large.</exception>
    public static string ReadText(string path) {
        try {
            var file = new FileInfo(path);
            if (file.Exists && file.Length > MostBytes) {
                throw new BadInputException(string.Create(CultureInfo.InvariantCulture,
                    $"{path}: the file has {file.Length} bytes; expected at most {MostBytes} bytes of YAML."));
            }
            using var reader = new StreamReader(new MemoryStream(WholeFile.Read(path)));
            return reader.ReadToEnd();
        } catch (Exception e) when (e is IOException or UnauthorizedAccessException) {
            throw new BadInputException($"{path}: cannot be read: {e.Message}", e);
        }
    }

    /// <summary>The documents of a text.</summary>
    /// <exception cref="YamlLimitException">
    /// It is nested too deep, or its aliases make too much of it; the message is a sentence without its full stop.
    /// </exception>
    /// <exception cref="YamlException">It is not YAML.</exception>
    public static YamlStream Load(string text) {
        var parser = new LimitedParser(new Parser(new StringReader(text)));
        var stream = new YamlStream();
        try {
            stream.Load(parser);
        } catch (InvalidOperationException e) {
            // What the parser throws when a list in brackets goes on where a key begins.
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

    /// <summary>Nodes and height below a node, as if every alias were written out. An entry without a size is being measured.</summary>
    private static (long Nodes, int Height) Measure(YamlNode node, int depth, Dictionary<YamlNode, (long Nodes, int Height)?> sizes) {
        if (node is YamlScalarNode) return (1, 0);
        if (sizes.TryGetValue(node, out var known)) {
            if (known is not { } size) throw new YamlLimitException(node.Start, node.End, "the value contains itself");
            return depth + size.Height > MostDepth ? throw TooDeep(node.Start, node.End) : size;
        }
        if (depth >= MostDepth) throw TooDeep(node.Start, node.End);
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
            if (nodes > MostNodes) throw new YamlLimitException(node.Start, node.End,
                string.Create(CultureInfo.InvariantCulture, $"with its aliases written out this has more than {MostNodes} values"));
        }
        sizes[node] = (nodes, height);
        return (nodes, height);
    }

    private static YamlLimitException TooDeep(Mark start, Mark end) =>
        new(start, end, string.Create(CultureInfo.InvariantCulture, $"lists and mappings are nested more than {MostDepth} deep"));

    /// <summary>
    /// Stops before nodes are made that are nested too deep, and before an alias takes part in a key, whose hash would visit all that it
    /// stands for.
    /// </summary>
    private sealed class LimitedParser(IParser parser) : IParser {
        /// <summary>The open lists and mappings: whether it is a mapping, whether a key comes next, whether it is part of a key.</summary>
        private readonly Stack<(bool Mapping, bool Key, bool InKey)> open = new();

        public ParsingEvent? Current => parser.Current;

        public bool MoveNext() {
            if (!parser.MoveNext()) return false;
            switch (parser.Current) {
                case MappingStart or SequenceStart:
                    bool inKey = Next();
                    open.Push((parser.Current is MappingStart, true, inKey));
                    if (open.Count > MostDepth) throw TooDeep(parser.Current.Start, parser.Current.End);
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

        /// <summary>Counts a node; true when it is a key or part of one.</summary>
        private bool Next() {
            if (!open.TryPop(out var top)) return false;
            open.Push(top with { Key = !top.Key });
            return top.InKey || top is { Mapping: true, Key: true };
        }
    }
}
