namespace Diorama.Core.Isolation;

/// <summary>Limits on memory and time for reading one file in a <see cref="ParserProcess"/>.</summary>
/// <param name="Bytes">Memory in bytes, including the runtime's own (about 100 MB).</param>
/// <param name="Seconds">Time in seconds from the request to the answer.</param>
public sealed record ParserLimits(long Bytes = 4L << 30, double Seconds = 120);
