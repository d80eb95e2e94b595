using System.Diagnostics;
using Diorama.Core.Images;
using Diorama.Tensors.Layers;
using Diorama.Tensors.Optimisers;

namespace Diorama.Tensors.Tests;

[Trait("Category", "Assets")]
public sealed class PythonTorchTests : IDisposable {
    private readonly string folder = Directory.CreateTempSubdirectory("diorama-torch").FullName;

    public void Dispose() => Directory.Delete(folder, true);

    [Fact]
    public void ConvolutionalNetwork_TrainsToTheSameNumbersAsInPython() {
        Torch.Seed(3);
        var model = new Sequential(new Conv2d(3, 8, 3, padding: 1), new Apply(Functional.Relu), new Conv2d(8, 16, 3, stride: 2, padding: 1),
            new Apply(Functional.Relu),
            new Conv2d(16, 4, 3), new Apply(x => x.Flatten(1)), new Linear(4 * 6 * 6, 5));
        using var images = Tensor.Randn([12, 3, 16, 16]);
        using var target = Tensor.RandInt(0, 5, [12]);
        Write("input", images.ToArray<float>(), images);
        Write("target", target.ToArray<long>(), target);
        foreach (var (name, tensor) in model.NamedParameters()) Write(name, tensor.ToArray<float>(), tensor);

        int threads = Torch.Threads;
        Torch.Threads = 1;
        var losses = new double[100];
        var optimiser = new Adam(model.Parameters, 1e-3);
        for (int step = 0; step < losses.Length; step++) {
            using var scope = new TensorScope();
            optimiser.ZeroGrad();
            var loss = Functional.CrossEntropy(model.Forward(images), target);
            loss.Backward();
            optimiser.Step();
            losses[step] = loss.ToDouble();
        }
        Torch.Threads = threads;

        Python("torch_conv_net.py");
        var theirs = Npy.ReadArray<double>(Path.Combine(folder, "losses.npy")).Values;
        Assert.True(losses[99] < losses[0] / 2, $"{losses[0]} → {losses[99]}");
        for (int step = 0; step < losses.Length; step++) Assert.Equal(theirs[step], losses[step], 1e-4);
        foreach (var (name, tensor) in model.NamedParameters()) {
            float[] ours = tensor.ToArray<float>(), trained = Npy.ReadArray<float>(Path.Combine(folder, $"trained.{name}.npy")).Values;
            for (int i = 0; i < ours.Length; i++) Assert.Equal(trained[i], ours[i], 1e-4f);
        }
    }

    private void Write<T>(string name, T[] values, Tensor tensor) where T : unmanaged =>
        Npy.Write(Path.Combine(folder, name + ".npy"), values, Array.ConvertAll(tensor.Shape, size => (int)size));

    private void Python(string script) {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Diorama.slnx"))) root = root.Parent!;
        var start = new ProcessStartInfo("/usr/bin/python3",
            [Path.Combine(root.FullName, "tests/clients", script), folder]) { RedirectStandardError = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors);
    }
}
