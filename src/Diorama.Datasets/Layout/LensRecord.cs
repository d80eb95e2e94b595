using System.Text.Json.Nodes;
using Diorama.Core;
using Diorama.Rendering.Cameras;

namespace Diorama.Datasets.Layout;

/// <summary>
/// The <c>lens</c> of a camera's record, as <see cref="Rendering.SceneFiles.Gltf.GltfLenses"/> writes it, as a lens again.
/// </summary>
public static class LensRecord {
    /// <exception cref="BadInputException">Its model is unknown, or its parameters make no lens.</exception>
    public static Lens Read(JsonNode lens, int width, int height) {
        ArgumentNullException.ThrowIfNull(lens);
        try {
            float P(string name) => lens[name] is { } value ? value.GetValue<float>()
                : throw new BadInputException($"The lens of a camera lacks '{name}'.");
            string model = lens["model"]?.GetValue<string>() ?? throw new BadInputException("The lens of a camera lacks 'model'.");
            return model switch {
                "perspective" => new PerspectiveLens(P("fx"), P("fy"), P("cx"), P("cy")),
                "orthographic" => new OrthographicLens(P("pixelsPerMetreX"), P("pixelsPerMetreY"), P("cx"), P("cy")),
                "brownConrady" => new BrownConradyLens(P("fx"), P("fy"), P("cx"), P("cy"), P("k1"), P("k2"), P("p1"), P("p2"), P("k3"),
                    P("k4"), P("k5"), P("k6")),
                "kannalaBrandt" => new KannalaBrandtLens(P("fx"), P("fy"), P("cx"), P("cy"), P("k1"), P("k2"), P("k3"), P("k4"),
                    P("maxTheta")),
                "equirectangular" => new EquirectangularLens(width, height),
                _ => throw new BadInputException(
                    $"'{model}' is no lens; expected perspective, orthographic, brownConrady, kannalaBrandt or equirectangular."),
            };
        } catch (Exception e) when (e is ArgumentException or InvalidOperationException or FormatException) {
            throw new BadInputException($"The parameters of a lens make no lens: {e.Message.Split(" (Parameter")[0]}.", e);
        }
    }
}
