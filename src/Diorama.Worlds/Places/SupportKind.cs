namespace Diorama.Worlds.Places;

/// <summary>What a thing stands or hangs on.</summary>
public enum SupportKind { Floor, Wall, Ceiling, Object, Ground, Floating }
