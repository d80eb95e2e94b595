using System.Numerics;
using Diorama.Assets.Index;
using Diorama.Core.Randomness;
using Diorama.Core.Spaces;
using Diorama.Datasets.Layout;
using Diorama.Datasets.Runs;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Labels;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Scenes;
using Diorama.Sensors;
using Diorama.Worlds;
using Diorama.Worlds.Places;
using Environment = Diorama.Rendering.Scenes.Environment;

namespace Diorama.Datasets.Tests;

/// <summary>Worlds of cubes and balls on a floor before a wall, a different one per scene number, under an even sky.</summary>
internal static class Boxes {
    public const int Width = 64, Height = 48;

    /// <summary>Scenes number their classes otherwise (floor, wall, cube, ball, fly), and one of them is not in the table.</summary>
    public static ClassTable Classes { get; } = new([new(1, "wall", "structure"), new(2, "floor", "structure"), new(7, "ball", "shape"),
        new(9, "cube", "shape")]);

    public static RunOptions Options(string folder, long frames = 4, int samples = 0, int framesPerScene = 1, int threads = 2,
        string recipe = "cubes", LabelSet? labels = null) => new() {
        Folder = folder, RecipeName = recipe, RecipeText = $"name: {recipe}\n", Classes = Classes, Frames = frames,
        FramesPerScene = framesPerScene, Threads = threads,
        Settings = new() { Samples = samples, Bounces = 2, Labels = labels ?? LabelSet.Basic, Seed = 3 },
    };

    public static World Build(long scene) => Build(scene, 1);

    /// <param name="number">Decides everything.</param>
    /// <param name="frames">Above 1 the first cube slides and the camera rises.</param>
    /// <param name="stereo">Two cameras, left and right.</param>
    /// <param name="sensor">The camera that takes the pictures.</param>
    /// <param name="noise">What is put on them.</param>
    public static World Build(long number, int frames, bool stereo = false, SensorSettings? sensor = null, IPictureStage? noise = null) {
        var random = Keyed.Start(5).With("boxes").With(number).Generator();
        var scene = new Scene { Environment = new Environment { Scale = Vector3.One } };
        var grey = new Material { Name = "grey", BaseColor = new(0.5f), Roughness = 1 };
        Mesh cube = Primitives.Box(Vector3.One), ball = Primitives.UvSphere(0.5f, 24, 12);
        scene.Classes.AddRange(["floor", "wall", "cube", "ball", "fly"]);
        Node Put(string name, string kind, Mesh mesh, Vector3 at, Vector3 scale, Material material) {
            var node = new Node { Name = name, Class = kind, Translation = at, Scale = scale };
            node.Parts.Add(new(mesh, material));
            scene.Nodes.Add(node);
            return node;
        }
        Put("floor", "floor", cube, new(0, 3, -0.05f), new(8, 8, 0.1f), grey);
        Put("wall", "wall", cube, new(0, 5, 1.5f), new(8, 0.1f, 3), grey);
        var objects = new List<PlacedObject>();
        for (int i = 0; i < 5; i++) {
            string kind = i == 4 ? "fly" : i % 2 == 0 ? "cube" : "ball";
            float size = 0.3f + 0.4f * random.NextFloat();
            var at = new Vector3(-1.2f + 0.6f * i, 2 + 1.5f * random.NextFloat(), size / 2);
            var paint = new Material { Name = $"paint {i}", BaseColor = new(random.NextFloat(), random.NextFloat(), random.NextFloat()),
                Roughness = 0.5f };
            Node node = Put($"{kind} {i}", kind, kind == "ball" ? ball : cube, at, new(size), paint);
            node.Keypoints.Add(new("top", new(0, 0, 0.5f)));
            var asset = new Asset { Id = $"{kind}-{number % 2}", Name = $"A {kind}", Class = kind, Pack = "shapes", Size = new(size),
                Licence = "CC0-1.0", Author = "nobody | all", Model = "" };
            objects.Add(new() { Asset = asset, Model = new() { Asset = asset, Parts = [] }, WorldFromAsset = Affine3.Translation(at),
                Support = SupportKind.Floor, Node = node });
        }
        Node[] cameras = stereo ? [Camera("left", -0.05f), Camera("right", 0.05f)] : [Camera("", 0)];
        scene.Nodes.AddRange(cameras);
        if (frames > 1) {
            var animation = new Animation();
            Slide(animation, objects[0].Node!, new(0.4f, 0, 0), frames);
            foreach (Node camera in cameras) Slide(animation, camera, new(0, 0, 0.2f), frames);
            scene.Animations.Add(animation);
        }
        var report = new PlacementReport();
        report.Asked["cube"] = 3;
        report.Placed["cube"] = 2;
        report.Failures.Add(new("cube", PlacementReason.NoFreeSpace, 0));
        scene.Warnings.Add("Cubes are square.");
        return new() { Scene = scene, Cameras = cameras, FrameCount = frames, Objects = objects, Report = report,
            Values = [new("world.size", "0.5")], Sensor = sensor, PictureStages = noise is null ? [] : [noise] };
    }

    private static Node Camera(string name, float x) {
        Affine3 axes = Affine3.CameraLookingAt(new(x, 0, 1.1f), new(x, 3, 0.5f), Vector3.UnitZ)
            * Rendering.Cameras.Camera.NodeFromCamera.Inverse();
        return new() {
            Name = name, Translation = axes.Origin,
            Rotation = Quaternion.CreateFromRotationMatrix(new(axes.X.X, axes.X.Y, axes.X.Z, 0, axes.Y.X, axes.Y.Y, axes.Y.Z, 0, axes.Z.X,
                axes.Z.Y, axes.Z.Z, 0, 0, 0, 0, 1)),
            Camera = new() { Name = name, Lens = PerspectiveLens.FromVerticalFov(0.9f, Width, Height), Width = Width, Height = Height },
        };
    }

    private static void Slide(Animation animation, Node node, Vector3 by, int frames) {
        Vector3 a = node.Translation, b = a + by;
        animation.Channels.Add(new() {
            Node = node, Target = AnimationTarget.Translation, Interpolation = Interpolation.Linear, Times = [0, frames / 24f],
            Values = [a.X, a.Y, a.Z, b.X, b.Y, b.Z],
        });
    }
}
