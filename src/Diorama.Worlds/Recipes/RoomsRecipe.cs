namespace Diorama.Worlds.Recipes;

/// <summary>One or several furnished rooms joined by doors.</summary>
public sealed class RoomsRecipe : WorldRecipe {
    /// <summary>The rooms; several are joined by doors.</summary>
    [Items(AtMost = 100)]
    public List<RoomRecipe> Rooms { get; set; } = [new()];
    /// <summary>Thickness of the walls between rooms and to the outside, metres.</summary>
    [Limits(AtLeast = LimitsAttribute.MinLength, AtMost = 1)]
    public Distribution<double> WallThickness { get; set; } = new Choice<double>([(0.15, 1), (0.2, 1), (0.3, 1)]);
}
