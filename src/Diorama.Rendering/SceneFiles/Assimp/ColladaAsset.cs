using System.Globalization;
using System.Numerics;
using System.Xml;
using Diorama.Core.Files;
using Diorama.Core.Spaces;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.SceneFiles.Assimp;

/// <summary>
/// What a COLLADA file says of itself (1.4.1 specification, section "asset") and Assimp has already applied, or left out: its unit, its
/// upward axis, and the names of its nodes, for which Assimp gives their ids.
/// </summary>
internal sealed class ColladaAsset {
    private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);

    /// <summary>The map that Assimp applies: to +Y up and metres.</summary>
    public Affine3 YUpFromFile { get; private set; } = Affine3.Identity;

    /// <summary>Reads a file that Assimp has accepted; what is not as the specification says counts as not said.</summary>
    public static ColladaAsset Read(string path) {
        var asset = new ColladaAsset();
        (float metres, string up, bool isInAsset) = (1, "Y_UP", false);
        try {
            using FileStream stream = RegularFile.Open(path);
            using var reader = XmlReader.Create(stream, new() { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
            while (reader.Read()) {
                // Elements below the root have assets of their own, which say nothing of the file.
                if (reader.Depth == 1) isInAsset = reader is { NodeType: XmlNodeType.Element, LocalName: "asset" };
                if (reader.NodeType != XmlNodeType.Element) continue;
                if (isInAsset && reader.Depth == 2 && reader.LocalName == "unit") {
                    if (float.TryParse(reader.GetAttribute("meter"), CultureInfo.InvariantCulture, out float stated)
                        && stated > 0 && float.IsFinite(stated)) metres = stated;
                } else if (isInAsset && reader.Depth == 2 && reader.LocalName == "up_axis") {
                    if (reader.Read() && reader.NodeType == XmlNodeType.Text) up = reader.Value.Trim();
                } else if (reader.LocalName == "node" && reader.GetAttribute("id") is { Length: > 0 } id
                    && reader.GetAttribute("name") is { Length: > 0 } name) {
                    asset.names.TryAdd(id, name);
                }
            }
        } catch (XmlException) {
            // Assimp has read it otherwise.
        }
        Affine3 turn = up switch {
            "X_UP" => new(Vector3.UnitY, -Vector3.UnitX, Vector3.UnitZ, Vector3.Zero),
            "Z_UP" => new(Vector3.UnitX, -Vector3.UnitZ, Vector3.UnitY, Vector3.Zero),
            _ => Affine3.Identity,
        };
        asset.YUpFromFile = new(turn.X * metres, turn.Y * metres, turn.Z * metres, Vector3.Zero);
        return asset;
    }

    /// <summary>Gives nodes, which have their ids, the names that the file has for them.</summary>
    public void NameNodes(Scene scene) {
        var before = scene.Nodes.ToDictionary(n => n, n => n.Name);
        foreach (Node node in scene.Nodes) {
            if (names.TryGetValue(before[node], out string? name)) {
                node.Name = name;
            } else if (node.Parent is { } parent && (node.Camera is not null || node.Light is not null)
                && before[node].StartsWith(before[parent], StringComparison.Ordinal)) {
                node.Name = parent.Name + before[node][before[parent].Length..];
            }
        }
    }
}
