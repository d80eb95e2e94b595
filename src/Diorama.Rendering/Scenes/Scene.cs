using System.Numerics;
using Diorama.Core.Diagnostics;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Lights;
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

    /// <summary>Adds an object: a mesh with its material. The node that is returned can be posed further.</summary>
    /// <param name="mesh">Geometry in the object's own space, metres.</param>
    /// <param name="material">Appearance; white plastic by default.</param>
    /// <param name="at">World position of the object's origin, metres.</param>
    /// <param name="className">Class of the object, which becomes one of <see cref="Classes"/>; null is no class.</param>
    public Node Add(Mesh mesh, Material? material = null, Vector3 at = default, string? className = null) {
        ArgumentNullException.ThrowIfNull(mesh);
        var node = new Node { Name = mesh.Name, Translation = at, Class = className, Parts = { new(mesh, material ?? new()) } };
        if (className is not null && !Classes.Contains(className)) Classes.Add(className);
        Nodes.Add(node);
        return node;
    }

    /// <summary>Adds a light at one point that shines towards another.</summary>
    public Node Add(Light light, Vector3 from, Vector3 to) {
        ArgumentNullException.ThrowIfNull(light);
        var node = new Node { Name = light.Name, Light = light, Matrix = Node.PoseLookingAt(from, to) };
        Nodes.Add(node);
        return node;
    }

    /// <summary>Adds a pinhole camera that looks at a point, with +Z upwards. Its lens can be replaced.</summary>
    /// <param name="eye">World position of the camera, metres.</param>
    /// <param name="target">The point in the middle of the image.</param>
    /// <param name="verticalFov">Vertical field of view, degrees.</param>
    /// <param name="width">Pixels across.</param>
    /// <param name="height">Pixels down.</param>
    public Node AddCamera(Vector3 eye, Vector3 target, float verticalFov = 45, int width = 640, int height = 480) {
        int others = Nodes.Count(n => n.Camera is not null);
        string name = others == 0 ? "camera" : $"camera {others + 1}";
        var lens = PerspectiveLens.FromVerticalFov(verticalFov * MathF.PI / 180, width, height);
        var node = new Node {
            Name = name, Camera = new() { Name = name, Width = width, Height = height, Lens = lens },
            Matrix = Node.PoseLookingAt(eye, target),
        };
        Nodes.Add(node);
        return node;
    }
}
