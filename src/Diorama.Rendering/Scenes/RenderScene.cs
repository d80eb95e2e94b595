namespace Diorama.Rendering.Scenes;

/// <summary>A scene prepared for rendering: flattened, in Embree, textures decoded, lights gathered.</summary>
public sealed class RenderScene { }
