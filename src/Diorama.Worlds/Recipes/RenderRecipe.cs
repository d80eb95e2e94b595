namespace Diorama.Worlds.Recipes;

/// <summary>Quality of the rendered images.</summary>
public sealed class RenderRecipe {
    /// <summary>Paths per pixel; 0 writes only labels.</summary>
    [Limits(AtLeast = 0, AtMost = 1_000_000)]
    public int Samples { get; set; } = 64;
    /// <summary>Largest number of scattering events on a light path.</summary>
    [Limits(AtLeast = 0, AtMost = 1000)]
    public int Bounces { get; set; } = 8;
    /// <summary>Exposure of the images in stops; null chooses it for each scene from its first image.</summary>
    [Limits(AtLeast = -64, AtMost = 64)]
    public double? Exposure { get; set; }
    /// <summary>Also writes the linear, unclipped image before exposure and camera, as radiance.</summary>
    public bool Radiance { get; set; }
}
