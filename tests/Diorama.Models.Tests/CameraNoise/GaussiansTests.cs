using Diorama.Core.Randomness;
using Diorama.Models.CameraNoise;
using Diorama.Models.CameraNoise.Baselines;
using Diorama.Models.CameraNoise.Layers;
using Diorama.Tensors;

namespace Diorama.Models.Tests.CameraNoise;

public class GaussiansTests {
    /// <summary>Colours share part of their noise; camera, ISO and colour decide how much there is.</summary>
    private static readonly NoiseSet set =
        Pairs.Set((camera, iso, _, color, normal) => iso / 400 + (2 + camera + iso / 100) * (0.8 * normal[color] + 0.6 * normal[0]), 128);

    private static double Test(NoiseModel model) => NoiseTrainer.Nll(model, set.Test, [.. Enumerable.Range(0, set.Test.Count)]);

    public static TheoryData<string> Models => ["iso", "diagonal", "full"];

    private static NoiseFlow Make(string name) => name switch {
        "iso" => new IsotropicGaussian(set.Grid), "diagonal" => new DiagonalGaussian(set.Grid), _ => new FullGaussian(set.Grid),
    };

    [Fact]
    public void Nll_IsTheClosedForm_OfEachModel() {
        // Colours have the variances 1.96, 1 and 1, times k²; 1/12 comes from rounding and 1/6 from dequantisation.
        double iso = 0, diagonal = 0, full = 0;
        foreach (int camera in (int[])[0, 1]) {
            foreach (int times in (int[])[1, 4]) {
                double k = (2.0 + camera + times) * (2 + camera + times), mean = times / 4.0, extra = 0.25;
                double[] v = [1.96 * k + extra, k + extra, k + extra];
                iso += Entropy(v.Average());
                diagonal += v.Average(Entropy);
                // The determinant of the covariance with 0.84 between red and the others and 0.36 between those; this model's mean is 0.
                double r = v[0] + mean * mean, g = v[1] + mean * mean, a = 0.84 * k + mean * mean, b = 0.36 * k + mean * mean;
                full += Entropy(Math.Cbrt(r * (g * g - b * b) - 2 * a * (a * g - a * b)));
            }
        }
        Assert.Equal(iso / 4, Test(Fitted("iso")), 0.01);
        Assert.Equal(diagonal / 4, Test(Fitted("diagonal")), 0.01);
        Assert.Equal(full / 4, Test(Fitted("full")), 0.01);

        static double Entropy(double variance) => 0.5 * Math.Log(2 * Math.PI * Math.E * variance);
    }

    private static NoiseFlow Fitted(string name) {
        NoiseFlow model = Make(name);
        model.Initialise(NoiseStatistics.Of(set.Train));
        model.Eval();
        return model;
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Initialise_IsWhereAdamArrives(string name) {
        NoiseFlow fitted = Fitted(name), trained = Make(name);
        Torch.Seed(1);
        var adam = new Tensors.Optimisers.Adam(trained.Parameters, 0.05);
        int[] order = set.Train.Shuffled(Keyed.Start(1));
        for (int step = 0; step < 400; step++) {
            using var scope = new TensorScope();
            adam.SetRate(Tensors.Optimisers.Schedule.Cosine(step, 400, 0.01));
            adam.ZeroGrad();
            trained.Loss(set.Train.Batch(order.AsSpan(step % 4 * 16, 16))).Backward();
            adam.Step();
        }
        Assert.Equal(Test(fitted), Test(trained), 0.005);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Samples_HaveTheMeanAndVarianceOfEachCondition(string name) {
        NoiseFlow model = Fitted(name);
        NoiseStatistics statistics = NoiseStatistics.Of(set.Train);
        for (int i = 0; i < set.Grid.Count; i++) {
            var conditions = NoiseConditions.Of(set.Grid, set.Grid.Cameras[i % 2], set.Grid.Isos[i / 2], 4);
            Tensor clean = Tensor.Full([4, 3, 64, 64], 128), noise = model.Sample(clean, conditions) - clean;
            for (int c = 0; c < 3; c++) {
                Tensor of = noise.Select(1, c);
                // A sample is rounded down after a uniform number was added to the clean value; statistics count the dequantisation of both
                // pictures.
                double mean = name == "iso" ? MeanOf(i) : name == "full" ? 0 : statistics.Mean(i)[c];
                double variance = name == "iso" ? Enumerable.Range(0, 3).Average(k => statistics.Covariance(i, k, k, aboutMean: false))
                    - mean * mean : statistics.Covariance(i, c, c, aboutMean: name == "diagonal");
                Assert.Equal(mean, of.Mean().ToDouble(), 0.2);
                Assert.Equal(variance, of.Var().ToDouble(), 0.06 * variance);
            }
        }

        double MeanOf(int i) => (statistics.Mean(i).X + statistics.Mean(i).Y + statistics.Mean(i).Z) / 3;
    }
}
