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
    /// <summary>
    /// Transform from the axes and the unit of the scene's file to the world, before <see cref="Origin"/> is subtracted; the identity for
    /// scenes that were not read from a file.
    /// </summary>
    public Affine3 WorldFromFile { get; set; } = Affine3.Identity;
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

    /// <summary>
    /// Returns a copy whose nodes, lights and animations are its own, so that they can be changed; meshes, materials, cameras and pictures
    /// are shared, and so are the numbers of animations. Node k of the copy is node k of this scene.
    /// </summary>
    public Scene Copy() {
        var copy = new Scene { Name = Name, Origin = Origin, WorldFromFile = WorldFromFile, Environment = Environment, Fog = Fog };
        var copies = new Dictionary<Node, Node>(ReferenceEqualityComparer.Instance);
        foreach (Node node in Nodes) {
            Node made = node.Copy(node.Parent is null ? null : copies[node.Parent]);
            copies.Add(node, made);
            copy.Nodes.Add(made);
        }
        var skins = new Dictionary<Skin, Skin>(ReferenceEqualityComparer.Instance);
        foreach (Skin skin in Skins.Concat(Nodes.Select(n => n.Skin).OfType<Skin>())) {
            if (!skins.ContainsKey(skin)) skins.Add(skin, skin.WithJoints([.. skin.Joints.Select(j => copies[j])]));
        }
        foreach (Node node in Nodes) if (node.Skin is { } skin) copies[node].Skin = skins[skin];
        copy.Skins.AddRange(Skins.Select(s => skins[s]));
        foreach (Animation animation in Animations) {
            var made = new Animation { Name = animation.Name };
            foreach (AnimationChannel c in animation.Channels) {
                made.Channels.Add(new() { Node = copies[c.Node], Target = c.Target, Interpolation = c.Interpolation, Times = c.Times,
                    Values = c.Values });
            }
            copy.Animations.Add(made);
        }
        copy.Materials.AddRange(Materials);
        copy.Classes.AddRange(Classes);
        foreach (string warning in Warnings.Messages) copy.Warnings.Add(warning);
        return copy;
    }

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
