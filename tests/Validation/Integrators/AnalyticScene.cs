using System.Numerics;
using Diorama.Core.Images;
using Diorama.Core.Spaces;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Integrators;
using Diorama.Rendering.Lights;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Scenes;

namespace Diorama.Validation.Integrators;

/// <summary>A small scene whose light can be computed by hand, and the path tracer's estimate of it.</summary>
internal sealed class AnalyticScene {
    public Scene Scene { get; } = new();

    /// <summary>Reflects like paper: no specular coat.</summary>
    public static Material Lambert(float albedo) =>
        new() { BaseColor = new(albedo), Specular = 0, DoubleSided = true };

    /// <summary>Absorbs everything, emits on one side.</summary>
    public static Material Lamp(float radiance, bool doubleSided = false) =>
        new() { BaseColor = Vector3.Zero, Specular = 0, Emission = new(radiance), DoubleSided = doubleSided };

    /// <summary>Shines alike but light sampling does not know it: only paths that run into it count.</summary>
    public static Material HiddenLamp(float radiance) => new() { Model = MaterialModel.Unlit, BaseColor = new(radiance) };

    /// <summary>Without vertex normals, so that shading and geometry are one.</summary>
    public static Mesh Flat(Mesh mesh) =>
        new() { Name = mesh.Name, Positions = mesh.Positions, Indices = mesh.Indices, TexCoords = mesh.TexCoords };

    public static Mesh Sphere(float radius, int subdivisions = 3) => Flat(Primitives.Icosphere(radius, subdivisions));

    public Node Add(Mesh mesh, Material material, Affine3? placed = null) {
        var node = new Node { Name = mesh.Name, Matrix = placed };
        node.Parts.Add(new(mesh, material));
        Scene.Nodes.Add(node);
        return node;
    }

    public Node Add(Light light, Affine3 placed) {
        var node = new Node { Name = light.Kind.ToString(), Matrix = placed, Light = light };
        Scene.Nodes.Add(node);
        return node;
    }

    /// <summary>A horizontal Lambert plane through the origin, facing +Z, 20 m wide.</summary>
    public AnalyticScene WithFloor(float albedo) {
        Add(Primitives.Quad(new(20)), Lambert(albedo));
        return this;
    }

    public AnalyticScene WithSky(float radiance) {
        Scene.Environment = new() { Scale = new(radiance) };
        return this;
    }

    /// <summary>
    /// A map that leads a node to <paramref name="at"/> with its −Z, where lights shine, along <paramref name="toward"/>.
    /// </summary>
    public static Affine3 Aim(Vector3 at, Vector3 toward) {
        var b = new Basis(-Vector3.Normalize(toward));
        return new(b.Tangent, b.Bitangent, b.Normal, at);
    }

    public static Node CameraNode(Camera camera, Vector3 eye, Vector3 target) {
        Vector3 up = MathF.Abs(Vector3.Normalize(target - eye).Z) > 0.99f ? Vector3.UnitY : Vector3.UnitZ;
        return new() { Name = "camera", Camera = camera, Matrix =
            Affine3.CameraLookingAt(eye, target, up) * Camera.NodeFromCamera.Inverse() };
    }

    public Image<Vector3> Picture(Vector3 eye, Vector3 target, float fieldOfView, int size, RenderSettings settings,
        PrepareOptions? options = null) {
        var camera = new Camera { Lens = PerspectiveLens.FromVerticalFov(fieldOfView, size, size), Width = size, Height = size };
        return Picture(CameraNode(camera, eye, target), settings, options);
    }

    public Image<Vector3> Picture(Node cameraNode, RenderSettings settings, PrepareOptions? options = null) {
        if (!Scene.Nodes.Contains(cameraNode)) Scene.Nodes.Add(cameraNode);
        using RenderScene prepared = RenderScene.Prepare(Scene, options ?? new());
        return PathTracer.Render(prepared, prepared.CameraAt(cameraNode), settings).Radiance;
    }

    /// <summary>Mean over an image.</summary>
    public Estimate Mean(Vector3 eye, Vector3 target, float fieldOfView, int samples = 64, int bounces = 8, PrepareOptions? options = null,
        int size = 16) =>
        new(Picture(eye, target, fieldOfView, size, new() { Samples = samples, MaxBounces = bounces }, options));

    /// <summary>Radiance along one line: an image under a tenth of a degree wide.</summary>
    public Estimate Along(Vector3 eye, Vector3 target, int samples = 64, int bounces = 8, PrepareOptions? options = null) =>
        Mean(eye, target, 1e-3f, samples, bounces, options);
}
