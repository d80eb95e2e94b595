namespace Diorama.Core.Processors;

/// <summary>Vector instruction sets of x86-64 processors; each includes those before it. The last two include fused multiply-add.</summary>
public enum InstructionSet {
    /// <summary>SSE 4.2, vectors of 128 bits.</summary>
    Sse42,
    /// <summary>AVX2, vectors of 256 bits.</summary>
    Avx2,
    /// <summary>AVX-512, vectors of 512 bits: the parts F, BW, CD, DQ and VL.</summary>
    Avx512,
}
