using System.Numerics;
using Diorama.Assets.Index;
using Diorama.Core.Spaces;
using Diorama.Datasets.Exports;
using Diorama.Datasets.Formats;
using Diorama.Datasets.Layout;
using Diorama.Datasets.Runs;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Labels;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Scenes;
using Diorama.Worlds;
using Diorama.Worlds.Places;
using Environment = Diorama.Rendering.Scenes.Environment;

namespace Diorama.Datasets.Tests.Formats;

/// <summary>
/// A small dataset, really rendered once for all tests: a rectified pair of cameras, two scenes of two frames, every label. In the first
/// scene a ring with a hole, a board that a pole splits in two, a tilted turned box with keypoints that slides, a ball that the left edge
/// of the image cuts, and something of a class that the dataset does not know, before a wall; in the second scene nothing but floor and
/// sky.
/// </summary>
public sealed class SampleDataset : IDisposable {
    public const int Width = 120, Height = 90;
    public const float Baseline = 0.12f;

    private readonly TemporaryFolder folder = new();

    internal DatasetFolder Folder { get; }
    internal DatasetInfo Info { get; }
    /// <summary>The first scene without pictures.</summary>
    internal DatasetFolder LabelsAlone { get; }
    /// <summary>All formats, made in one export.</summary>
    internal string Exports { get; }
    internal ClassTable Classes { get; } = new([
        new(1, "wall", "structure"), new(2, "floor", "structure"), new(7, "ball", "shape"), new(9, "toy box", "shape"),
        new(12, "ring", "shape"), new(300, "board", "shape")]);

    public SampleDataset() {
        new DatasetRun(Options(folder["run"], frames: 4), Build).Run();
        Folder = new(folder["run"]);
        Info = Folder.ReadInfo();
        new DatasetRun(Options(folder["labels"], frames: 2, samples: 0), Build).Run();
        LabelsAlone = new(folder["labels"]);
        Exports = folder["exports"];
        new DatasetExport(Folder, Exports, DatasetFormats.All).Run();
    }

    internal RunOptions Options(string path, long frames, int samples = 2, LabelSet? labels = null) => new() {
        Folder = path, RecipeName = "shapes", RecipeText = "name: shapes\n", Classes = Classes, Frames = frames, FramesPerScene = 2,
        Threads = 2, Formats = [],
        Settings = new() { Samples = samples, Bounces = 2, Labels = labels ?? LabelSet.All, Seed = 3, Radiance = true },
    };

    public void Dispose() => folder.Dispose();

    public static World Build(long number) {
        var scene = new Scene { Environment = new Environment { Scale = Vector3.One } };
        scene.Classes.AddRange(["floor", "wall", "ball", "toy box", "ring", "board", "fly"]);
        Mesh box = Primitives.Box(Vector3.One), ball = Primitives.UvSphere(0.5f, 24, 12);
        var objects = new List<PlacedObject>();
        Add("floor", "floor", new(0, 3, -0.05f), 0, [(false, Vector3.Zero, new(8, 8, 0.1f))]);
        if (number % 2 == 0) {
            Add("wall", "wall", new(0, 5, 1), 0, [(false, Vector3.Zero, new(5, 0.1f, 2))]);
            Add("ring", "ring", new(-0.4f, 2.6f, 0.7f), 0.3f, [
                (false, new(0, 0, 0.25f), new(0.6f, 0.1f, 0.1f)), (false, new(0, 0, -0.25f), new(0.6f, 0.1f, 0.1f)),
                (false, new(-0.25f, 0, 0), new(0.1f, 0.1f, 0.4f)), (false, new(0.25f, 0, 0), new(0.1f, 0.1f, 0.4f))]);
            Add("board", "board", new(0.8f, 3.4f, 0.5f), 0, [(false, Vector3.Zero, new(1.2f, 0.05f, 0.4f))]);
            Add("pole", "toy box", new(0.6f, 2.6f, 0.6f), 0, [(false, Vector3.Zero, new(0.08f, 0.08f, 1.2f))]);
            Add("box", "toy box", new(0.35f, 1.9f, 0.15f), 0.6f, [(false, Vector3.Zero, new(0.4f, 0.25f, 0.3f))],
                new("left_corner", new(-0.2f, -0.125f, 0.15f)), new("right_corner", new(0.2f, -0.125f, 0.15f)),
                    new("behind", new(0, 0.125f, -0.1f)));
            Add("ball", "ball", new(-1.05f, 1.9f, 0.4f), 0, [(true, Vector3.Zero, new(0.6f))]);
            Add("fly", "fly", new(0.1f, 2.2f, 1), 0, [(true, Vector3.Zero, new(0.1f))]);
        }
        Node[] cameras = [Camera("left", -Baseline / 2), Camera("right", Baseline / 2)];
        scene.Nodes.AddRange(cameras);
        var animation = new Animation();
        foreach (Node n in scene.Nodes.Where(n => n.Name is "box" or "left" or "right")) {
            Vector3 a = n.Translation, b = a + (n.Name == "box" ? new(0.15f, 0, 0) : new Vector3(0, 0, 0.05f));
            animation.Channels.Add(new() {
                Node = n, Target = AnimationTarget.Translation, Interpolation = Interpolation.Linear, Times = [0, 2 / 24f],
                Values = [a.X, a.Y, a.Z, b.X, b.Y, b.Z],
            });
        }
        scene.Animations.Add(animation);
        return new() { Scene = scene, Cameras = cameras, FrameCount = 2, Objects = objects, Report = new() };

        void Add(string name, string kind, Vector3 at, float turn, (bool Ball, Vector3 At, Vector3 Size)[] parts,
            params Keypoint[] keypoints) {
            var paint = new Material { Name = name, BaseColor = new(0.2f + 0.1f * objects.Count, 0.8f - 0.1f * objects.Count, 0.5f),
                Roughness = 0.7f };
            var node = new Node { Name = name, Class = kind, Translation = at,
                Rotation = Quaternion.CreateFromAxisAngle(Vector3.UnitZ, turn) };
            node.Keypoints.AddRange(keypoints);
            scene.Nodes.Add(node);
            foreach (var part in parts) {
                var child = new Node { Name = name + " part", Parent = node, Translation = part.At, Scale = part.Size };
                child.Parts.Add(new(part.Ball ? ball : box, paint));
                scene.Nodes.Add(child);
            }
            var asset = new Asset { Id = name, Name = name, Class = kind, Pack = "shapes", Size = Vector3.One, Licence = "CC0-1.0",
                Author = "nobody", Model = "" };
            if (kind != "floor" && kind != "wall") {
                objects.Add(new() { Asset = asset, Model = new() { Asset = asset, Parts = [] }, WorldFromAsset = Affine3.Translation(at),
                    Support = SupportKind.Floor, Node = node });
            }
        }
    }

    private static Node Camera(string name, float x) {
        Affine3 axes = Affine3.CameraLookingAt(new(x, 0, 0.9f), new(x, 3, 0.6f), Vector3.UnitZ)
            * Rendering.Cameras.Camera.NodeFromCamera.Inverse();
        return new() {
            Name = name, Translation = axes.Origin,
            Rotation = Quaternion.CreateFromRotationMatrix(new(axes.X.X, axes.X.Y, axes.X.Z, 0, axes.Y.X, axes.Y.Y, axes.Y.Z, 0, axes.Z.X,
                axes.Z.Y, axes.Z.Z, 0, 0, 0, 0, 1)),
            Camera = new() { Name = name, Lens = PerspectiveLens.FromVerticalFov(0.75f, Width, Height), Width = Width, Height = Height },
        };
    }
}
