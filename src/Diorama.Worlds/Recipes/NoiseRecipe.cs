namespace Diorama.Worlds.Recipes;

/// <summary>
/// Noise as it was learned from cameras' pictures (docs/systems/camera-noise.md), put on the rendered picture. Values are drawn once per
/// scene.
/// </summary>
public sealed class NoiseRecipe {
    /// <summary>
    /// "flow", which comes with Diorama, or a file of weights that <c>diorama noise train spatial</c> wrote, found from the recipe's
    /// folder; empty puts no noise on. Not together with <c>camera.model</c>.
    /// </summary>
    public string Model { get; set; } = "";
    /// <summary>Name of a camera of the pack cameras ("Nikon D800").</summary>
    public Distribution<string> Camera { get; set; } = "";
    /// <summary>Sensitivity of that camera.</summary>
    [Limits(AtLeast = 1, AtMost = 1e7)]
    public Distribution<double> Iso { get; set; } = new LogUniform<double>(200, 3200);
    /// <summary>How strong: 1 is the noise that was learned, 0 almost none.</summary>
    [Limits(AtLeast = 0, AtMost = 4)]
    public Distribution<double> Temperature { get; set; } = 1;
}
