namespace Diorama.Core.Isolation;

/// <summary>What reading one file may take in a <see cref="ParserProcess"/>.</summary>
/// <param name="Bytes">Of memory, the runtime's own included (about 100 MB).</param>
/// <param name="Seconds">From the request to the answer.</param>
public sealed record ParserLimits(long Bytes = 4L << 30, double Seconds = 120);
