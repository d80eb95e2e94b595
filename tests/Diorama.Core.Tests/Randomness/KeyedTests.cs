using Diorama.Core.Randomness;

namespace Diorama.Core.Tests.Randomness;

public sealed class KeyedTests {
    /// <summary>Upper 1e-6 point of chi-square (Wilson and Hilferty 1931).</summary>
    private static double Limit(int degrees) {
        double t = 2.0 / (9 * degrees);
        return degrees * Math.Pow(1 - t + 4.75 * Math.Sqrt(t), 3);
    }

    private static double ChiSquare(int[] counts) {
        double expected = counts.Average();
        return counts.Sum(c => (c - expected) * (c - expected) / expected);
    }

    [Fact]
    public void Stream_IsUniform() {
        var random = Keyed.Start(0).With("stream").Generator();
        var counts = new int[100];
        var pairs = new int[256];
        int last = 0;
        for (int i = 0; i < 200_000; i++) {
            float v = random.NextFloat();
            Assert.InRange(v, 0, 0.99999995f);
            counts[(int)(v * 100)]++;
            int high = (int)(v * 16);
            pairs[last * 16 + high]++;
            last = high;
        }
        Assert.InRange(ChiSquare(counts), 0, Limit(99));
        Assert.InRange(ChiSquare(pairs), 0, Limit(255));
    }

    [Fact]
    public void FirstDraws_AreUniform_OverSeedsAndIndices() {
        // One number per frame is the common use, so consecutive keys must be as good as a stream.
        var bySeed = new int[64];
        var byIndex = new int[64];
        for (uint i = 0; i < 64_000; i++) {
            bySeed[Keyed.Start(i).With("sun").Generator().NextInt(64)]++;
            byIndex[(int)(Keyed.Start(0).With("sun").With(i).Generator().NextDouble() * 64)]++;
        }
        Assert.InRange(ChiSquare(bySeed), 0, Limit(63));
        Assert.InRange(ChiSquare(byIndex), 0, Limit(63));
    }

    [Fact]
    public void Names_AreIndependent() {
        var joint = new int[256];
        for (uint i = 0; i < 64_000; i++) {
            var key = Keyed.Start(i);
            joint[key.With("sofa.rotation").Generator().NextInt(16) * 16 + key.With("sofa.rotatioo").Generator().NextInt(16)]++;
        }
        Assert.InRange(ChiSquare(joint), 0, Limit(255));
    }

    [Fact]
    public void Draw_DoesNotDependOnOtherNames() {
        var scene = Keyed.Start(7).With("scene").With(3);
        float alone = scene.With("lamp").Generator().NextFloat();
        var other = scene.With("chair").Generator();
        other.NextUInt64();
        Assert.Equal(alone, scene.With("lamp").Generator().NextFloat());
        Assert.NotEqual(scene.With("a").With("b").State, scene.With("b").With("a").State);
        Assert.NotEqual(scene.With("ab").State, scene.With("a").With("b").State);
        Assert.NotEqual(Keyed.Start(0).State, Keyed.Start(1).State);
    }

    [Fact]
    public void NextInt_IsUniform_WhenTheRangeIsNoPowerOfTwo() {
        var random = Keyed.Start(11).Generator();
        var counts = new int[7];
        for (int i = 0; i < 70_000; i++) counts[random.NextInt(7)]++;
        Assert.InRange(ChiSquare(counts), 0, Limit(6));
        const int large = 1_500_000_000;
        int below = 0;
        for (int i = 0; i < 20_000; i++) if (random.NextInt(large) < large / 2) below++;
        Assert.InRange(below, 9_650, 10_350);
    }
}
