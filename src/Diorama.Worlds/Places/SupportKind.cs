namespace Diorama.Worlds.Places;

/// <summary>The surface that an object stands on or hangs from.</summary>
public enum SupportKind { Floor, Wall, Ceiling, Object, Ground, Floating }
