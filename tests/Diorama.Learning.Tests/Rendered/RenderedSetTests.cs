using Diorama.Core;
using Diorama.Core.Files;
using Diorama.Core.Randomness;
using Diorama.Learning.Rendered;
using Diorama.Tensors;

namespace Diorama.Learning.Tests.Rendered;

public sealed class RenderedSetTests : IDisposable {
    private readonly string folder = Directory.CreateTempSubdirectory("diorama-rendered").FullName;
    private int rendered;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private RenderedOptions Options => new() { Folder = folder };

    private static RenderedPlan Plan(long count = 10, ulong seed = 1) => new("numbers", 1, seed, count) { PerShard = 4 };

    private RenderedSample Sample(long number, Keyed key) {
        Interlocked.Increment(ref rendered);
        KeyedGenerator random = key.Generator();
        return new RenderedSample().Add<byte>("image", [(byte)number, 1, 2, 3, 4, 5], 1, 2, 3).Add<float>("depth", [random.NextFloat()], 1);
    }

    [Fact]
    public void Samples_AreMadeOnce_AndAlwaysTheSame() {
        float[] first;
        using (var set = RenderedSet.Make(Plan(), Sample, Options)) {
            // Whole files.
            Assert.Equal((10, 12), (set.Count, rendered));
            using var scope = new TensorScope();
            Assert.Equal([2, 1, 2, 3], set.Batch("image", 7, 0).Shape);
            Assert.Equal([7, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5], set.Batch("image", 7, 0).ToArray<byte>());
            first = set.Batch("depth", 0, 5, 9).ToArray<float>();
            Assert.Equal(3, first.Distinct().Count());
            Assert.Throws<ArgumentOutOfRangeException>(() => set.Batch("image", 10));
            Assert.Throws<BadInputException>(() => set.Batch("normal", 0));
        }
        using (var set = RenderedSet.Make(Plan(), Sample, Options)) {
            Assert.Equal(12, rendered);
            Assert.Equal(first, set.Batch("depth", 0, 5, 9).ToArray<float>());
        }
        // A larger set has the same samples and others.
        using (var set = RenderedSet.Make(Plan(count: 13), Sample, Options with { Threads = 1 })) {
            Assert.Equal(16, rendered);
            Assert.Equal(first, set.Batch("depth", 0, 5, 9).ToArray<float>());
        }
        Directory.Delete(folder, recursive: true);
        using (var set = RenderedSet.Make(Plan(), Sample, Options with { Threads = 1 }))
            Assert.Equal(first, set.Batch("depth", 0, 5, 9).ToArray<float>());
    }

    [Fact]
    public void Addresses_AreOfAllThatSamplesDependOn() {
        RenderedPlan plan = Plan();
        string[] addresses = [plan.Address, (plan with { Version = 2 }).Address, (plan with { Seed = 2 }).Address,
            (plan with { Name = "others" }).Address, (plan with { PerShard = 5 }).Address,
            (plan with { Settings = new Dictionary<string, string> { ["size"] = "64" } }).Address];
        Assert.Equal(addresses.Length, addresses.Distinct().Count());
        Assert.Equal(plan.Address, Plan(count: 99).Address);
    }

    [Fact]
    public void Making_GoesOnWhereItStopped() {
        using var source = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => RenderedSet.Make(Plan(), (number, key) => {
            if (number == 5) source.Cancel();
            return Sample(number, key);
        }, Options with { Cancellation = source.Token, Threads = 1 }));
        int before = rendered;
        Assert.InRange(before, 5, 8);
        using var set = RenderedSet.Make(Plan(), Sample, Options);
        // The first file was finished.
        Assert.Equal(before + 8, rendered);
        Assert.Equal(["000000.safetensors", "000001.safetensors", "000002.safetensors", "used"],
            Directory.GetFiles(Assert.Single(Directory.GetDirectories(folder))).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    /// <summary>Two makers at once, as on two machines that share the folder, make each file once.</summary>
    [Fact]
    public void SeveralMakers_ShareTheWork() {
        RenderedPlan plan = Plan(count: 80);
        float[][] read = new float[3][];
        Parallel.For(0, 3, new() { MaxDegreeOfParallelism = 3 }, i => {
            using var set = RenderedSet.Make(plan, Sample, Options with { Threads = 1 });
            using var scope = new TensorScope();
            read[i] = set.Batch("depth", 0, 40, 79).ToArray<float>();
        });
        Assert.Equal(80, rendered);
        Assert.Equal(read[0], read[1]);
        Assert.Equal(read[0], read[2]);
    }

    [Fact]
    public void Sets_AreListedAndRemoved_UnlessTheyAreInUse_AndTheLimitHolds() {
        using (var held = RenderedSet.Make(Plan(), Sample, Options)) {
            RenderedSet.Make(Plan(seed: 2), Sample, Options).Dispose();
            Assert.Equal(2, RenderedCache.List(folder).Count);
            Assert.All(RenderedCache.List(folder), s => Assert.Equal(("numbers", 3), (s.Name, s.Shards)));
            Assert.Equal(Plan(seed: 2).Address, Assert.Single(RenderedCache.Clear(folder)).Address);
            using var scope = new TensorScope();
            Assert.Equal(1, held.Batch("image", 3).Size(0));
        }
        long size = RenderedCache.List(folder)[0].Bytes;
        // Room for two sets: the third removes the one that was not used for longest.
        RenderedSet.Make(Plan(seed: 2), Sample, Options with { Limit = 3 * size }).Dispose();
        Directory.SetLastWriteTimeUtc(RenderedCache.List(folder)[0].Path, DateTime.UnixEpoch);
        File.SetLastWriteTimeUtc(Path.Combine(RenderedCache.List(folder).Single(s => s.Address == Plan(seed: 1).Address).Path, "used"),
            DateTime.UnixEpoch);
        RenderedSet.Make(Plan(seed: 3), Sample, Options with { Limit = 2 * size }).Dispose();
        Assert.Equal(new[] { Plan(seed: 2).Address, Plan(seed: 3).Address }.Order(),
            RenderedCache.List(folder).Select(s => s.Address).Order());
        Assert.Single(RenderedCache.Clear(folder, Plan(seed: 3).Address));
    }

    [Fact]
    public void WhatCannotBeASet_IsRefused() {
        Assert.Throws<ArgumentException>(() => RenderedSet.Make(Plan() with { Name = "../x" }, Sample, Options));
        Assert.Throws<ArgumentOutOfRangeException>(() => RenderedSet.Make(Plan(count: 0), Sample, Options));
        Assert.Contains("has other arrays than the first", Assert.Throws<BadInputException>(() => RenderedSet.Make(Plan(),
            (number, _) => new RenderedSample().Add<byte>("image", new byte[number == 2 ? 3 : 4], number == 2 ? 3 : 4), Options)).Message);
        Assert.Throws<ArgumentException>(() => new RenderedSample().Add<byte>("image", [1, 2], 3));
        string file = Path.Combine(folder, "file");
        File.WriteAllText(file, "");
        Assert.Contains("cannot be written", Assert.Throws<FileException>(() => RenderedSet.Make(Plan(), Sample,
            new() { Folder = file })).Message);
    }
}
