namespace Diorama.Tensors.Files;

/// <summary>
/// Description of one tensor in a safetensors file; its elements are the <see cref="Bytes"/> bytes that begin <see cref="Offset"/> bytes
/// after the header, in row-major order.
/// </summary>
public sealed record SafeTensorsEntry(string Name, DType DType, long[] Shape, long Offset, long Bytes);
