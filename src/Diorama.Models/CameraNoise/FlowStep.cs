using Diorama.Tensors;
using Diorama.Tensors.Layers;

namespace Diorama.Models.CameraNoise;

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
