[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Diorama.Tensors.Tests;

public class TensorScopeTests {
    [Fact]
    public void Scope_FreesWhatWasMadeInside_ButWhatIsKeptOrMovedOut() {
        Tensor freed, kept, moved, inner;
        using (var outer = new TensorScope()) {
            using (var scope = new TensorScope()) {
                freed = Tensor.Zeros([2]);
                kept = Tensor.Ones([2]).DetachFromScope();
                moved = scope.MoveOut(freed + 1);
                using (new TensorScope()) inner = Tensor.Zeros([1]);
                Assert.True(inner.IsDisposed);
                Assert.False(freed.IsDisposed);
            }
            Assert.True(freed.IsDisposed);
            Assert.False(moved.IsDisposed);
        }
        Assert.True(moved.IsDisposed);
        Assert.Equal([1f, 1], kept.ToArray<float>());
        kept.Dispose();
    }

    [Fact]
    public void Scope_EndsInnerScopesThatWereLeftOpen() {
        var outer = new TensorScope();
        _ = new TensorScope();
        var tensor = Tensor.Zeros([1]);
        outer.Dispose();
        Assert.True(tensor.IsDisposed);
        using var free = Tensor.Zeros([1]);
        Assert.False(free.IsDisposed);
        outer.Dispose();
    }

    [Fact]
    public void Scope_BelongsToOneThread() {
        using var scope = new TensorScope();
        Tensor? other = null;
        Exception? refused = null;
        var thread = new Thread(() => {
            other = Tensor.Zeros([1]);
            try { scope.Dispose(); } catch (InvalidOperationException e) { refused = e; }
        });
        thread.Start();
        thread.Join();
        Assert.Null(other!.Scope);
        Assert.NotNull(refused);
        other.Dispose();
    }

    [Fact]
    public void Memory_IsCountedAndComesBack() {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long live = Tensor.LiveCount, bytes = TensorMemory.Bytes;
        TensorMemory.RestartPeak();
        using (new TensorScope()) {
            var a = Tensor.Zeros([1 << 20]);
            Assert.InRange(TensorMemory.Bytes - bytes, 4 << 20, (4 << 20) + 65536);
            _ = a + a;
            Assert.Equal(live + 2, Tensor.LiveCount);
        }
        Assert.Equal(live, Tensor.LiveCount);
        Assert.Equal(bytes, TensorMemory.Bytes);
        Assert.InRange(TensorMemory.PeakBytes - bytes, 8 << 20, (8 << 20) + 131072);
    }

    [Fact]
    public void ForgottenTensors_AreCollectedBeforeTheyFillTheMemory() {
        TensorMemory.RestartPeak();
        long before = TensorMemory.Bytes;
        for (int i = 0; i < 1500; i++) Forget();
        // 1,500 × 1 MiB would be 1.5 GiB.
        Assert.InRange(TensorMemory.PeakBytes - before, 1 << 20, 1L << 30);

        static void Forget() => Tensor.Empty([1 << 18]);
    }
}
