namespace Diorama.Models.CameraNoise;

/// <summary>
/// The flow of Kousha et al., "Modeling sRGB Camera Noise with Normalizing Flows" (CVPR 2022): four blocks of a linear layer by camera and
/// sensitivity and two conditional couplings, each after a mixing of colours ("CL2|CAC|CAC", 6,160 parameters for 5 cameras at 5
/// sensitivities). The first layer has the initial values of <see cref="DiagonalGaussian"/>, which saves the first thousands of steps; all
/// other initial values are as published.
/// </summary>
public sealed class PaperFlow(NoiseGrid grid) : NoiseFlow(grid, Layers(grid)) {
    private const int Blocks = 4, Couplings = 2;

    private static FlowStep[] Layers(NoiseGrid grid) {
        var steps = new List<FlowStep>();
        for (int block = 0; block < Blocks; block++) {
            steps.Add(new ConditionalLinear(grid, perColor: true, fits: block == 0));
            for (int i = 0; i < Couplings; i++)
                steps.AddRange([new ColorMixing(null, ColorMixing.Start.Orthogonal), new AffineCoupling(grid)]);
        }
        return [.. steps];
    }
}
