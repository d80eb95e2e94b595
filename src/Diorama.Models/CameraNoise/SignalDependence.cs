using Diorama.Tensors;

namespace Diorama.Models.CameraNoise;

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
