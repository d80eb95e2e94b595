using Diorama.Models.CameraNoise.Layers;

namespace Diorama.Models.CameraNoise.Baselines;

/// <summary>
/// Noise Flow (Abdelhamed et al., ICCV 2019) for three colours, as Kousha et al. compare with: couplings that see neither the clean image
/// nor the camera, a gain between them and a signal-dependent layer after them ("AC×4|Gain2|AC×4|SDN", 2,330 parameters for 5 cameras at 5
/// sensitivities). The initial gain makes the noise of each sensitivity as large as the latent; all other initial values are as published.
/// </summary>
public sealed class NoiseFlowRgb(NoiseGrid grid) : NoiseFlow(grid, Layers(grid)) {
    private const int Couplings = 4;

    private static FlowStep[] Layers(NoiseGrid grid) => [.. Mixed(), new Gain(grid), .. Mixed(), new SignalDependence(grid)];

    private static List<FlowStep> Mixed() {
        var steps = new List<FlowStep>();
        for (int i = 0; i < Couplings; i++) steps.AddRange([new ColorMixing(null, ColorMixing.Start.Orthogonal), new AffineCoupling(null)]);
        return steps;
    }
}

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
