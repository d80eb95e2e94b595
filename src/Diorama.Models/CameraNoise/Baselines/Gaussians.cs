using Diorama.Models.CameraNoise.Layers;

namespace Diorama.Models.CameraNoise.Baselines;

/// <summary>
/// Normal noise with one mean and standard deviation for each camera and sensitivity ("CL", 50 parameters for 25 combinations).
/// <see cref="NoiseModel.Initialise"/> sets the maximum-likelihood values.
/// </summary>
public sealed class IsotropicGaussian(NoiseGrid grid) : NoiseFlow(grid, new ConditionalLinear(grid, perColor: false, fits: true));

/// <summary>
/// Normal noise with a mean and standard deviation for each colour, camera and sensitivity ("CL2", 150 parameters for 25 combinations).
/// </summary>
public sealed class DiagonalGaussian(NoiseGrid grid) : NoiseFlow(grid, new ConditionalLinear(grid, perColor: true, fits: true));

/// <summary>
/// Normal noise that is correlated between the colours of a pixel, with mean 0 (525 parameters for 25 combinations).
/// <see cref="NoiseModel.Initialise"/> sets the maximum-likelihood values.
/// </summary>
public sealed class FullGaussian(NoiseGrid grid) : NoiseFlow(grid, new ColorMixing(grid, ColorMixing.Start.White));

/// <summary>
/// Normal noise whose variance is linear in the clean value, as a sensor's is ("SDN|CL", 72 parameters for 5 cameras at 5 sensitivities).
/// </summary>
public sealed class HeteroscedasticGaussian(NoiseGrid grid)
    : NoiseFlow(grid, new SignalDependence(grid), new ConditionalLinear(grid, perColor: false, fits: true));
