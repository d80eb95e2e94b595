using System.Numerics;
using Diorama.Core.Diagnostics;
using Diorama.Core.Spaces;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Lights;
using Diorama.Rendering.Materials;

namespace Diorama.Rendering.Scenes;

/// <summary>
/// Description of a scene, as authored or read from a file: a node tree with meshes, lights and cameras, materials, skins and animations,
/// environment and fog. The world is right-handed, +Z up, in metres. Readers convert to that; nothing here is prepared for rendering (see
/// <see cref="RenderScene"/>).
/// </summary>
public sealed class Scene {
    public string Name { get; set; } = "";
    /// <summary>
    /// Where the origin of this scene lies in the world of its file, metres: far from zero only for files far from their origin, such as
    /// those in UTM coordinates, which are moved so that single precision is enough.
    /// </summary>
    public Double3 Origin { get; set; }
    /// <summary>All nodes; a parent always precedes its children.</summary>
    public List<Node> Nodes { get; } = [];
    public List<Material> Materials { get; } = [];
    public List<Skin> Skins { get; } = [];
    public List<Animation> Animations { get; } = [];
    /// <summary>Class names; the class id is index + 1, 0 means no class.</summary>
    public List<string> Classes { get; } = [];
    public Environment? Environment { get; set; }
    public Media.Fog? Fog { get; set; }
    public Warnings Warnings { get; } = new();

    /// <summary>Adds an object: a mesh with its material. The returned node can be posed further.</summary>
    /// <param name="mesh">Geometry in the object's own space, in metres.</param>
    /// <param name="material">Appearance; white plastic by default.</param>
    /// <param name="at">World position of the object's origin, in metres.</param>
    /// <param name="className">Class of the object, which is added to <see cref="Classes"/>; null for none.</param>
    public Node Add(Mesh mesh, Material? material = null, Vector3 at = default, string? className = null) {
        ArgumentNullException.ThrowIfNull(mesh);
        var node = new Node { Name = mesh.Name, Translation = at, Class = className, Parts = { new(mesh, material ?? new()) } };
        if (className is not null && !Classes.Contains(className)) Classes.Add(className);
        Nodes.Add(node);
        return node;
    }

    /// <summary>Adds a light at the point <paramref name="from"/> that is directed to the point <paramref name="to"/>.</summary>
    public Node Add(Light light, Vector3 from, Vector3 to) {
        ArgumentNullException.ThrowIfNull(light);
        var node = new Node { Name = light.Name, Light = light, Matrix = Node.PoseLookingAt(from, to) };
        Nodes.Add(node);
        return node;
    }

    /// <summary>Adds a pinhole camera that looks at a point, with +Z up. Its lens can be replaced.</summary>
    /// <param name="eye">World position of the camera, in metres.</param>
    /// <param name="target">World position of the point in the centre of the image, in metres.</param>
    /// <param name="verticalFov">Vertical field of view in degrees.</param>
    /// <param name="width">Width of the image in pixels.</param>
    /// <param name="height">Height of the image in pixels.</param>
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
