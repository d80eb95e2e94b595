namespace Diorama.Worlds.Recipes;

/// <summary>Thrown when a value is drawn that its key does not allow; other scenes may draw allowed values.</summary>
public sealed class DrawnValueException(string message) : UnbuildableSceneException(message);
