namespace Diorama.Tensors.Files;

/// <summary>
/// One tensor of a safetensors file: its elements are <see cref="Bytes"/> bytes from <see cref="Offset"/> after the header, in row-major
/// order.
/// </summary>
public sealed record SafeTensorsEntry(string Name, DType DType, long[] Shape, long Offset, long Bytes);
