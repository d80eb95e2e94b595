namespace Diorama.Worlds.Recipes;

/// <summary>A value was drawn that its key does not allow; another scene may draw another one.</summary>
public sealed class DrawnValueException(string message) : UnbuildableSceneException(message);
