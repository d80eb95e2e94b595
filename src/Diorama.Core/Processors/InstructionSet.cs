namespace Diorama.Core.Processors;

/// <summary>Vector instructions of x86-64 processors, each with all before it. The last two include fused multiply-add.</summary>
public enum InstructionSet {
    /// <summary>128 bits.</summary>
    Sse42,
    /// <summary>256 bits.</summary>
    Avx2,
    /// <summary>512 bits: the F, BW, CD, DQ and VL parts.</summary>
    Avx512,
}
