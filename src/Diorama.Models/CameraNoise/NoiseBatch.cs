using Diorama.Tensors;

namespace Diorama.Models.CameraNoise;

/// <summary>A batch of noisy images with their clean images.</summary>
/// <param name="Noisy">Noisy images, Float32 [B,3,H,W], whole numbers from 0 to 255; red, green, blue.</param>
/// <param name="Clean">Clean images, in the same form.</param>
/// <param name="Conditions">Camera and sensitivity of each image.</param>
public sealed record NoiseBatch(Tensor Noisy, Tensor Clean, NoiseConditions Conditions);
