using System.Text.Json.Nodes;
using Diorama.Rendering.Cameras;

namespace Diorama.Rendering.SceneFiles.Gltf;

/// <summary>The <c>lens</c> object of a camera's <c>extras.diorama</c>: the model and its parameters, in pixels.</summary>
public static class GltfLenses {
    internal static Lens Read(GltfValue lens, int width, int height) {
        float P(string name) => lens.Need(name).Number();
        float K(string name) => lens.Number(name, 0);
        string model = lens.Need("model").Text();
        try {
            return model switch {
                "perspective" => new PerspectiveLens(P("fx"), P("fy"), P("cx"), P("cy")),
                "orthographic" => new OrthographicLens(P("pixelsPerMetreX"), P("pixelsPerMetreY"), P("cx"), P("cy")),
                "brownConrady" => new BrownConradyLens(
                    P("fx"), P("fy"), P("cx"), P("cy"), K("k1"), K("k2"), K("p1"), K("p2"), K("k3"), K("k4"), K("k5"), K("k6")),
                "kannalaBrandt" => new KannalaBrandtLens(
                    P("fx"), P("fy"), P("cx"), P("cy"), K("k1"), K("k2"), K("k3"), K("k4"), lens.Number("maxTheta", MathF.PI)),
                "equirectangular" => new EquirectangularLens(width, height),
                _ => throw lens.Document.Bad($"{lens.Path}.model",
                    $"perspective, orthographic, brownConrady, kannalaBrandt or equirectangular was expected, found '{model}'"),
            };
        } catch (ArgumentException e) {
            throw lens.Document.Bad(lens.Path, $"its parameters make no lens, {e.Message.Split(" (Parameter")[0]}");
        }
    }

    public static JsonObject Write(Lens lens) => lens switch {
        PerspectiveLens l => new() { ["model"] = "perspective", ["fx"] = l.Fx, ["fy"] = l.Fy, ["cx"] = l.Cx, ["cy"] = l.Cy },
        OrthographicLens l => new() {
            ["model"] = "orthographic", ["pixelsPerMetreX"] = l.PixelsPerMetreX, ["pixelsPerMetreY"] = l.PixelsPerMetreY, ["cx"] = l.Cx,
            ["cy"] = l.Cy,
        },
        BrownConradyLens l => new() {
            ["model"] = "brownConrady", ["fx"] = l.Fx, ["fy"] = l.Fy, ["cx"] = l.Cx, ["cy"] = l.Cy, ["k1"] = l.K1, ["k2"] = l.K2,
            ["p1"] = l.P1, ["p2"] = l.P2, ["k3"] = l.K3, ["k4"] = l.K4, ["k5"] = l.K5, ["k6"] = l.K6,
        },
        KannalaBrandtLens l => new() {
            ["model"] = "kannalaBrandt", ["fx"] = l.Fx, ["fy"] = l.Fy, ["cx"] = l.Cx, ["cy"] = l.Cy,
            ["k1"] = l.K1, ["k2"] = l.K2, ["k3"] = l.K3, ["k4"] = l.K4, ["maxTheta"] = MathF.Min((float)l.MaxTheta, MathF.PI),
        },
        EquirectangularLens => new() { ["model"] = "equirectangular" },
        _ => throw new ArgumentException($"{lens.GetType().Name} has no glTF form", nameof(lens)),
    };
}
