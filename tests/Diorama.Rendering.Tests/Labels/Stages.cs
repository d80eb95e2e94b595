using System.Numerics;
using Diorama.Core.Spaces;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Labels;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.Tests.Labels;

/// <summary>Small scenes for the label tests. The camera of <see cref="Camera"/> looks along world +Y with +Z up.</summary>
internal static class Stages {
    public const int Width = 160, Height = 120;

    public static readonly Dictionary<string, Lens> Lenses = new() {
        ["perspective"] = new PerspectiveLens(131, 129, 78.6f, 61.2f),
        ["Brown-Conrady"] = new BrownConradyLens(135, 135.5f, 80.4f, 59.1f, -0.28f, 0.075f, 0.0011f, -0.0003f, 0.006f),
        ["Kannala-Brandt"] = new KannalaBrandtLens(47.7f, 47.7f, 78.7f, 62, 0.0035f, 0.0007f, -0.002f, 0.0002f),
        ["equirectangular"] = new EquirectangularLens(Width, Height),
        ["orthographic"] = new OrthographicLens(40, 39, 79, 61),
    };

    public static TheoryData<string> LensNames => [.. Lenses.Keys];

    public static Material Grey(string name = "grey") => new() { Name = name, BaseColor = new(0.5f), Roughness = 0.5f };

    public static Node Add(this Scene scene, string name, Mesh mesh, Material? material = null, Vector3 at = default, Node? parent = null) {
        var node = new Node { Name = name, Parent = parent, Translation = at };
        node.Parts.Add(new(mesh, material ?? Grey(name)));
        scene.Nodes.Add(node);
        return node;
    }

    /// <summary>A rectangle x × z that faces the camera, at <paramref name="at"/>.</summary>
    public static Node AddWall(this Scene scene, string name, Vector2 size, Vector3 at, Material? material = null,
        Vector4[]? colors = null) {
        var mesh = new Mesh {
            Positions = [new(-size.X / 2, 0, -size.Y / 2), new(size.X / 2, 0, -size.Y / 2), new(size.X / 2, 0, size.Y / 2),
                new(-size.X / 2, 0, size.Y / 2)],
            Indices = [0, 1, 2, 0, 2, 3], TexCoords = [[new(0, 1), new(1, 1), new(1, 0), new(0, 0)]], Colors = colors,
        };
        return scene.Add(name, mesh, material, at);
    }

    public static Affine3 Pose(Vector3 eye, Vector3 target) => Affine3.CameraLookingAt(eye, target, Vector3.UnitZ);

    public static CameraRays Camera(Vector3 eye = default, Lens? lens = null, Vector3? target = null) =>
        new(Described(lens), Pose(eye, target ?? eye + Vector3.UnitY));

    public static Camera Described(Lens? lens = null, float readout = 0) =>
        new() { Lens = lens ?? Lenses["perspective"], Width = Width, Height = Height, ReadoutSeconds = readout };

    /// <summary>A linear channel from <paramref name="first"/> at 0 s to <paramref name="last"/> at 1 s.</summary>
    public static void Animate(this Scene scene, Node node, AnimationTarget target, float[] first, float[] last) {
        if (scene.Animations.Count == 0) scene.Animations.Add(new());
        scene.Animations[0].Channels.Add(new() {
            Node = node, Target = target, Interpolation = Interpolation.Linear, Times = [0, 1], Values = [.. first, .. last],
        });
    }

    public static LabelFrame Run(RenderScene scene, CameraRays camera, LabelSet labels, LabelPolicy? policy = null,
        (RenderScene, CameraRays)? next = null, (RenderScene, CameraRays)? previous = null, int threads = 2) =>
        LabelPass.Run(scene, camera, new() { Labels = labels, Policy = policy ?? new(), Threads = threads, Next = next,
        Previous = previous });

    public static uint IdOf(this RenderScene scene, string name) => (uint)scene.Objects.Single(o => o.Name == name).Id;
}
