namespace Diorama.Rendering.Materials;

/// <summary>What kind of scattering a sample took.</summary>
[Flags]
public enum Lobe : byte {
    None = 0,
    Diffuse = 1,
    Specular = 2,
    Reflection = 4,
    Transmission = 8,
    /// <summary>One direction only: cannot be hit by light sampling.</summary>
    Delta = 16,
    /// <summary>The path goes on inside as the random walk of <see cref="SubsurfaceMedium"/>.</summary>
    Subsurface = 32,
}
