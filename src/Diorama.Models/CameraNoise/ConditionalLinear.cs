using Diorama.Tensors;
using Diorama.Tensors.Autograd;

namespace Diorama.Models.CameraNoise;

/// <summary>
/// Computes z = x·exp(s) + b with s and b for each combination of camera and sensitivity: one pair for all colours (the published "CL"), or
/// one pair for each colour ("CL2").
/// </summary>
public sealed class ConditionalLinear : FlowStep {
    private readonly bool fits;
    private readonly int colors;

    /// <summary>Logarithms of the factors, [combinations, 1 or 3].</summary>
    public Tensor LogScale { get; }

    /// <summary>Offsets, added after the factors, [combinations, 1 or 3].</summary>
    public Tensor Bias { get; }

    /// <param name="grid">Cameras and sensitivities.</param>
    /// <param name="perColor">True for one pair for each colour, false for one pair for all colours.</param>
    /// <param name="fits">True if the initial values make the noise of each combination have mean 0 and standard deviation 1. On its own
    /// this is the maximum-likelihood solution, so that nothing is left to learn.</param>
    public ConditionalLinear(NoiseGrid grid, bool perColor, bool fits) {
        (this.fits, colors) = (fits, perColor ? 3 : 1);
        LogScale = RegisterParameter("log_scale", Tensor.Zeros([grid.Count, colors]));
        Bias = RegisterParameter("bias", Tensor.Zeros([grid.Count, colors]));
    }

    public override (Tensor Output, Tensor LogDeterminant) Forward(Tensor input, FlowContext context) {
        var (scale, bias) = Of(context);
        return (input * scale.Exp() + bias, scale.Sum([1, 2, 3]) * (Pixels(input) * 3 / colors));
    }

    public override Tensor Inverse(Tensor output, FlowContext context) {
        var (scale, bias) = Of(context);
        return (output - bias) * (-scale).Exp();
    }

    private (Tensor Scale, Tensor Bias) Of(FlowContext context) {
        Tensor index = context.Conditions.Index;
        return (LogScale.IndexSelect(0, index).View(-1, colors, 1, 1), Bias.IndexSelect(0, index).View(-1, colors, 1, 1));
    }

    public override void Initialise(NoiseStatistics statistics) {
        if (!fits) return;
        int count = statistics.Grid.Count;
        float[] scales = new float[count * colors], biases = new float[count * colors];
        for (int i = 0; i < count; i++) {
            for (int c = 0; c < colors; c++) {
                var (mean, variance) = colors == 3 ? (statistics.Mean(i)[c], statistics.Covariance(i, c, c)) : Pooled(statistics, i);
                double scale = NoiseModel.Levels / Math.Sqrt(variance);
                (scales[i * colors + c], biases[i * colors + c]) = ((float)Math.Log(scale), (float)(-mean / NoiseModel.Levels * scale));
            }
        }
        using var mode = GradientMode.Off();
        LogScale.CopyFrom<float>(scales);
        Bias.CopyFrom<float>(biases);
    }

    /// <summary>Returns mean and variance of the noise of all colours together.</summary>
    private static (double Mean, double Variance) Pooled(NoiseStatistics statistics, int index) {
        double mean = 0, square = 0;
        for (int c = 0; c < 3; c++)
            (mean, square) = (mean + statistics.Mean(index)[c] / 3, square + statistics.Covariance(index, c, c, aboutMean: false) / 3);
        return (mean, square - mean * mean);
    }
}
