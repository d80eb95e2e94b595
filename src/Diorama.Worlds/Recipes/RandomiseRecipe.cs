namespace Diorama.Worlds.Recipes;

/// <summary>Domain randomisation: unrealistic changes that make trained models more robust.</summary>
public sealed class RandomiseRecipe {
    /// <summary>Number of small floating shapes of random colour.</summary>
    [Limits(AtLeast = 0, AtMost = 10_000)]
    public Distribution<int> Distractors { get; set; } = 0;
    /// <summary>Probability that the material of an object is replaced by a random procedural one.</summary>
    [Limits(AtLeast = 0, AtMost = 1)]
    public Distribution<double> TextureSwap { get; set; } = 0;
    /// <summary>Largest change of base colours in hue, saturation and value, 0 to 1.</summary>
    [Limits(AtLeast = 0, AtMost = 1)]
    public Distribution<double> ColorJitter { get; set; } = 0;
    /// <summary>Largest change of the brightness of each light, stops.</summary>
    [Limits(AtLeast = 0, AtMost = 20)]
    public Distribution<double> LightJitter { get; set; } = 0;
}
