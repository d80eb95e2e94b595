using Diorama.Tensors;

namespace Diorama.Learning.Tests.Training;

/// <summary>A training in bfloat16, which takes too long where the processor has no instructions for it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BFloat16FactAttribute : FactAttribute {
    public BFloat16FactAttribute() {
        if (!Autocast.IsFast) Skip = "needs a processor with AVX512_BF16 or AMX";
    }
}
