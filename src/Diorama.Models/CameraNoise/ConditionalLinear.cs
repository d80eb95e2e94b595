using Diorama.Tensors;
using Diorama.Tensors.Autograd;

namespace Diorama.Models.CameraNoise;

/// <summary>
/// z = x·exp(s) + b, s and b of each combination of camera and sensitivity: one pair for all colours (the published "CL"), or one for each
/// ("CL2").
/// </summary>
public sealed class ConditionalLinear : FlowStep {
    private readonly bool fits;
    private readonly int colors;

    /// <summary>Logarithms of factors, [combinations, colours].</summary>
    public Tensor LogScale { get; }

    /// <summary>What is added, [combinations, colours].</summary>
    public Tensor Bias { get; }

    /// <param name="grid">Cameras and sensitivities.</param>
    /// <param name="perColor">One pair for each colour.</param>
    /// <param name="fits">
    /// Whether it starts as what makes the noise of each combination normal with deviation 1: after which nothing is left to learn where it
    /// stands alone.
    /// </param>
    public ConditionalLinear(NoiseGrid grid, bool perColor, bool fits) {
        (this.fits, colors) = (fits, perColor ? 3 : 1);
        LogScale = Parameter("log_scale", Tensor.Zeros([grid.Count, colors]));
        Bias = Parameter("bias", Tensor.Zeros([grid.Count, colors]));
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

    /// <summary>Of all colours as if they were one.</summary>
    private static (double Mean, double Variance) Pooled(NoiseStatistics statistics, int index) {
        double mean = 0, square = 0;
        for (int c = 0; c < 3; c++)
            (mean, square) = (mean + statistics.Mean(index)[c] / 3, square + statistics.Covariance(index, c, c, aboutMean: false) / 3);
        return (mean, square - mean * mean);
    }
}
