using Diorama.Tensors;
using Diorama.Tensors.Autograd;
using Diorama.Tensors.Layers;

namespace Diorama.Models.CameraNoise.Layers;

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

/// <summary>Inputs that the layers of a flow are conditioned on.</summary>
/// <param name="Clean">Clean image, dequantised, 0 to 1, [B,3,H,W].</param>
/// <param name="Conditions">Camera and sensitivity of each image.</param>
public sealed record FlowContext(Tensor Clean, NoiseConditions Conditions);

/// <summary>An invertible layer between noise and latent, both [B,3,H,W].</summary>
public abstract class FlowStep : Module {
    /// <summary>
    /// Maps from noise towards the latent, [B,3,H,W] → [B,3,H,W], and returns the logarithm of the determinant of the Jacobian, [B] or [1]
    /// for all.
    /// </summary>
    public abstract (Tensor Output, Tensor LogDeterminant) Forward(Tensor input, FlowContext context);

    /// <summary>Maps from the latent towards noise, [B,3,H,W] → [B,3,H,W].</summary>
    public abstract Tensor Inverse(Tensor output, FlowContext context);

    /// <summary>Sets initial values from the statistics of the training noise.</summary>
    public virtual void Initialise(NoiseStatistics statistics) { }

    /// <summary>Returns the number of pixels of each image of [B,3,H,W].</summary>
    protected static long Pixels(Tensor picture) => picture.Size(2) * picture.Size(3);
}
