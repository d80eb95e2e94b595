namespace Diorama.Worlds.Recipes;

/// <summary>What shines: the sky, and the lamps of rooms.</summary>
public sealed class LightRecipe {
    /// <summary>A clear sky with the sun, a photographed panorama, a cloudy sky, or night.</summary>
    public Distribution<SkyKind> Sky { get; set; } = new Choice<SkyKind>([(SkyKind.Sun, 2), (SkyKind.Panorama, 2)]);
    /// <summary>Local solar time, hours.</summary>
    [Limits(AtLeast = 0, AtMost = 24)]
    public Distribution<double> TimeOfDay { get; set; } = new Uniform<double>(8, 18);
    /// <summary>Degrees north.</summary>
    [Limits(AtLeast = -90, AtMost = 90)]
    public Distribution<double> Latitude { get; set; } = 45;
    /// <summary>Haze of the clear sky: 2 is very clear, 10 hazy.</summary>
    [Limits(AtLeast = 1.7, AtMost = 10)]
    public Distribution<double> Turbidity { get; set; } = new Uniform<double>(2.5, 5);
    /// <summary>Name of a panorama of the environments pack.</summary>
    public Distribution<string> Panorama { get; set; } = new Choice<string>([("city", 1), ("courtyard", 1), ("forest", 1), ("sunrise", 1),
        ("sunset", 1)]);
    /// <summary>Chance that each lamp is on.</summary>
    [Limits(AtLeast = 0, AtMost = 1)]
    public Distribution<double> LampsOn { get; set; } = 0.7;
    /// <summary>Colour temperature of the lamps, kelvin.</summary>
    [Limits(AtLeast = 1000, AtMost = 40000)]
    public Distribution<double> LampTemperature { get; set; } = new Normal<double>(3500, 400, 2700, 5000);
    /// <summary>Lumens of a lamp.</summary>
    [Limits(AtLeast = 0, AtMost = 1e9)]
    public Distribution<double> LampPower { get; set; } = new LogUniform<double>(400, 1200);
}
