using Diorama.Tensors;
using Diorama.Tensors.Layers;

namespace Diorama.Models.CameraNoise;

/// <summary>What the layers of a flow may look at.</summary>
/// <param name="Clean">Without noise, dequantised, 0 to 1, [B,3,H,W].</param>
/// <param name="Conditions">Camera and sensitivity.</param>
public sealed record FlowContext(Tensor Clean, NoiseConditions Conditions);

/// <summary>An invertible layer between noise and latent, both [B,3,H,W].</summary>
public abstract class FlowStep : Module {
    /// <summary>From noise towards the latent, with the logarithm of the determinant of its Jacobian, [B] or one for all.</summary>
    public abstract (Tensor Output, Tensor LogDeterminant) Forward(Tensor input, FlowContext context);

    /// <summary>From the latent towards noise.</summary>
    public abstract Tensor Inverse(Tensor output, FlowContext context);

    /// <summary>Takes starting values from the noise that training begins with.</summary>
    public virtual void Initialise(NoiseStatistics statistics) { }

    /// <summary>Pixels of a picture.</summary>
    protected static long Pixels(Tensor picture) => picture.Size(2) * picture.Size(3);
}
