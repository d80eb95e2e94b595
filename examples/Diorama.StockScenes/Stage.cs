using System.Numerics;
using Diorama.Core.Randomness;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Lights;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Scenes;

namespace Diorama.StockScenes;

/// <summary>
/// A scene under construction: materials by name, nodes with unique names (other programs find them by name). Every random
/// number of a scene is keyed by the scene's name.
/// </summary>
internal sealed class Stage(string name) {
    private readonly Dictionary<string, Material> materials = [];
    private readonly Dictionary<string, int> uses = [];

    public Scene Scene { get; } = new() { Name = name };

    public KeyedGenerator Random(string what) => Keyed.Start(0).With("benchmark").With(name).With(what).Generator();

    public Material Lambert(string name, float r, float g, float b, bool doubleSided = false) => Add(new() {
        Name = name, BaseColor = new(r, g, b), Roughness = 1, Specular = 0, DoubleSided = doubleSided,
    });

    public Material Gloss(string name, float r, float g, float b, float roughness) => Add(new() {
        Name = name, BaseColor = new(r, g, b), Roughness = roughness,
    });

    public Material Metal(string name, float r, float g, float b, float roughness) => Add(new() {
        Name = name, BaseColor = new(r, g, b), Metallic = 1, Roughness = roughness,
    });

    /// <summary>Emits <paramref name="radiance"/> (W·sr⁻¹·m⁻²) and reflects nothing.</summary>
    public Material Glow(string name, Vector3 radiance) => Add(new() {
        Name = name, BaseColor = Vector3.Zero, Roughness = 1, Specular = 0, Emission = radiance,
    });

    /// <summary>Starts an object of class <paramref name="name"/> that stands at <paramref name="at"/>, turned about +Z.</summary>
    public Node Object(string name, Vector3 at, float turn = 0) {
        if (!Scene.Classes.Contains(name)) Scene.Classes.Add(name);
        var node = Add(name, null, at, Quaternion.CreateFromAxisAngle(Vector3.UnitZ, turn));
        node.Class = name;
        return node;
    }

    public Node Put(Node parent, Mesh mesh, Material material, Vector3 at, Quaternion? rotation = null, float scale = 1) {
        var node = Add(mesh.Name, parent, at, rotation ?? Quaternion.Identity);
        node.Scale = new(scale);
        node.Parts.Add(new(mesh, material));
        return node;
    }

    public Node Put(Node parent, Mesh mesh, Material material, float x, float y, float z) =>
        Put(parent, mesh, material, new Vector3(x, y, z));

    public void Camera(Vector3 eye, Vector3 target, float verticalFov, int width, int height) {
        var worldFromCamera = Core.Spaces.Affine3.CameraLookingAt(eye, target, Vector3.UnitZ);
        var node = Add("camera", null, eye, Quaternion.Identity);
        var axes = worldFromCamera * Rendering.Cameras.Camera.NodeFromCamera.Inverse();
        node.Rotation = Quaternion.Normalize(Quaternion.CreateFromRotationMatrix(new(
            axes.X.X, axes.X.Y, axes.X.Z, 0, axes.Y.X, axes.Y.Y, axes.Y.Z, 0, axes.Z.X, axes.Z.Y, axes.Z.Z, 0, 0, 0, 0, 1)));
        node.Camera = new() {
            Name = "camera", Lens = PerspectiveLens.FromVerticalFov(verticalFov, width, height), Width = width, Height = height,
        };
    }

    /// <summary>A sun that shines from <paramref name="toSun"/> with <paramref name="irradiance"/> (W/m²) on what faces it.</summary>
    public void Sun(Vector3 toSun, Vector3 irradiance, float angularDiameter) {
        // A light shines along −Z of its node, so +Z points to the sun.
        var z = Vector3.Normalize(toSun);
        var half = Vector3.Normalize(z + Vector3.UnitZ);
        var axis = Vector3.Cross(Vector3.UnitZ, half);
        var node = Add("sun", null, new(0, 0, 20), new Quaternion(axis, Vector3.Dot(Vector3.UnitZ, half)));
        float strength = MathF.Max(irradiance.X, MathF.Max(irradiance.Y, irradiance.Z));
        node.Light = new() {
            Name = "sun", Kind = LightKind.Directional, Color = irradiance / strength, Intensity = strength,
            AngularDiameter = angularDiameter,
        };
    }

    private Node Add(string nodeName, Node? parent, Vector3 at, Quaternion rotation) {
        int use = uses[nodeName] = uses.GetValueOrDefault(nodeName) + 1;
        var node = new Node { Name = use == 1 ? nodeName : $"{nodeName} {use}", Parent = parent, Translation = at, Rotation = rotation };
        Scene.Nodes.Add(node);
        return node;
    }

    private Material Add(Material material) {
        if (materials.TryGetValue(material.Name, out var known)) return known;
        materials.Add(material.Name, material);
        Scene.Materials.Add(material);
        return material;
    }
}
