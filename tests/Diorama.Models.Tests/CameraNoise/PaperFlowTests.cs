using Diorama.Models.CameraNoise;
using Diorama.Models.CameraNoise.Baselines;
using Diorama.Tensors;

namespace Diorama.Models.Tests.CameraNoise;

public class PaperFlowTests {
    /// <summary>The deviation grows with the clean value, differs by camera and ISO, and green shares half of it with red.</summary>
    private static double Deviation(int camera, double iso, double clean) => (1 + camera) * (iso / 400 + 0.5) * (1 + clean / 50);

    private static readonly NoiseSet set = Pairs.Set((camera, iso, clean, color, normal) =>
        Deviation(camera, iso, clean) * (color == 1 ? 0.7 * normal[0] + 0.714 * normal[1] : normal[color]), 128);

    [Fact]
    public void Trained_KnowsTheNoise() {
        int[] all = [.. Enumerable.Range(0, set.Test.Count)];
        double exact = 0;
        foreach (NoisePair pair in set.Test.Pairs) {
            int camera = pair.Camera[^1] - '0';
            foreach (var p in pair.Clean.Pixels) {
                double Log(byte clean) => 0.5 * Math.Log(2 * Math.PI * Math.E * (Math.Pow(Deviation(camera, pair.Iso, clean), 2) + 0.25));
                exact += (Log(p.R) + Log(p.G) + Log(p.B) + 0.5 * Math.Log(1 - 0.49))
                    / (3.0 * pair.Clean.Pixels.Length * set.Test.Pairs.Count);
            }
        }
        var training = new NoiseTraining { Steps = 200, Batch = 16, ValidateEvery = 100, LearningRate = 4e-3 };
        var (diagonal, _) = NoiseTrainer.Train(() => new DiagonalGaussian(set.Grid), set, training with { Steps = 0 });
        var (paper, _) = NoiseTrainer.Train(() => new PaperFlow(set.Grid), set, training);
        double nll = NoiseTrainer.Nll(paper, set.Test, all), gaussian = NoiseTrainer.Nll(diagonal, set.Test, all);
        Assert.InRange(nll, exact - 0.01, exact + 0.3 * (gaussian - exact));

        Torch.Seed(1);
        for (int i = 0; i < set.Grid.Count; i++) {
            var (camera, iso) = (i % 2, set.Grid.Isos[i / 2]);
            var conditions = NoiseConditions.Of(set.Grid, set.Grid.Cameras[camera], iso, 4);
            foreach (int level in (int[])[90, 130]) {
                Tensor clean = Tensor.Full([4, 3, 32, 32], level), noise = paper.Sample(clean, conditions) - clean;
                double expected = Math.Sqrt(Math.Pow(Deviation(camera, iso, level), 2) + 0.25);
                Assert.InRange(noise.Std().ToDouble(), 0.8 * expected, 1.2 * expected);
                Assert.InRange(noise.Mean().ToDouble(), -0.3 * expected, 0.3 * expected);
            }
        }
    }
}
