using Diorama.Tensors;
using Diorama.Tensors.Autograd;

namespace Diorama.Models.CameraNoise;

/// <summary>
/// A normalizing flow of noise: the difference between the dequantised noisy and clean images is mapped by invertible layers to a normally
/// distributed latent. Its density is exact.
/// </summary>
public abstract class NoiseFlow : NoiseModel {
    private readonly FlowStep[] steps;

    /// <param name="grid">Cameras and sensitivities.</param>
    /// <param name="steps">Layers, in the order from noise to latent.</param>
    protected NoiseFlow(NoiseGrid grid, params FlowStep[] steps) : base(grid) {
        this.steps = steps;
        for (int i = 0; i < steps.Length; i++) RegisterModule($"{i}", steps[i]);
    }

    public IReadOnlyList<FlowStep> Steps => steps;

    /// <summary>
    /// Computes the latent [B,3,H,W] of noise [B,3,H,W] in units of 256 grey levels, and the logarithm of the determinant of the Jacobian,
    /// [B].
    /// </summary>
    public (Tensor Latent, Tensor LogDeterminant) Forward(Tensor noise, FlowContext context) {
        Tensor total = Tensor.Zeros([noise.Size(0)], noise.DType, noise.Device);
        foreach (FlowStep step in steps) {
            (noise, Tensor determinant) = step.Forward(noise, context);
            total += determinant;
        }
        return (noise, total);
    }

    public Tensor Inverse(Tensor latent, FlowContext context) {
        for (int i = steps.Length - 1; i >= 0; i--) latent = steps[i].Inverse(latent, context);
        return latent;
    }

    public override Tensor LogLikelihood(Tensor noisy, Tensor clean, NoiseConditions conditions) {
        var context = new FlowContext(Dequantised(clean), conditions);
        var (latent, determinant) = Forward(Dequantised(noisy) - context.Clean, context);
        double size = noisy.Numel / (double)noisy.Size(0);
        return determinant - latent.Square().Sum([1, 2, 3]) * 0.5 - size * (0.5 * Math.Log(2 * Math.PI) + Math.Log(Levels));
    }

    public override Tensor Sample(Tensor clean, NoiseConditions conditions, double temperature = 1) {
        using var mode = GradientMode.Off();
        var scope = new TensorScope();
        try {
            var context = new FlowContext(Dequantised(clean), conditions);
            return scope.MoveOut(Quantised(Inverse(clean.RandnLike() * temperature, context) + context.Clean));
        } finally {
            scope.Dispose();
        }
    }

    public override void Initialise(NoiseStatistics statistics) {
        foreach (FlowStep step in steps) step.Initialise(statistics);
    }
}
