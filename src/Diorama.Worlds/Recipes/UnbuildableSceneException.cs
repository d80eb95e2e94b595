namespace Diorama.Worlds.Recipes;

/// <summary>A scene of a recipe that cannot be built, where others can. The message is one sentence.</summary>
public class UnbuildableSceneException(string message) : Exception(message);
