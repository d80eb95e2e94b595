namespace Diorama.Worlds.Recipes;

/// <summary>A street with pavements, vehicles, people, trees and street furniture.</summary>
public sealed class StreetRecipe : WorldRecipe {
    /// <summary>Metres.</summary>
    public Distribution<double> Length { get; set; } = 60;
    public Distribution<int> Lanes { get; set; } = 2;
    public Distribution<double> PavementWidth { get; set; } = new Uniform<double>(2, 4);
    /// <summary>Per 10 m of street.</summary>
    public Distribution<double> Vehicles { get; set; } = new Uniform<double>(0.5, 2);
    public Distribution<double> People { get; set; } = new Uniform<double>(0.5, 2);
    public Distribution<double> Trees { get; set; } = new Uniform<double>(0.5, 1.5);
    public Distribution<double> Furniture { get; set; } = new Uniform<double>(0.5, 1.5);
}

public enum WeatherKind { Clear, Overcast, Fog, Rain, Snow }

public sealed class WeatherRecipe {
    public Distribution<WeatherKind> Kind { get; set; } = WeatherKind.Clear;
    /// <summary>Distance at which contrast has fallen to 2 %, metres; for fog, rain and snow.</summary>
    public Distribution<double> Visibility { get; set; } = new LogUniform<double>(40, 400);
    /// <summary>Millimetres per hour.</summary>
    public Distribution<double> RainRate { get; set; } = new LogUniform<double>(2, 50);
    /// <summary>Share of level ground under snow, 0 to 1.</summary>
    public Distribution<double> SnowCover { get; set; } = new Uniform<double>(0.5, 1);
}
