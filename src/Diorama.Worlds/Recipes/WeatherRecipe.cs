namespace Diorama.Worlds.Recipes;

/// <summary>Weather over a street; other worlds have no weather.</summary>
public sealed class WeatherRecipe {
    /// <summary>Kind of weather.</summary>
    public Distribution<WeatherKind> Kind { get; set; } = WeatherKind.Clear;
    /// <summary>Distance at which contrast has fallen to 2 %, metres; for fog, rain and snow.</summary>
    [Limits(AtLeast = 0.1, AtMost = LimitsAttribute.MaxLength)]
    public Distribution<double> Visibility { get; set; } = new LogUniform<double>(40, 400);
    /// <summary>Rate of rain, millimetres per hour.</summary>
    [Limits(AtLeast = 0, AtMost = 1000)]
    public Distribution<double> RainRate { get; set; } = new LogUniform<double>(2, 50);
    /// <summary>Share of level ground that is covered by snow, 0 to 1.</summary>
    [Limits(AtLeast = 0, AtMost = 1)]
    public Distribution<double> SnowCover { get; set; } = new Uniform<double>(0.5, 1);
}
