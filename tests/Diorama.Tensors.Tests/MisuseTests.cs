using Diorama.Tensors.Autograd;
using Diorama.Tensors.Operators;

namespace Diorama.Tensors.Tests;

/// <summary>Whatever is done wrong is an exception with a sentence, and the next call works.</summary>
public class MisuseTests {
    private static void StillWorks() {
        using var scope = new TensorScope();
        var x = Tensor.From([1f, 2]).WithGrad();
        (x * x).Sum().Backward();
        Assert.Equal([2f, 4], x.Grad!.ToArray<float>());
    }

    [Fact]
    public void WrongShapes_NameOperatorShapesAndReason() {
        using var a = Tensor.Zeros([2, 3]);
        using var b = Tensor.Zeros([4, 5], DType.Float64);
        string message = Assert.Throws<TensorException>(() => a.Mm(b)).Message;
        Assert.Equal("aten::mm(Float[2, 3], Double[4, 5]): mat1 and mat2 shapes cannot be multiplied (2x3 and 4x5)", message);
        Assert.StartsWith("aten::conv2d(Float[2, 3], Double[4, 5], none, 1, 0, 1, 1): ",
            Assert.Throws<TensorException>(() => Functional.Conv2d(a, b)).Message);
        Assert.StartsWith("aten::cat({Float[2, 3], Double[4, 5]}, 0): Sizes",
            Assert.Throws<TensorException>(() => Tensor.Cat([a, b])).Message);
        StillWorks();
    }

    [Fact]
    public void WrongArguments_AreRefusedBeforeTheKernel() {
        using var a = Tensor.Zeros([2, 3]);
        void Fails(string expected, params Argument[] arguments) =>
            Assert.Contains(expected, Assert.Throws<TensorException>(() => new Operator("sum.dim_IntList").Call(arguments)).Message);
        Fails("argument 1 ('self') has to be Tensor and is none");
        Fails("argument 1 ('self') has to be Tensor and is \"x\"", "x");
        Fails("argument 2 ('dim') has to be int[]? and is 1.5", a, 1.5);
        Fails("argument 3 ('keepdim') has to be bool and is 2", a, new long[] { 0 }, 2);
        Fails("takes 4 arguments", a, new long[] { 0 }, true, default, 5);
        Fails("Dimension out of range", a, new long[] { 7 });
        Assert.Contains("nosuch", Assert.Throws<TensorException>(() => new Operator("nosuch").Call(a)).Message);
        Assert.Contains("has more results than expected", Assert.Throws<TensorException>(() => new Operator("max.dim").Call(a, 0)).Message);
        Assert.Throws<TensorException>(() => new Operator("is_floating_point").Call(a));
        Assert.Throws<TensorException>(() => Tensor.Cat([a, null!]));
        StillWorks();
    }

    [Fact]
    public void WrongDevices_AreRefused() {
        using var a = Tensor.Zeros([2]);
        if (Device.CudaCount == 0) Assert.Throws<TensorException>(() => a.To(Device.Cuda()));
        // A tensor without memory stands for one elsewhere.
        using var meta = new Operator("empty.memory_format").Call(new long[] { 2 }, DType.Float32, default, Device.FromCode(14 * 256));
        Assert.Equal([2], meta.Shape);
        Assert.Throws<InvalidOperationException>(() => meta.Data<float>());
        Assert.ThrowsAny<Exception>(() => meta.ToArray<float>());
        Assert.Throws<TensorException>(() => a.Mm(meta));
        Assert.Throws<FormatException>(() => Device.Parse("gpu"));
        Assert.Equal(Device.Cuda(1), Device.Parse("cuda:1"));
        StillWorks();
    }

    [Fact]
    public void DisposedTensors_AreRefusedEverywhere() {
        var a = Tensor.Zeros([2]);
        using var b = Tensor.Zeros([2]);
        a.Dispose();
        a.Dispose();
        Assert.True(a.IsDisposed);
        Action[] uses = [
            () => _ = a + b, () => _ = b + a, () => Tensor.Cat([b, a]), () => _ = a.Shape, () => _ = a.RequiresGrad,
            () => a.RequiresGrad = true,
            () => _ = a.Grad, () => b.Grad = a, () => a.Backward(), () => a.ToArray<float>(), () => a.Data<float>(), () => a.Alias(),
            () => _ = a[0],
            () => Torch.SetRandomState(Device.Cpu, a), () => Gradients.Of(b, a), () => b.CopyInPlace(a),
            () => new DifferentiableFunction("f", (_, x) => x, (_, g) => g).Apply(a),
        ];
        foreach (var use in uses) Assert.Throws<ObjectDisposedException>(use);
        Assert.Equal("tensor(disposed)", a.ToString());
        Assert.Equal(0, b.Sum().ToDouble());
        StillWorks();
    }

    [Fact]
    public void DisposingOnOneThreadWhileAnotherComputes_NeverFreesMemoryInUse() {
        Collect();
        long live = Tensor.LiveCount;
        int refused = 0, done = 0;
        for (int round = 0; round < 60; round++) {
            var shared = Tensor.Ones([4096]);
            var users = Enumerable.Range(0, 3).Select(_ => new Thread(() => {
                try {
                    while (true) {
                        using var sum = shared.Sum();
                        Assert.Equal(4096, sum.ToDouble());
                        Interlocked.Increment(ref done);
                    }
                } catch (ObjectDisposedException) {
                    Interlocked.Increment(ref refused);
                }
            })).ToArray();
            foreach (var user in users) user.Start();
            Thread.SpinWait(round * 2000);
            shared.Dispose();
            foreach (var user in users) user.Join();
        }
        Assert.Equal(60 * 3, refused);
        Assert.True(done > 0);
        Assert.Equal(live, Tensor.LiveCount);
    }

    [Fact]
    public void Finalizers_FreeForgottenTensorsAndGraphs_OnTheirOwnThread() {
        Collect();
        long live = Tensor.LiveCount, bytes = TensorMemory.Bytes;
        Forget();
        Collect();
        Assert.Equal(live, Tensor.LiveCount);
        Assert.Equal(bytes, TensorMemory.Bytes);
        StillWorks();

        static void Forget() {
            var twice = new DifferentiableFunction("twice", (_, x) => [x[0] * 2], (_, g) => [g[0]! * 2]);
            for (int i = 0; i < 100; i++) {
                var x = Tensor.Ones([1000]).WithGrad();
                var y = twice.Apply(x)[0].Exp();
                y.Sum().Backward();
                Assert.ThrowsAny<Exception>(() => y.Mm(x));
            }
        }
    }

    /// <summary>What earlier tests forgot is freed before anything is counted.</summary>
    private static void Collect() {
        for (int i = 0; i < 3; i++) {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    [Fact]
    public void Exceptions_PassEveryLevelInEveryOrder_AndTheNextCallWorks() {
        var failsForward = new DifferentiableFunction("broken", (_, _) => throw new InvalidDataException("forward"), (_, g) => g);
        var failsBackward = new DifferentiableFunction("broken", (_, x) => [x[0] * 2],
            (_, _) => throw new InvalidDataException("backward"));
        var failsNative = new DifferentiableFunction("broken", (_, x) => [x[0] * 2], (_, g) => [g[0]!.Mm(g[0]!)]);
        var nested = new DifferentiableFunction("nested", (_, x) => [x[0] * 2], (_, g) => {
            using var on = GradientMode.On();
            using var inner = Tensor.Ones([2]).WithGrad();
            failsBackward.Apply(inner)[0].Sum().Backward();
            return g;
        });
        void FailAll() {
            using var scope = new TensorScope();
            var x = Tensor.Ones([2]).WithGrad();
            Assert.Equal("forward", Assert.Throws<InvalidDataException>(() => failsForward.Apply(x)).Message);
            var error = Assert.Throws<TensorException>(() => failsBackward.Apply(x)[0].Sum().Backward());
            Assert.Equal("backward", Assert.IsType<InvalidDataException>(error.InnerException).Message);
            error = Assert.Throws<TensorException>(() => failsNative.Apply(x)[0].Sum().Backward());
            Assert.Contains("aten::mm", Assert.IsType<TensorException>(error.InnerException).Message);
            error = Assert.Throws<TensorException>(() => nested.Apply(x)[0].Sum().Backward());
            Assert.True(error.InnerException?.InnerException is InvalidDataException, error.ToString());
            Assert.Throws<TensorException>(() => x.Mm(x));
            StillWorks();
        }
        FailAll();
        Exception? onThread = null;
        var thread = new Thread(() => {
            try { FailAll(); } catch (Exception e) { onThread = e; }
        });
        thread.Start();
        thread.Join();
        Assert.Null(onThread);
        Parallel.For(0, 20, _ => FailAll());
        var finalised = new ManualResetEventSlim();
        MakeFailing(FailAll, finalised);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.True(finalised.IsSet, "the finaliser went through all failures");
        FailAll();

        static void MakeFailing(Action fail, ManualResetEventSlim done) => _ = new FailsInFinaliser(fail, done);
    }

    private sealed class FailsInFinaliser(Action fail, ManualResetEventSlim done) {
        ~FailsInFinaliser() {
            fail();
            done.Set();
        }
    }

    [Fact]
    public void GradientMode_EndsOnItsThread_AndOnce() {
        var mode = GradientMode.Off();
        Assert.False(GradientMode.IsOn);
        Exception? refused = null;
        var thread = new Thread(() => {
            try { mode.Dispose(); } catch (InvalidOperationException e) { refused = e; }
            if (!GradientMode.IsOn) refused = null;
        });
        thread.Start();
        thread.Join();
        Assert.NotNull(refused);
        mode.Dispose();
        mode.Dispose();
        Assert.True(GradientMode.IsOn);
        var inference = GradientMode.Inference();
        inference.Dispose();
        inference.Dispose();
        StillWorks();
    }
}
