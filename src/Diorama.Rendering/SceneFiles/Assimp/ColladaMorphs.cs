using System.Xml;
using System.Xml.Linq;
using Diorama.Core.Files;

namespace Diorama.Rendering.SceneFiles.Assimp;

/// <summary>
/// Removes COLLADA's morph controllers (1.4.1 specification, section "morph"), because Assimp 5.2 cannot resolve their references and
/// rejects such files.
/// </summary>
internal static class ColladaMorphs {
    /// <summary>
    /// Returns the file without its morph controllers, so that its meshes keep their base shapes; null if there are none, or if it is not
    /// XML, which Assimp reports better.
    /// </summary>
    public static XDocument? Remove(string path) {
        if (File.ReadAllBytes(RegularFile.At(path)).AsSpan().IndexOf("<morph"u8) < 0) return null;
        XDocument document;
        try {
            using var reader = XmlReader.Create(path, new() { DtdProcessing = DtdProcessing.Ignore });
            document = XDocument.Load(reader);
        } catch (XmlException) {
            return null;
        }
        if (document.Root is not { } root) return null;
        XNamespace n = root.Name.Namespace;
        var baseOf = new Dictionary<string, string>();
        foreach (var morph in root.Descendants(n + "morph").ToArray()) {
            if (morph.Parent?.Attribute("id")?.Value is { } id && morph.Attribute("source")?.Value is { } source) baseOf['#' + id] = source;
            morph.Parent?.Remove();
        }
        foreach (var skin in root.Descendants(n + "skin")) {
            if (skin.Attribute("source") is { } source && baseOf.TryGetValue(source.Value, out string? geometry)) source.Value = geometry;
        }
        foreach (var use in root.Descendants(n + "instance_controller")) {
            if (use.Attribute("url") is not { } url || !baseOf.TryGetValue(url.Value, out string? geometry)) continue;
            (use.Name, url.Value) = (n + "instance_geometry", geometry);
            use.Elements(n + "skeleton").Remove();
        }
        return document;
    }
}
