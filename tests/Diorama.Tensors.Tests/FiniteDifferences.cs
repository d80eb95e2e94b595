using Diorama.Tensors.Autograd;

namespace Diorama.Tensors.Tests;

/// <summary>Derivatives from the graph beside those from central differences, of a random weighted sum of a function's results.</summary>
internal static class FiniteDifferences {
    /// <summary>Inputs are Float64 tensors; every element is moved by <paramref name="step"/> in both directions.</summary>
    public static void Agree(Func<Tensor[], Tensor> function, Tensor[] inputs, double step = 1e-6, double tolerance = 1e-6) {
        using var scope = new TensorScope();
        Tensor[] leaves = [.. inputs.Select(i => i.Detach().Clone().WithGrad())];
        var result = function(leaves);
        // Weights without a symmetry that could hide a wrong sign or place.
        var weights = (Tensor.Arange(0, result.Numel, dtype: DType.Float64) * 0.7 + 0.3).Sin().View(result.Shape) + 0.5;
        var found = Gradients.Of([(result * weights).Sum()], leaves);
        for (int k = 0; k < leaves.Length; k++) {
            double[] values = leaves[k].ToArray<double>(), gradient = found[k]!.ToArray<double>();
            for (int i = 0; i < values.Length; i++) {
                double expected = (Moved(step) - Moved(-step)) / (2 * step);
                Assert.True(Math.Abs(gradient[i] - expected) <= tolerance * Math.Max(1, Math.Abs(expected)),
                    $"input {k}, element {i}: {gradient[i]} where differences give {expected}");

                double Moved(double by) {
                    using var inner = new TensorScope();
                    using var mode = GradientMode.Off();
                    double[] moved = [.. values];
                    moved[i] += by;
                    Tensor[] at = [.. leaves];
                    at[k] = Tensor.From(moved, leaves[k].Shape);
                    if (leaves[k].Dim == 0) at[k] = at[k].Squeeze();
                    return (function(at) * weights).Sum().ToDouble();
                }
            }
        }
    }
}
