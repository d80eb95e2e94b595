using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Models.CameraNoise;
using Diorama.Models.CameraNoise.Baselines;
using Diorama.Tensors;

namespace Diorama.Models.Tests.CameraNoise;

public class DenoiserTests {
    private static readonly DenoiserTraining quick = new() { Layers = 4, Features = 8, Steps = 150, Batch = 4, Crop = 24,
        LearningRate = 4e-3 };

    [Fact]
    public void Parameters_AreThoseOfTheArchitecture() =>
        // First and last convolution, seven between with a scale and a shift for each feature.
        Assert.Equal(3 * 32 * 9 + 32 + 7 * (32 * 32 * 9 + 2 * 32) + 32 * 3 * 9, new Denoiser(9, 32).ParameterCount);

    /// <summary>Large pictures are cleaned in pieces of 256 pixels; their borders are not to be seen.</summary>
    [Fact]
    public void Clean_HasNoSeams() {
        Torch.Seed(1);
        var denoiser = new Denoiser(5, 4);
        denoiser.Eval();
        var noisy = new Image<Rgb8>(300, 8);
        for (int i = 0; i < noisy.Pixels.Length; i++) noisy.Pixels[i] = new((byte)(i * 7 % 200), (byte)(i * 13 % 200), (byte)(i * 5 % 200));
        using var scope = new TensorScope();
        Image<Rgb8> whole = PictureTensor.ToImage((denoiser.Forward(PictureTensor.Of(noisy)).Detach() + 0.5).Floor().Clamp(0, 255));
        Assert.Equal(whole.Pixels, denoiser.Clean(noisy).Pixels);
    }

    [Fact]
    public void TrainedOnTheRightNoise_ItGains_AndMoreThanOnTooLittle() {
        NoiseSet set = Pairs.Set((_, _, _, color, normal) => 12 * normal[color]),
            weak = Pairs.Set((_, _, _, color, normal) => 2 * normal[color]);
        var comparison = new DenoiserComparison(set, quick);
        double untouched = comparison.Untouched;
        // Normal noise of 12 grey levels: 20·log₁₀(255 / 12).
        Assert.Equal(26.55, untouched, 0.15);
        NoiseModel right = new IsotropicGaussian(set.Grid), wrong = new IsotropicGaussian(set.Grid);
        right.Initialise(NoiseStatistics.Of(set.Train));
        wrong.Initialise(NoiseStatistics.Of(weak.Train));
        double gained = comparison.Of(right), less = comparison.Of(wrong), real = comparison.OfRealPairs();
        Assert.True(gained > untouched + 4, $"{gained} after {untouched}");
        Assert.True(gained > less + 1, $"{gained} and {less} by a weaker noise");
        Assert.InRange(real, gained - 1.5, gained + 1);
        Assert.Equal(gained, comparison.Of(right));
    }
}
