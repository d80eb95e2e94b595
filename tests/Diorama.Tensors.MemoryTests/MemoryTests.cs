using Diorama.Tensors.Layers;
using Diorama.Tensors.Optimisers;

namespace Diorama.Tensors.MemoryTests;

/// <summary>In a process of their own: what other tests leave to the allocator would still be settling.</summary>
public class MemoryTests {
    [Fact]
    public void TwentyThousandSteps_LeaveResidentMemoryFlat() {
        const int steps = 20_000, warmUp = 4_000;
        Torch.Seed(1);
        int threads = Torch.Threads;
        Torch.Threads = 1;
        var model = new Sequential(new Linear(4, 16), new Apply(Functional.Relu), new Linear(16, 1));
        var optimiser = new Adam(model.Parameters);
        var input = Tensor.Randn([8, 4]);
        long live = 0, resident = 0, blocks = 0;
        Resident();
        for (int step = 0; step < steps; step++) {
            if (step == warmUp) (resident, live, blocks) = (Resident(), Tensor.LiveCount, TensorMemory.Blocks);
            using var scope = new TensorScope();
            optimiser.ZeroGrad();
            var loss = Functional.MseLoss(model.Forward(input), input.Sum([1], keepDim: true));
            loss.Backward();
            optimiser.Step();
        }
        Torch.Threads = threads;
        double after = Resident();
        Assert.True(after < 1.02 * resident, $"{resident} bytes grew to {after}");
        Assert.Equal(live, Tensor.LiveCount);
        Assert.Equal(blocks, TensorMemory.Blocks);
        GC.KeepAlive((model, optimiser, input));
    }

    /// <summary>
    /// Bytes of this process in main memory, without the room that the garbage collector keeps for what is allocated next.
    /// </summary>
    private static long Resident() {
        // What a finaliser frees may hold what the next one does.
        for (int i = 0; i < 3; i++) {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }
        string line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.AsSpan(6, line.Length - 8).Trim(), System.Globalization.CultureInfo.InvariantCulture) * 1024;
    }
}
