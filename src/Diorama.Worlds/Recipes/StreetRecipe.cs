namespace Diorama.Worlds.Recipes;

/// <summary>A street with pavements, vehicles, people, trees and street furniture.</summary>
public sealed class StreetRecipe : WorldRecipe {
    /// <summary>Of the street, metres.</summary>
    [Limits(AtLeast = 0.1, AtMost = 10_000)]
    public Distribution<double> Length { get; set; } = 60;
    /// <summary>Lanes of both directions together.</summary>
    [Limits(AtLeast = 1, AtMost = 100)]
    public Distribution<int> Lanes { get; set; } = 2;
    /// <summary>Metres, on each side.</summary>
    [Limits(AtLeast = LimitsAttribute.Smallest, AtMost = 1000)]
    public Distribution<double> PavementWidth { get; set; } = new Uniform<double>(2, 4);
    /// <summary>Vehicles per 10 m of street.</summary>
    [Limits(AtLeast = 0, AtMost = 100)]
    public Distribution<double> Vehicles { get; set; } = new Uniform<double>(0.5, 2);
    /// <summary>People per 10 m of street.</summary>
    [Limits(AtLeast = 0, AtMost = 100)]
    public Distribution<double> People { get; set; } = new Uniform<double>(0.5, 2);
    /// <summary>Trees per 10 m of street.</summary>
    [Limits(AtLeast = 0, AtMost = 100)]
    public Distribution<double> Trees { get; set; } = new Uniform<double>(0.5, 1.5);
    /// <summary>Benches, bins, lamps and signs per 10 m of street.</summary>
    [Limits(AtLeast = 0, AtMost = 100)]
    public Distribution<double> Furniture { get; set; } = new Uniform<double>(0.5, 1.5);
}

public enum WeatherKind { Clear, Overcast, Fog, Rain, Snow }

/// <summary>What is in the air and on the ground.</summary>
public sealed class WeatherRecipe {
    /// <summary>Fog, rain and snow are seen outdoors and through windows.</summary>
    public Distribution<WeatherKind> Kind { get; set; } = WeatherKind.Clear;
    /// <summary>Distance at which contrast has fallen to 2 %, metres; for fog, rain and snow.</summary>
    [Limits(AtLeast = 0.1, AtMost = LimitsAttribute.Farthest)]
    public Distribution<double> Visibility { get; set; } = new LogUniform<double>(40, 400);
    /// <summary>Millimetres per hour.</summary>
    [Limits(AtLeast = 0, AtMost = 1000)]
    public Distribution<double> RainRate { get; set; } = new LogUniform<double>(2, 50);
    /// <summary>Share of level ground under snow, 0 to 1.</summary>
    [Limits(AtLeast = 0, AtMost = 1)]
    public Distribution<double> SnowCover { get; set; } = new Uniform<double>(0.5, 1);
}
