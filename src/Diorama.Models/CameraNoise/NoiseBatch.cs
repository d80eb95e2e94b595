using Diorama.Tensors;

namespace Diorama.Models.CameraNoise;

/// <summary>Pictures with and without noise.</summary>
/// <param name="Noisy">Float32 [B,3,H,W], whole numbers from 0 to 255; red, green, blue.</param>
/// <param name="Clean">The same.</param>
/// <param name="Conditions">Of each picture.</param>
public sealed record NoiseBatch(Tensor Noisy, Tensor Clean, NoiseConditions Conditions);
