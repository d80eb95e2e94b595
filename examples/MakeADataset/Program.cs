using System.Numerics;
using Diorama.Core.Randomness;
using Diorama.Datasets.Layout;
using Diorama.Datasets.Runs;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Scenes;
using Diorama.Worlds;

// A dataset of scenes that are built by code: images, labels and COCO annotations in the folder "balls".
// Run with: dotnet run --project examples/MakeADataset; look at it with: ./diorama view balls

var run = new DatasetRun(new() {
    Folder = "balls", RecipeName = "balls", RecipeText = "# examples/MakeADataset\n", Frames = 8, Formats = ["coco"],
    Classes = new([new(1, "ball", "toy"), new(2, "box", "toy")]), Settings = new() { Samples = 16, Seed = 1 },
}, Build);
DatasetSummary summary = run.Run();
Console.WriteLine($"{summary.Counts.Images} images in {run.Folder.Root}");

// A scene is a function of its number: the same number gives the same scene, in whatever order and process it is made.
static World Build(long number) {
    KeyedGenerator random = Keyed.Start(1).With("balls").With(number).Generator();
    var scene = new Scene { Environment = new() { SunSky = new() { SunDirection = Vector3.Normalize(new(-1, -1, 1.2f)) } } };
    scene.Add(Primitives.Quad(new(40)), Material.Plastic(new(0.4f), roughness: 1));
    for (int i = 0; i < 6; i++) {
        var color = new Vector3(random.NextFloat(), random.NextFloat(), random.NextFloat());
        float size = 0.3f + 0.35f * random.NextFloat();
        // Two rows of three, each somewhere in its own cell.
        Vector3 at = new(1.2f * (i % 3 - 1) + 0.4f * random.NextFloat(), 1.4f * (i / 3) + 0.4f * random.NextFloat(), size / 2);
        bool isBall = random.NextFloat() < 0.5f;
        Mesh mesh = isBall ? Primitives.Icosphere(size / 2, 5) : Primitives.Box(new(size));
        Node toy = scene.Add(mesh, Material.Plastic(color), at, isBall ? "ball" : "box");
        toy.Rotation = Quaternion.CreateFromAxisAngle(Vector3.UnitZ, MathF.PI * random.NextFloat());
    }
    return new() { Scene = scene, Cameras = [scene.AddCamera(eye: new(0, -4, 1.5f), target: new(0, 1, 0.3f), width: 320, height: 240)] };
}
