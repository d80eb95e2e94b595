using System.Text.Json.Nodes;

namespace Diorama.Rendering.Cameras;

/// <summary>
/// Reads and writes a lens as JSON: its <see cref="Lens.Model"/> and its <see cref="Lens.Parameters"/> by name, in pixels. Cameras in
/// glTF files (<c>extras.diorama</c>) and in datasets use the same form.
/// </summary>
public static class LensJson {
    /// <summary>Reads a parameter of a lens.</summary>
    /// <param name="name">Name of the parameter.</param>
    /// <param name="usual">Default value; null for parameters that are required.</param>
    public delegate float Parameter(string name, float? usual = null);

    /// <summary>
    /// Functions that create a lens from its parameters and the width and height of its image, by the name of its model. A new lens model
    /// must be added here.
    /// </summary>
    private static readonly Dictionary<string, Func<Parameter, int, int, Lens>> Models = new(StringComparer.Ordinal) {
        ["perspective"] = (p, _, _) => new PerspectiveLens(p("fx"), p("fy"), p("cx"), p("cy")),
        ["orthographic"] = (p, _, _) => new OrthographicLens(p("pixelsPerMetreX"), p("pixelsPerMetreY"), p("cx"), p("cy")),
        ["brownConrady"] = (p, _, _) => new BrownConradyLens(
            p("fx"), p("fy"), p("cx"), p("cy"), p("k1", 0), p("k2", 0), p("p1", 0), p("p2", 0), p("k3", 0), p("k4", 0), p("k5", 0),
                p("k6", 0)),
        ["kannalaBrandt"] = (p, _, _) => new KannalaBrandtLens(
            p("fx"), p("fy"), p("cx"), p("cy"), p("k1", 0), p("k2", 0), p("k3", 0), p("k4", 0), p("maxTheta", MathF.PI)),
        ["equirectangular"] = (_, width, height) => new EquirectangularLens(width, height),
    };

    /// <summary>Names of all models for messages: "perspective, orthographic … or equirectangular".</summary>
    public static string Names { get; } = string.Join(", ", Models.Keys.SkipLast(1)) + " or " + Models.Keys.Last();

    /// <summary>Creates a lens; returns null if there is no such model.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="parameter">Function that reads a parameter.</param>
    /// <param name="width">Width of the image in pixels.</param>
    /// <param name="height">Height of the image in pixels.</param>
    /// <exception cref="ArgumentException">The parameters are not valid for this model.</exception>
    public static Lens? Read(string model, Parameter parameter, int width, int height) =>
        Models.TryGetValue(model, out var make) ? make(parameter, width, height) : null;

    public static JsonObject Write(Lens lens) {
        ArgumentNullException.ThrowIfNull(lens);
        var json = new JsonObject { ["model"] = lens.Model };
        foreach ((string name, float value) in lens.Parameters) json[name] = value;
        return json;
    }
}
