using System.Numerics;
using Diorama.Rendering.Lights;

namespace Diorama.Rendering.SceneFiles.Gltf;

/// <summary>
/// Reads lights: those of KHR_lights_punctual, whose candela and lux become W/sr and W/m²
/// (<see cref="GltfReadOptions.PhotometricScale"/>), and rectangles and discs from a node's <c>extras.diorama.light</c>, which are already
/// in radiometric units.
/// </summary>
internal sealed class GltfLights(GltfDocument document, float photometricScale) {
    private readonly Dictionary<int, Light> punctual = [];

    public Light? Of(GltfValue node) {
        if (node.Diorama()?.Find("light") is { } area) return Area(area);
        if (node.Extension("KHR_lights_punctual")?.Find("light") is not { } reference) return null;
        var lights = document.Root.Extension("KHR_lights_punctual")?.Find("lights")?.Items() ?? [];
        int index = reference.Count();
        if (index >= lights.Length)
            throw document.Bad(reference.Path, $"light {index} does not exist, the file has {lights.Length} lights");
        if (!punctual.TryGetValue(index, out var light)) punctual[index] = light = Punctual(lights[index]);
        return light;
    }

    private Light Punctual(GltfValue value) {
        string type = value.Need("type").Text();
        var light = new Light {
            Name = value.Text("name") ?? "",
            Kind = type switch {
                "point" => LightKind.Point,
                "spot" => LightKind.Spot,
                "directional" => LightKind.Directional,
                _ => throw document.Bad($"{value.Path}.type", $"point, spot or directional was expected, found '{type}'"),
            },
            Color = value.Vector3("color", Vector3.One),
            Intensity = value.Number("intensity", 1) * photometricScale,
            Range = value.Number("range", float.PositiveInfinity),
            AngularDiameter = value.Diorama()?.Number("angularDiameter", 0) ?? 0,
        };
        if (light.Kind == LightKind.Spot) {
            var spot = value.Find("spot");
            light.InnerConeAngle = spot?.Number("innerConeAngle", 0) ?? 0;
            light.OuterConeAngle = spot?.Number("outerConeAngle", MathF.PI / 4) ?? MathF.PI / 4;
            if (!(light.InnerConeAngle >= 0 && light.InnerConeAngle <= light.OuterConeAngle
                && light.OuterConeAngle <= MathF.PI / 2 + 1e-5f)) {
                throw document.Bad($"{value.Path}.spot",
                    $"0 ≤ innerConeAngle ≤ outerConeAngle ≤ π/2 was expected, found {light.InnerConeAngle} and {light.OuterConeAngle}");
            }
        }
        return light;
    }

    private Light Area(GltfValue value) {
        string kind = value.Need("kind").Text();
        var light = new Light {
            Name = value.Text("name") ?? "",
            Kind = kind switch {
                "rectangle" => LightKind.Rectangle,
                "disc" => LightKind.Disc,
                _ => throw document.Bad($"{value.Path}.kind", $"rectangle or disc was expected, found '{kind}'"),
            },
            Color = value.Vector3("color", Vector3.One),
            Intensity = value.Number("intensity", 1),
            Size = value.Vector2("size", Vector2.One),
        };
        bool hasArea = light.Size.X > 0 && (light.Kind == LightKind.Disc || light.Size.Y > 0);
        return hasArea ? light
            : throw document.Bad($"{value.Path}.size", $"an area light needs a size above 0, found {light.Size.X} × {light.Size.Y} m");
    }
}
