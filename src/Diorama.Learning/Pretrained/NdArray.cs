namespace Diorama.Learning.Pretrained;

/// <summary>Numbers with a shape, as a network that was trained elsewhere takes and gives them.</summary>
/// <param name="Shape">Sizes of the dimensions; their product is the number of values.</param>
/// <param name="Values">Values in row-major order.</param>
public sealed record NdArray(long[] Shape, float[] Values);
