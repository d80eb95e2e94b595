using Diorama.Learning.Training;
using Diorama.Tensors;
using Diorama.Tensors.Layers;
using Diorama.Tensors.Optimisers;

// Fits a network to the signed distances of a ring of 1 m that is 0.4 m thick. Run with: dotnet run --project examples/FitAShape
// Interrupt it as often as you like: the same command goes on, and ends with the same bytes.

using var run = TrainingRun.Start(seed: 1, new() { Path = "shape.safetensors", Identity = "ring", CheckpointMinutes = 0.01 });
using var scope = new TensorScope();
var network = new Sequential(new Apply(x => PositionalEncoding.Fourier(x, 2)), new Linear(15, 64), new Apply(Functional.Silu),
    new Linear(64, 64), new Apply(Functional.Silu),
    new Linear(64, 64), new Apply(Functional.Silu), new Linear(64, 1));
var plan = new TrainingPlan { Steps = 400, WarmUp = 20, MaxGradientNorm = 1, ValidateEvery = 50 };
Tensor tests = Points(5000), answers = Distance(tests);

try {
    TrainingResult result = run.Run(network, new Adam(network.Parameters, 5e-3), plan, Loss, Error);
    Console.WriteLine($"{result.BestScore * 1000:0.0} mm from the shape on average, after {result.BestStep} steps");
    return 0;
} catch (OperationCanceledException) {
    Console.WriteLine("interrupted; the same command goes on");
    return 130;
}

// A step may depend on its number and on libtorch's random numbers alone: that is what a checkpoint holds.
Tensor Loss(long step) {
    Tensor points = Points(1024);
    return (network.Forward(points) - Distance(points)).Abs().Mean();
}

double Error() => (network.Forward(tests) - answers).Abs().Mean().ToDouble();

// [n, 3], metres, in a cube of 2 m.
static Tensor Points(long n) => Tensor.Rand([n, 3]) * 2 - 1;

// Distance to a torus around Z with the radii 0.3 m and 0.2 m, [n, 1]; negative inside.
static Tensor Distance(Tensor points) {
    Tensor aside = points.Narrow(1, 0, 2).Norm(2, [1], keepDim: true) - 0.3, up = points.Narrow(1, 2, 1);
    return (aside.Square() + up.Square()).Sqrt() - 0.2;
}
