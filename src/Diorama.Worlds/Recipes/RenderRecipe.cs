namespace Diorama.Worlds.Recipes;

/// <summary>How images are made.</summary>
public sealed class RenderRecipe {
    /// <summary>Paths per pixel; 0 writes labels alone.</summary>
    [Limits(AtLeast = 0, AtMost = 1_000_000)]
    public int Samples { get; set; } = 64;
    /// <summary>Longest path of light, in scatterings.</summary>
    [Limits(AtLeast = 0, AtMost = 1000)]
    public int Bounces { get; set; } = 8;
    /// <summary>Stops added to pictures; null chooses them from the image.</summary>
    [Limits(AtLeast = -64, AtMost = 64)]
    public double? Exposure { get; set; }
    /// <summary>Also writes the image before exposure and camera, linear and unclipped, as radiance.</summary>
    public bool Radiance { get; set; }
}
