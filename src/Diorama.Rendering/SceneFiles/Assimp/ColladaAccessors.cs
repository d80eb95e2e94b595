using System.Globalization;
using System.Xml;
using Diorama.Core;
using Diorama.Core.Files;

namespace Diorama.Rendering.SceneFiles.Assimp;

/// <summary>
/// Checks that COLLADA accessors (1.4.1 specification, section "accessor") stay within their arrays. Assimp does not check, and reads the
/// memory behind the array as coordinates.
/// </summary>
internal static class ColladaAccessors {
    private readonly record struct Accessor(string Source, long Values, int Line);

    /// <exception cref="BadInputException">An accessor reads more values than its array declares.</exception>
    public static void Check(string path) {
        var arrays = new Dictionary<string, long>(StringComparer.Ordinal);
        var accessors = new List<Accessor>();
        try {
            using FileStream stream = RegularFile.Open(path);
            using var reader = XmlReader.Create(stream, new() { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
            while (reader.Read()) {
                if (reader.NodeType != XmlNodeType.Element) continue;
                if (reader.LocalName.EndsWith("_array", StringComparison.Ordinal) && reader.GetAttribute("id") is { } id)
                    arrays.TryAdd(id, Number(reader, "count", 0));
                else if (reader.LocalName == "accessor") accessors.Add(Read(reader));
                else if (reader.LocalName == "p") CheckIndices(reader);
            }
        } catch (XmlException) {
            // Assimp reports the error better.
        }
        foreach (Accessor a in accessors) {
            if (!arrays.TryGetValue(a.Source, out long values) || a.Values <= values) continue;
            throw new BadInputException(string.Create(CultureInfo.InvariantCulture,
                $"line {a.Line}: an accessor reads {a.Values} values, but the array '{a.Source}' has {values}."));
        }
    }

    private static Accessor Read(XmlReader reader) {
        int line = Line(reader);
        string source = (reader.GetAttribute("source") ?? "").TrimStart('#');
        long offset = Number(reader, "offset", 0), stride = Number(reader, "stride", 1),
            count = Number(reader, "count", 0);
        // The last element counts as many values as it names, the others the whole stride.
        long named = 0;
        if (!reader.IsEmptyElement) {
            for (int depth = reader.Depth; reader.Read() && reader.Depth > depth;)
                if (reader is { NodeType: XmlNodeType.Element, LocalName: "param" }) named++;
        }
        return new(source, count == 0 ? 0 : offset + (count - 1) * stride + Math.Min(stride, Math.Max(1, named)), line);
    }

    /// <summary>Throws for negative indices, for which Assimp would use another element.</summary>
    private static void CheckIndices(XmlReader reader) {
        int line = Line(reader);
        if (reader.IsEmptyElement) return;
        char[] part = new char[1 << 12];
        while (reader.Read()
            && reader.NodeType is XmlNodeType.Text or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace or XmlNodeType.CDATA) {
            for (int count; (count = reader.ReadValueChunk(part, 0, part.Length)) > 0;)
                if (part.AsSpan(0, count).Contains('-'))
                    throw new BadInputException($"line {line}: <p> holds a negative index, expected numbers from 0.");
        }
    }

    private static long Number(XmlReader reader, string name, int otherwise) {
        string? text = reader.GetAttribute(name)?.Trim();
        if (text is null) return otherwise;
        // At most what fits into a file: products of two stay within 64 bits.
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value)) return value;
        throw new BadInputException($"line {Line(reader)}: '{name}' of <{reader.LocalName}> is '{text}', expected a whole number "
            + $"from 0 to {int.MaxValue}.");
    }

    private static int Line(XmlReader reader) => reader is IXmlLineInfo place ? place.LineNumber : 0;
}
