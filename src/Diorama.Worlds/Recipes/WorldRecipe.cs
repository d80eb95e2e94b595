namespace Diorama.Worlds.Recipes;

/// <summary>What kind of place; the key <c>kind</c> chooses: studio, rooms, tabletop, bin, street.</summary>
public abstract class WorldRecipe;
