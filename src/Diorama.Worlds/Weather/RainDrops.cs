using Diorama.Core.Randomness;

namespace Diorama.Worlds.Weather;

/// <summary>
/// Sizes and speeds of raindrops, after Marshall and Palmer 1948: N(D) = N₀·exp(−ΛD) drops per m³ and mm of diameter, N₀ = 8000, Λ =
/// 4.1·R^−0.21 per mm for a rain rate of R mm per hour.
/// </summary>
public readonly struct RainDrops {
    private const double PerCubicMetreAndMillimetre = 8000;
    private readonly double slope;

    /// <summary>Smallest diameter, mm; smaller drops are too faint to see and are left out.</summary>
    public double Smallest { get; }

    public RainDrops(double millimetresPerHour, double smallest = 0.8) =>
        (slope, Smallest) = (4.1 * Math.Pow(millimetresPerHour, -0.21), smallest);

    /// <summary>Mean diameter of the drops that are not left out, mm.</summary>
    public double MeanDiameter => Smallest + 1 / slope;

    /// <summary>Number of drops per cubic metre.</summary>
    public double Density => PerCubicMetreAndMillimetre / slope * Math.Exp(-slope * Smallest);

    /// <summary>Returns the same rain with at most the given number of its largest drops per cubic metre.</summary>
    public RainDrops AtMost(double density) => Density <= density ? this
        : new(Math.Pow(slope / 4.1, -1 / 0.21), Math.Log(PerCubicMetreAndMillimetre / slope / density) / slope);

    /// <summary>Draws the diameter of one drop, mm.</summary>
    public double Diameter(ref KeyedGenerator random) => Smallest - Math.Log(1 - random.NextDouble()) / slope;

    /// <summary>
    /// Returns the fall speed of a drop of the given diameter (mm) in still air, m/s (Atlas, Srivastava and Sekhon 1973).
    /// </summary>
    public static double FallSpeed(double diameter) => Math.Max(0.1, 9.65 - 10.3 * Math.Exp(-0.6 * diameter));
}
