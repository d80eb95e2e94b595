namespace Diorama.Worlds.Recipes;

/// <summary>Thrown for a scene of a recipe that cannot be built, while other scenes can. The message is one sentence.</summary>
public class UnbuildableSceneException(string message) : Exception(message);
