using System.Numerics;
using Diorama.Core.Randomness;
using Diorama.Geometry.Meshes;
using Diorama.Learning.Training;
using Diorama.Rendering.Integrators;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Scenes;
using Diorama.Tensors;
using Diorama.Tensors.Layers;
using Diorama.Tensors.Optimisers;

// Renders balls, boxes, cones and rings, and trains a network to tell them apart. Run with: dotnet run --project examples/ClassifyShapes
// Interrupt it as often as you like: the same command goes on, and ends with the same bytes.

using var run = TrainingRun.Start(seed: 1, new() { Path = "classifier.safetensors", Identity = "shapes", CheckpointMinutes = 0.01 });
using var scope = new TensorScope();
Mesh[] shapes = [Primitives.Icosphere(0.5f, 4), Primitives.Box(new(0.8f)), Primitives.Cone(0.5f, 0.9f, 32),
    Primitives.Torus(0.4f, 0.18f, 32, 16)];
Tensor images = Tensor.FromBlob([.. Enumerable.Range(0, 500).AsParallel().AsOrdered().SelectMany(Picture)], 500, 1, 24, 24);
Tensor classes = Tensor.From(Enumerable.Range(0, 500).Select(i => (long)(i % shapes.Length)).ToArray());
var network = new Sequential(new Conv2d(1, 16, 3, stride: 2, padding: 1), new Apply(Functional.Silu),
    new Conv2d(16, 32, 3, stride: 2, padding: 1), new Apply(Functional.Silu), new Apply(x => x.Flatten(1)), new Linear(32 * 36, 4));

try {
    var plan = new TrainingPlan { Steps = 300, WarmUp = 20, ValidateEvery = 20 };
    TrainingResult result = run.Run(network, Adam.W(network.Parameters, 2e-3), plan, Loss, Wrong);
    Console.WriteLine($"{1 - result.BestScore:P0} of 100 new pictures recognised, after {result.BestStep} steps");
    return 0;
} catch (OperationCanceledException) {
    Console.WriteLine("interrupted; the same command goes on");
    return 130;
}

// The first 400 pictures are for training. A step may depend on its number and on libtorch's random numbers alone.
Tensor Loss(long step) {
    Tensor batch = Tensor.RandPerm(400).Narrow(0, 0, 64);
    return Functional.CrossEntropy(network.Forward(images.IndexSelect(0, batch)), classes.IndexSelect(0, batch));
}

double Wrong() => network.Forward(images.Narrow(0, 400, 100)).ArgMax(1).Ne(classes.Narrow(0, 400, 100)).Mean(DType.Float32).ToDouble();

// A shape in any pose, 24 × 24 pixels of green light.
IEnumerable<float> Picture(int number) {
    KeyedGenerator random = Keyed.Start(7).With(number).Generator();
    var scene = new Scene { Environment = new() };
    Node shape = scene.Add(shapes[number % shapes.Length], Material.Plastic(new(0.2f + 0.6f * random.NextFloat())));
    shape.Rotation = Quaternion.CreateFromYawPitchRoll(random.NextFloat() * 6, random.NextFloat() * 6, random.NextFloat() * 6);
    Node camera = scene.AddCamera(new(0, -3, 0), Vector3.Zero, 25, 24, 24);
    using RenderScene prepared = RenderScene.Prepare(scene);
    return PathTracer.Render(prepared, prepared.CameraAt(camera), new() { Samples = 4, Threads = 1 }).Radiance.Pixels.Select(p => p.Y);
}
