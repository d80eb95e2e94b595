namespace Diorama.Worlds.Recipes;

public enum SkyKind { Sun, Panorama, Overcast, Night }

public sealed class LightRecipe {
    public Distribution<SkyKind> Sky { get; set; } = new Choice<SkyKind>([(SkyKind.Sun, 2), (SkyKind.Panorama, 2)]);
    /// <summary>Local solar time, hours.</summary>
    public Distribution<double> TimeOfDay { get; set; } = new Uniform<double>(8, 18);
    /// <summary>Degrees north.</summary>
    public Distribution<double> Latitude { get; set; } = 45;
    public Distribution<double> Turbidity { get; set; } = new Uniform<double>(2.5, 5);
    /// <summary>Name of a panorama of the environments pack.</summary>
    public Distribution<string> Panorama { get; set; } = new Choice<string>([("city", 1), ("courtyard", 1), ("forest", 1), ("sunrise", 1), ("sunset", 1)]);
    /// <summary>Chance that each lamp is on.</summary>
    public Distribution<double> LampsOn { get; set; } = 0.7;
    /// <summary>Kelvin.</summary>
    public Distribution<double> LampTemperature { get; set; } = new Normal<double>(3000, 500, 2200, 5000);
    /// <summary>Lumens of a lamp.</summary>
    public Distribution<double> LampPower { get; set; } = new LogUniform<double>(400, 1200);
}
