using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Datasets.Frames;
using Diorama.Rendering.Labels;
using Diorama.Sensors.Learned;
using Diorama.Sensors.Profiles;
using Diorama.Worlds;

namespace Diorama.Datasets.Tests.Frames;

/// <summary>Learned noise on rendered pictures, by the weights that ship.</summary>
public sealed class NoisePicturesTests : IDisposable {
    private readonly TemporaryFolder folder = new();
    private readonly CameraProfiles cameras;

    public NoisePicturesTests() {
        File.WriteAllText(folder["noiseprofiles.json"], """
            {"noiseprofiles": [{"maker": "Canon", "models": [{"model": "EOS 80D", "profiles": [
              {"iso": 100, "a": [5e-6, 4e-6, 1e-5], "b": [1e-8, 1e-8, 1e-8]},
              {"iso": 25600, "a": [5.6e-4, 5.4e-4, 1.3e-3], "b": [4e-5, 4e-5, 4e-5]}]}]}]}
            """);
        File.WriteAllText(folder["wb_presets.json"], """{"wb_presets": []}""");
        cameras = CameraProfiles.Read(folder.Path);
    }

    public void Dispose() => folder.Dispose();

    private World Build(double iso) => Boxes.Build(0, 2, noise: new LearnedNoise(SpatialNoiseWeights.Small(), cameras, "EOS 80D", iso));

    private static RenderedFrame Render(World world, int threads = 2, int index = 0) {
        using var frames = new SceneFrames(world, 0, new() { Samples = 16, Bounces = 2, Threads = threads, Seed = 3,
            Labels = LabelTable.Instance });
        return frames.Render(index, 0);
    }

    /// <summary>Standard deviation of the difference, in grey levels.</summary>
    private static double Noise(Image<Rgb8> noisy, Image<Rgb8> clean) {
        double[] difference = [.. noisy.Pixels.Zip(clean.Pixels, (a, b) => (double)a.G - b.G)];
        double mean = difference.Average();
        return Math.Sqrt(difference.Average(d => (d - mean) * (d - mean)));
    }

    [Fact]
    public void Picture_GetsTheNoise_AndNothingElseChanges() {
        using World none = Boxes.Build(0, 2), high = Build(12800), low = Build(100), again = Build(12800);
        RenderedFrame clean = Render(none), noisy = Render(high, 1), fine = Render(low);
        Assert.Equal(noisy.Picture!.Pixels, Render(again, 3).Picture!.Pixels);
        Assert.Equal(clean.Radiance!.Pixels, noisy.Radiance!.Pixels);
        Assert.Equal(clean.Labels.Instance!.Pixels, noisy.Labels.Instance!.Pixels);
        double strong = Noise(noisy.Picture, clean.Picture!), weak = Noise(fine.Picture!, clean.Picture!);
        Assert.InRange(strong, 3, 40);
        Assert.InRange(weak, 0, 0.5 * strong);
    }

    [Fact]
    public void Frames_HaveNoiseOfTheirOwn() {
        using World none = Boxes.Build(0, 2), high = Build(12800);
        int[] Difference(int index) =>
            [.. Render(high, index: index).Picture!.Pixels.Zip(Render(none, index: index).Picture!.Pixels, (a, b) => a.G - b.G)];
        int[] first = Difference(0), second = Difference(1);
        double correlation = first.Zip(second, (a, b) => (double)a * b).Sum()
            / Math.Sqrt(first.Sum(a => (double)a * a) * second.Sum(b => (double)b * b));
        Assert.InRange(correlation, -0.1, 0.2);
    }
}
