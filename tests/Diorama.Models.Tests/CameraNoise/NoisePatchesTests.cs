using Diorama.Core.Colors;
using Diorama.Core.Randomness;
using Diorama.Models.CameraNoise;

namespace Diorama.Models.Tests.CameraNoise;

public class NoisePatchesTests {
    private static readonly NoisePair pair = Pairs.Make("a", "Camera", 100, (_, _, normal) => 3 * normal[0]);

    [Fact]
    public void Batch_HasThePixels_RowByRowAndPlaneByPlane() {
        var pairs = new[] { pair, Pairs.Make("b", "Camera", 400, (_, _, _) => 0) };
        var patches = new NoisePatches(NoiseGrid.Of(pairs), pairs, 16);
        Assert.Equal(32, patches.Count);
        NoiseBatch batch = patches.Batch([6, 16]);
        Assert.Equal([2, 3, 16, 16], batch.Noisy.Shape);
        Rgb8 noisy = pair.Noisy[2 * 16 + 5, 16 + 7], clean = pair.Clean[2 * 16 + 5, 16 + 7];
        Assert.Equal([noisy.R, noisy.G, noisy.B], batch.Noisy[0, .., 7, 5].ToArray<float>().Select(v => (byte)v));
        Assert.Equal([clean.R, clean.G, clean.B], batch.Clean[0, .., 7, 5].ToArray<float>().Select(v => (byte)v));
        Assert.Equal([0L, 1L], batch.Conditions.Index.ToArray<long>());
        Assert.Equal([100f, 400f], batch.Conditions.IsoValue.ToArray<float>());
    }

    [Fact]
    public void Shuffled_IsEveryNumberOnce_ByKey() {
        var patches = new NoisePatches(NoiseGrid.Of([pair]), [pair], 8);
        int[] order = patches.Shuffled(Keyed.Start(1));
        Assert.Equal(Enumerable.Range(0, 64), order.Order());
        Assert.Equal(order, patches.Shuffled(Keyed.Start(1)));
        Assert.NotEqual(order, patches.Shuffled(Keyed.Start(2)));
    }

    [Fact]
    public void Statistics_AreThoseOfTheNoise_AndOfAllWhereThereIsNone() {
        NoisePair grey = Pairs.Make("a", "One", 100, (_, color, normal) => 1 + (color == 2 ? 10 * normal[2] : 6 * normal[0]), 128);
        var grid = new NoiseGrid(["One", "Two"], [100, 200]);
        NoiseStatistics statistics = NoiseStatistics.Of(new(grid, [grey]));
        // Rounding adds a twelfth, dequantisation of both a sixth.
        Assert.Equal(1, statistics.Mean(0).Y, 0.1);
        Assert.Equal(36 + 0.25, statistics.Covariance(0, 0, 0), 1.0);
        Assert.Equal(36 + 0.08, statistics.Covariance(0, 0, 1), 1.0);
        Assert.Equal(100 + 0.25, statistics.Covariance(0, 2, 2), 2.0);
        Assert.Equal(0, statistics.Covariance(0, 1, 2), 1.0);
        Assert.False(statistics.Has(3));
        Assert.Equal(statistics.Covariance(0, 0, 1), statistics.Covariance(3, 0, 1));
    }
}
