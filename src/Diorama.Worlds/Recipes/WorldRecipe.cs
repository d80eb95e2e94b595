namespace Diorama.Worlds.Recipes;

/// <summary>Base of the kinds of world; the key <c>kind</c> chooses one: studio, rooms, tabletop, bin, street, scene.</summary>
public abstract class WorldRecipe;
