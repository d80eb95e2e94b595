using Diorama.Core.Diagnostics;
using Diorama.Rendering.Materials;

namespace Diorama.Rendering.Scenes;

/// <summary>
/// The plain description of a scene, as authored or read from a file: a node tree with meshes, lights and cameras,
/// materials, skins and animations, surroundings. World is right-handed, +Z up, metres.
/// Readers convert to that; nothing here is prepared for rendering (see <see cref="RenderScene"/>).
/// </summary>
public sealed class Scene {
    public string Name { get; set; } = "";
    /// <summary>All nodes; a parent always stands before its children.</summary>
    public List<Node> Nodes { get; } = [];
    public List<Material> Materials { get; } = [];
    public List<Skin> Skins { get; } = [];
    public List<Animation> Animations { get; } = [];
    /// <summary>Class names; class id = index + 1, 0 is "no class".</summary>
    public List<string> Classes { get; } = [];
    public Environment? Environment { get; set; }
    public Media.Fog? Fog { get; set; }
    public Warnings Warnings { get; } = new();
}
