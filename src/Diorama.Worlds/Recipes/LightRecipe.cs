namespace Diorama.Worlds.Recipes;

/// <summary>Light from the sky and from the lamps of rooms.</summary>
public sealed class LightRecipe {
    /// <summary>Kind of sky: a clear sky with the sun, a photographed panorama, a cloudy sky, or night.</summary>
    public Distribution<SkyKind> Sky { get; set; } = new Choice<SkyKind>([(SkyKind.Sun, 2), (SkyKind.Panorama, 2)]);
    /// <summary>Local solar time, hours from 0 to 24.</summary>
    [Limits(AtLeast = 0, AtMost = 24)]
    public Distribution<double> TimeOfDay { get; set; } = new Uniform<double>(8, 18);
    /// <summary>Latitude of the place, degrees north.</summary>
    [Limits(AtLeast = -90, AtMost = 90)]
    public Distribution<double> Latitude { get; set; } = 45;
    /// <summary>Turbidity (haze) of the clear sky: 2 is very clear, 10 is hazy.</summary>
    [Limits(AtLeast = 1.7, AtMost = 10)]
    public Distribution<double> Turbidity { get; set; } = new Uniform<double>(2.5, 5);
    /// <summary>Name of a panorama from the pack environments; for the sky panorama.</summary>
    public Distribution<string> Panorama { get; set; } = new Choice<string>([("city", 1), ("courtyard", 1), ("forest", 1), ("sunrise", 1),
        ("sunset", 1)]);
    /// <summary>Probability that each lamp is on.</summary>
    [Limits(AtLeast = 0, AtMost = 1)]
    public Distribution<double> LampsOn { get; set; } = 0.7;
    /// <summary>Colour temperature of the lamps, kelvin.</summary>
    [Limits(AtLeast = 1000, AtMost = 40000)]
    public Distribution<double> LampTemperature { get; set; } = new Normal<double>(3500, 400, 2700, 5000);
    /// <summary>Luminous flux of a lamp, lumens.</summary>
    [Limits(AtLeast = 0, AtMost = 1e9)]
    public Distribution<double> LampPower { get; set; } = new LogUniform<double>(400, 1200);
}
