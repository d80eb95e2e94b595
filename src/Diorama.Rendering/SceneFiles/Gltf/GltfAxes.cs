using System.Numerics;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.SceneFiles.Gltf;

/// <summary>
/// Conversion of axes: glTF is +Y up, the world +Z up, worldFromGltf = (x, −z, y), +90° about X. A scene read from glTF keeps the file's
/// node data unchanged below one root of that name; the writer omits that root again. Other roots, already in world axes, are written below
/// a node marked <c>extras.diorama.zUp</c> that rotates them to +Y up, and the reader removes that node.
/// </summary>
internal static class GltfAxes {
    private const string RootName = "worldFromGltf";
    private static readonly float Half = MathF.Sqrt(0.5f);

    public static Quaternion WorldFromGltf { get; } = new(Half, 0, 0, Half);
    public static Quaternion GltfFromWorld { get; } = new(-Half, 0, 0, Half);

    public static Node CreateRoot() => new() { Name = RootName, Rotation = WorldFromGltf };

    /// <summary>Whether <paramref name="node"/> is the root that the reader added, unchanged since.</summary>
    public static bool IsRoot(Node node) =>
        node is { Parent: null, Matrix: null, Camera: null, Light: null, Skin: null, Class: null, Name: RootName } &&
        node.Parts.Count + node.Curves.Count + node.Keypoints.Count == 0 &&
        node.Translation == Vector3.Zero && node.Scale == Vector3.One && node.Rotation == WorldFromGltf;

    /// <summary>Whether a glTF node only rotates a +Z-up scene to +Y up.</summary>
    public static bool IsZUp(GltfValue node) => node.Diorama()?.Flag("zUp") ?? false;
}
