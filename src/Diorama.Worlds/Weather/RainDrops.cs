using Diorama.Core.Randomness;

namespace Diorama.Worlds.Weather;

/// <summary>
/// Sizes and speeds of rain drops. Marshall and Palmer 1948: N(D) = N₀·exp(−ΛD) drops per m³ and mm of diameter, N₀ = 8000,
/// Λ = 4.1·R^−0.21 per mm for R mm of rain per hour.
/// </summary>
public readonly struct RainDrops {
    private const double PerCubicMetreAndMillimetre = 8000;
    private readonly double slope;

    /// <summary>Diameter in mm below which drops are left out: too faint to see.</summary>
    public double Smallest { get; }

    public RainDrops(double millimetresPerHour, double smallest = 0.8) =>
        (slope, Smallest) = (4.1 * Math.Pow(millimetresPerHour, -0.21), smallest);

    /// <summary>Mean diameter of the drops that are kept, mm.</summary>
    public double MeanDiameter => Smallest + 1 / slope;

    /// <summary>Drops per cubic metre.</summary>
    public double Density => PerCubicMetreAndMillimetre / slope * Math.Exp(-slope * Smallest);

    /// <summary>The same rain with only so many of its largest drops per cubic metre.</summary>
    public RainDrops AtMost(double density) => Density <= density ? this
        : new(Math.Pow(slope / 4.1, -1 / 0.21), Math.Log(PerCubicMetreAndMillimetre / slope / density) / slope);

    /// <summary>Diameter of one drop, mm.</summary>
    public double Diameter(ref KeyedGenerator random) => Smallest - Math.Log(1 - random.NextDouble()) / slope;

    /// <summary>Metres per second in still air: Atlas, Srivastava and Sekhon 1973.</summary>
    public static double FallSpeed(double diameter) => Math.Max(0.1, 9.65 - 10.3 * Math.Exp(-0.6 * diameter));
}
