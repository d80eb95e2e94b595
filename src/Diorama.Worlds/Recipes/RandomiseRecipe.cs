namespace Diorama.Worlds.Recipes;

/// <summary>Domain randomisation: changes that no real room would show, to make learned models indifferent to them.</summary>
public sealed class RandomiseRecipe {
    /// <summary>Small flying shapes of random colour.</summary>
    [Limits(AtLeast = 0, AtMost = 10_000)]
    public Distribution<int> Distractors { get; set; } = 0;
    /// <summary>Chance that an object's material is replaced by a random procedural one.</summary>
    [Limits(AtLeast = 0, AtMost = 1)]
    public Distribution<double> TextureSwap { get; set; } = 0;
    /// <summary>How far base colours move in hue, saturation and value, 0 to 1.</summary>
    [Limits(AtLeast = 0, AtMost = 1)]
    public Distribution<double> ColorJitter { get; set; } = 0;
    /// <summary>Stops by which each light varies.</summary>
    [Limits(AtLeast = 0, AtMost = 20)]
    public Distribution<double> LightJitter { get; set; } = 0;
}
