namespace Diorama.Rendering.Materials;

/// <summary>Kind of scattering of a sample.</summary>
[Flags]
public enum Lobe : byte {
    None = 0,
    Diffuse = 1,
    Specular = 2,
    Reflection = 4,
    Transmission = 8,
    /// <summary>A single direction, which light sampling cannot hit.</summary>
    Delta = 16,
    /// <summary>The path continues inside the object as the random walk of <see cref="SubsurfaceMedium"/>.</summary>
    Subsurface = 32,
}
