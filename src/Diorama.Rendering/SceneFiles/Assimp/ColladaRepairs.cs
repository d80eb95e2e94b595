using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Diorama.Core.Files;

namespace Diorama.Rendering.SceneFiles.Assimp;

/// <summary>
/// Changes COLLADA files that Assimp would refuse or misread: morph controllers (1.4.1 specification, section "morph"), whose references
/// Assimp 5.2 cannot resolve, are removed; blanks around numbers of materials, cameras and lights are cut; and cameras without a name,
/// which it takes for another, get their id as name.
/// </summary>
internal static partial class ColladaRepairs {
    /// <summary>Elements of a number or a few that Assimp reads from their first character on.</summary>
    private static readonly HashSet<string> numbers = [
        "color", "float", "xfov", "yfov", "xmag", "ymag", "aspect_ratio", "znear", "zfar", "constant_attenuation", "linear_attenuation",
        "quadratic_attenuation", "falloff_angle", "falloff_exponent", "intensity",
    ];

    /// <summary>
    /// Returns the changed file, and whether meshes have lost their morph targets; null if nothing is to be changed, or if it is not XML,
    /// which Assimp reports better.
    /// </summary>
    public static (XDocument Document, bool LosesMorphs)? Of(string path) {
        byte[] bytes = File.ReadAllBytes(RegularFile.At(path));
        bool morphs = bytes.AsSpan().IndexOf("<morph"u8) >= 0;
        // Bytes as characters: names of elements are ASCII.
        if (!morphs && !Blank().IsMatch(Encoding.Latin1.GetString(bytes)) && !Nameless().IsMatch(Encoding.Latin1.GetString(bytes)))
            return null;
        XDocument document;
        try {
            using var reader = XmlReader.Create(path, new() { DtdProcessing = DtdProcessing.Ignore });
            document = XDocument.Load(reader);
        } catch (XmlException) {
            return null;
        }
        if (document.Root is not { } root) return null;
        foreach (XElement element in root.Descendants().Where(e => !e.HasElements && numbers.Contains(e.Name.LocalName)))
            element.Value = element.Value.Trim();
        foreach (XElement camera in root.Descendants().Where(e => e.Name.LocalName == "camera" && e.Attribute("name") is null))
            camera.SetAttributeValue("name", camera.Attribute("id")?.Value);
        if (morphs) RemoveMorphs(root);
        return (document, morphs);
    }

    [GeneratedRegex(@"<(color|float|xfov|yfov|xmag|ymag|aspect_ratio|znear|zfar|\w+_attenuation|falloff_\w+|intensity)(\s[^>]*)?>\s")]
    private static partial Regex Blank();

    [GeneratedRegex(@"<camera(?![^>]*\sname\s*=)[\s>]")]
    private static partial Regex Nameless();

    private static void RemoveMorphs(XElement root) {
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
    }
}
