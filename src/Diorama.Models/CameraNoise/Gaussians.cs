namespace Diorama.Models.CameraNoise;

/// <summary>
/// Normal noise, one mean and deviation for each camera and sensitivity ("CL", 50 parameters for 25). <see cref="NoiseModel.Initialise"/>
/// is its maximum likelihood.
/// </summary>
public sealed class IsotropicGaussian(NoiseGrid grid) : NoiseFlow(grid, new ConditionalLinear(grid, perColor: false, fits: true));

/// <summary>The same with a mean and a deviation of each colour ("CL2", 150 parameters for 25).</summary>
public sealed class DiagonalGaussian(NoiseGrid grid) : NoiseFlow(grid, new ConditionalLinear(grid, perColor: true, fits: true));

/// <summary>
/// Normal noise that is correlated between the colours of a pixel, with mean 0 (525 parameters for 25). <see cref="NoiseModel.Initialise"/>
/// is its maximum likelihood.
/// </summary>
public sealed class FullGaussian(NoiseGrid grid) : NoiseFlow(grid, new ColorMixing(grid, ColorMixing.Start.White));

/// <summary>Normal noise whose variance is linear in the clean value, as a sensor's is ("SDN|CL", 72 parameters for 5·5).</summary>
public sealed class HeteroscedasticGaussian(NoiseGrid grid)
    : NoiseFlow(grid, new SignalDependence(grid), new ConditionalLinear(grid, perColor: false, fits: true));
