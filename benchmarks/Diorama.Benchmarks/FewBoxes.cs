using System.Numerics;
using Diorama.Core.Randomness;
using Diorama.Datasets.Layout;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Scenes;
using Diorama.Worlds;

namespace Diorama.Benchmarks;

/// <summary>
/// Worlds that cost nearly nothing, for what is measured over thousands of records: twenty boxes in two classes, other ones in each scene.
/// </summary>
internal static class FewBoxes {
    private const int Boxes = 20, Width = 160, Height = 120;

    public static ClassTable Classes { get; } = new([new(1, "floor", "structure"), new(2, "crate", "box"), new(3, "parcel", "box")]);

    public static World Build(long number) {
        var random = Keyed.Start(1).With("few boxes").With(number).Generator();
        var scene = new Scene();
        scene.Classes.AddRange(["floor", "crate", "parcel"]);
        var material = new Material { Name = "grey", BaseColor = new(0.5f) };
        Mesh box = Primitives.Box(Vector3.One);
        Put("floor", new(0, 4, -0.05f), new(10, 10, 0.1f));
        for (int i = 0; i < Boxes; i++) {
            float size = 0.2f + 0.4f * random.NextFloat();
            Put(i % 2 == 0 ? "crate" : "parcel", new(4 * random.NextFloat() - 2, 2 + 4 * random.NextFloat(), size / 2), new(size));
        }
        var camera = new Node {
            Camera = new() { Lens = PerspectiveLens.FromVerticalFov(0.9f, Width, Height), Width = Width, Height = Height },
            Matrix = Node.PoseLookingAt(new(0, 0, 1.4f), new(0, 4, 0.3f)),
        };
        scene.Nodes.Add(camera);
        return new() { Scene = scene, Cameras = [camera], Objects = [], Report = new() };

        void Put(string kind, Vector3 at, Vector3 size) {
            var node = new Node { Name = kind, Class = kind, Translation = at, Scale = size };
            node.Parts.Add(new(box, material));
            scene.Nodes.Add(node);
        }
    }
}
