namespace Diorama.Models.CameraNoise;

/// <summary>Normal noise, one mean and deviation for each camera and sensitivity (arch "CL", 50 parameters for 25). <see cref="NoiseModel.Initialise"/> is its maximum likelihood.</summary>
public sealed class IsotropicGaussian(NoiseGrid grid) : NoiseFlow(grid, new ConditionalLinear(grid, perColor: false, fits: true));

/// <summary>The same with a mean and a deviation of each colour (arch "CL2", 150 parameters for 25).</summary>
public sealed class DiagonalGaussian(NoiseGrid grid) : NoiseFlow(grid, new ConditionalLinear(grid, perColor: true, fits: true));
