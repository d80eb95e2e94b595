namespace Diorama.Worlds.Recipes;

/// <summary>A street with pavements, vehicles, people, trees and street furniture.</summary>
public sealed class StreetRecipe : WorldRecipe {
    /// <summary>Length of the street, metres.</summary>
    [Limits(AtLeast = 10, AtMost = 10_000)]
    public Distribution<double> Length { get; set; } = 60;
    /// <summary>Number of lanes, both directions together.</summary>
    [Limits(AtLeast = 1, AtMost = 8)]
    public Distribution<int> Lanes { get; set; } = 2;
    /// <summary>Width of the pavement on each side, metres.</summary>
    [Limits(AtLeast = 1, AtMost = 1000)]
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
