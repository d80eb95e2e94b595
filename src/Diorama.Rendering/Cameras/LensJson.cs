using System.Text.Json.Nodes;

namespace Diorama.Rendering.Cameras;

/// <summary>
/// A lens as JSON: its <see cref="Lens.Model"/> and its <see cref="Lens.Parameters"/> by name, in pixels. Cameras of glTF files
/// (<c>extras.diorama</c>) and of datasets have the same form.
/// </summary>
public static class LensJson {
    /// <summary>Reads a parameter of a lens.</summary>
    /// <param name="name">Of the parameter.</param>
    /// <param name="usual">What it is where nothing is said; null for parameters that each lens has to state.</param>
    public delegate float Parameter(string name, float? usual = null);

    /// <summary>
    /// By the name of its model, how a lens for an image of a width and height is made from its parameters. A new lens takes its place
    /// here.
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

    /// <summary>The names of the models, as they stand in sentences: "perspective, orthographic … or equirectangular".</summary>
    public static string Names { get; } = string.Join(", ", Models.Keys.SkipLast(1)) + " or " + Models.Keys.Last();

    /// <summary>Null where there is no such model.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="parameter">Reads a parameter.</param>
    /// <param name="width">Of the image, pixels.</param>
    /// <param name="height">Of the image, pixels.</param>
    /// <exception cref="ArgumentException">The parameters make no lens.</exception>
    public static Lens? Read(string model, Parameter parameter, int width, int height) =>
        Models.TryGetValue(model, out var make) ? make(parameter, width, height) : null;

    public static JsonObject Write(Lens lens) {
        ArgumentNullException.ThrowIfNull(lens);
        var json = new JsonObject { ["model"] = lens.Model };
        foreach ((string name, float value) in lens.Parameters) json[name] = value;
        return json;
    }
}
