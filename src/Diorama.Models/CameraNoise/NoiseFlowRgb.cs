namespace Diorama.Models.CameraNoise;

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
