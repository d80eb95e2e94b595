using Diorama.Tensors;
using Diorama.Tensors.Autograd;
using Diorama.Tensors.Layers;

namespace Diorama.Models.CameraNoise.Layers;

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

/// <summary>Divides by a gain: z = x/g with g by camera and sensitivity.</summary>
public sealed class Gain : FlowStep {
    private readonly GainTable table;

    public Gain(NoiseGrid grid) => table = RegisterModule("table", new GainTable(grid, 1 + Unused));

    /// <summary>
    /// The published layer keeps a copy of the parameters of the signal-dependent layer for each camera, two of which have no effect here.
    /// </summary>
    private const int Unused = 2;

    public override (Tensor Output, Tensor LogDeterminant) Forward(Tensor input, FlowContext context) {
        Tensor log = table.LogGain(context.Conditions);
        return (input * (-log).Exp().View(-1, 1, 1, 1), log * -(Pixels(input) * 3.0));
    }

    public override Tensor Inverse(Tensor output, FlowContext context) =>
        output * table.LogGain(context.Conditions).Exp().View(-1, 1, 1, 1);

    public override void Initialise(NoiseStatistics statistics) => table.Fit(statistics);
}

/// <summary>
/// The gain of a camera at a sensitivity, g = exp(γ·e^q)·ISO with γ by sensitivity and q by camera, as in Noise Flow (Abdelhamed et al.
/// 2019).
/// </summary>
internal sealed class GainTable : Module {
    private const double Usual = -5;
    private readonly int row;
    private readonly Tensor gamma, camera;

    /// <param name="grid">Cameras and sensitivities.</param>
    /// <param name="rows">Number of parameters of each camera, the last of which is q.</param>
    public GainTable(NoiseGrid grid, int rows) {
        row = rows - 1;
        gamma = RegisterParameter("gamma", Tensor.Full([grid.Isos.Count], Usual));
        camera = RegisterParameter("camera", Tensor.Ones([rows, grid.Cameras.Count]));
    }

    /// <summary>Computes e to the power of a camera parameter, for the camera of each image, [B].</summary>
    public Tensor Factor(int number, NoiseConditions conditions) => camera.Select(0, number).IndexSelect(0, conditions.Camera).Exp();

    /// <summary>Computes ln g of each image, [B].</summary>
    public Tensor LogGain(NoiseConditions conditions) =>
        gamma.IndexSelect(0, conditions.Iso) * Factor(row, conditions) + conditions.IsoValue.Log();

    /// <summary>Sets γ so that g is the standard deviation of noise at each sensitivity, as long as q is 1.</summary>
    public void Fit(NoiseStatistics statistics) {
        using var mode = GradientMode.Off();
        gamma.CopyFrom<float>(
            [.. statistics.Grid.Isos.Select(
                (iso, i) => (float)((0.5 * Math.Log(statistics.Square(i)) - Math.Log(NoiseModel.Levels) - Math.Log(iso)) / Math.E))]);
    }
}

/// <summary>
/// Divides by a signal-dependent standard deviation: z = x/σ with σ² = β₁·clean/g + β₂, where β₁ = exp(b₁·e^p), β₂ = exp(b₂·e^q), with p
/// and q by camera (Noise Flow's first layer).
/// </summary>
public sealed class SignalDependence : FlowStep {
    private readonly GainTable table;
    private readonly Tensor light, dark;

    public SignalDependence(NoiseGrid grid) {
        table = RegisterModule("table", new GainTable(grid, 3));
        light = RegisterParameter("b1", Tensor.Full([1], -5));
        dark = RegisterParameter("b2", Tensor.Zeros([1]));
    }

    public override (Tensor Output, Tensor LogDeterminant) Forward(Tensor input, FlowContext context) {
        Tensor variance = Variance(context);
        return (input * variance.Rsqrt(), variance.Log().Sum([1, 2, 3]) * -0.5);
    }

    public override Tensor Inverse(Tensor output, FlowContext context) => output * Variance(context).Sqrt();

    private Tensor Variance(FlowContext context) {
        NoiseConditions conditions = context.Conditions;
        Tensor slope = (light * table.Factor(0, conditions) - table.LogGain(conditions)).Exp(),
            floor = (dark * table.Factor(1, conditions)).Exp();
        return context.Clean * slope.View(-1, 1, 1, 1) + floor.View(-1, 1, 1, 1);
    }
}
