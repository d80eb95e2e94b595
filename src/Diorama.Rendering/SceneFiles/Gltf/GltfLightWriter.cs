using System.Numerics;
using System.Text.Json.Nodes;
using Diorama.Rendering.Lights;

namespace Diorama.Rendering.SceneFiles.Gltf;

/// <summary>
/// Writes lights: point, spot and directional ones with KHR_lights_punctual; rectangles and discs in <c>extras.diorama.light</c> of the
/// node.
/// </summary>
internal sealed class GltfLightWriter(GltfOutput output, float photometricScale) {
    private readonly Dictionary<Light, int> punctual = new(ReferenceEqualityComparer.Instance);
    private readonly JsonArray lights = [];

    /// <summary>Adds <paramref name="light"/> to a node; <paramref name="ours"/> are the node's Diorama extras.</summary>
    public void Put(JsonObject node, JsonObject ours, Light light) {
        if (light.Kind is LightKind.Rectangle or LightKind.Disc) {
            ours["light"] = Area(light);
            return;
        }
        if (!punctual.TryGetValue(light, out int index)) {
            punctual[light] = index = lights.Count;
            lights.Add(Punctual(light));
            if (index == 0) output.Extend(output.Root, "KHR_lights_punctual", new() { ["lights"] = lights });
        }
        output.Extend(node, "KHR_lights_punctual", new() { ["light"] = index });
    }

    private static JsonObject Area(Light light) {
        var value = new JsonObject { ["kind"] = light.Kind == LightKind.Disc ? "disc" : "rectangle",
            ["size"] = GltfJson.Array(light.Size) };
        value.PutName(light.Name);
        value.Put("color", light.Color, Vector3.One);
        value.Put("intensity", light.Intensity, 1);
        return value;
    }

    private JsonObject Punctual(Light light) {
        // Colours in glTF are limited to 1, so brighter ones are scaled into the intensity.
        float brightest = MathF.Max(1, MathF.Max(light.Color.X, MathF.Max(light.Color.Y, light.Color.Z)));
        var value = new JsonObject {
            ["type"] = light.Kind switch { LightKind.Point => "point", LightKind.Spot => "spot", _ => "directional" },
            ["intensity"] = light.Intensity * brightest / photometricScale,
        };
        value.PutName(light.Name);
        value.Put("color", light.Color / brightest, Vector3.One);
        if (light.Kind != LightKind.Directional) value.Put("range", light.Range, float.PositiveInfinity);
        if (light.Kind == LightKind.Spot) {
            float outer = MathF.Min(light.OuterConeAngle, MathF.BitDecrement(MathF.PI / 2));
            float inner = MathF.Min(light.InnerConeAngle, MathF.BitDecrement(outer));
            value["spot"] = new JsonObject { ["innerConeAngle"] = inner, ["outerConeAngle"] = outer };
        }
        if (light.AngularDiameter != 0) value.PutDiorama(new() { ["angularDiameter"] = light.AngularDiameter });
        return value;
    }
}
