namespace Diorama.Worlds.Recipes;

/// <summary>
/// Noise learned from photographs (docs/systems/camera-noise.md), added to the rendered image. Values are drawn once per scene.
/// </summary>
public sealed class NoiseRecipe {
    /// <summary>
    /// Noise model: "flow", which comes with Diorama, or a weights file written by <c>diorama model train camera-noise</c>, relative to the
    /// folder of the recipe; empty adds no noise. Cannot be used together with <c>camera.model</c>.
    /// </summary>
    public string Model { get; set; } = "";
    /// <summary>Name of the camera whose noise is added, from the pack cameras ("Nikon D800").</summary>
    public Distribution<string> Camera { get; set; } = "";
    /// <summary>ISO sensitivity of that camera.</summary>
    [Limits(AtLeast = 1, AtMost = 1e7)]
    public Distribution<double> Iso { get; set; } = new LogUniform<double>(200, 3200);
    /// <summary>Strength of the noise: 1 is the learned noise, 0 almost none.</summary>
    [Limits(AtLeast = 0, AtMost = 4)]
    public Distribution<double> Temperature { get; set; } = 1;
}
