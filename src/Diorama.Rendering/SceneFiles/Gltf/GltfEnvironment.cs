using System.Text.Json.Nodes;
using Diorama.Rendering.Lights;
using Diorama.Rendering.Media;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.SceneFiles.Gltf;

/// <summary>
/// Reads and writes <c>extras.diorama</c> of a glTF scene: class names, environment, fog, and where the origin was
/// (<see cref="Scene.Origin"/>), all in world axes (+Z up). Environment maps are not stored in the file.
/// </summary>
internal static class GltfEnvironment {
    public static void Read(GltfValue ours, Scene scene) {
        foreach (var name in ours.Find("classes")?.Items() ?? []) scene.Classes.Add(name.Text());
        if (ours.Find("environment") is { } environment) {
            scene.Environment = new() {
                Scale = environment.Vector3("scale", System.Numerics.Vector3.One),
                RotationZ = environment.Number("rotationZ", 0),
                SunSky = environment.Find("sunSky") is { } sky ? SunSky(sky) : null,
            };
        }
        if (ours.Find("fog") is { } fog) scene.Fog = Fog(fog);
        if (ours.Find("origin") is { } origin) {
            origin.Numbers(3);
            scene.Origin = origin.Doubles() is var d ? new(d[0], d[1], d[2]) : default;
        }
    }

    private static SunSky SunSky(GltfValue value) {
        var sky = new SunSky();
        var direction = value.Vector3("sunDirection", sky.SunDirection);
        float length = direction.Length();
        if (!(length > 1e-6f && float.IsFinite(length)))
            throw value.Document.Bad($"{value.Path}.sunDirection", "a direction of non-zero length was expected");
        sky.SunDirection = MathF.Abs(length - 1) < 1e-6f ? direction : direction / length;
        sky.Turbidity = value.Number("turbidity", sky.Turbidity);
        sky.GroundAlbedo = value.Vector3("groundAlbedo", sky.GroundAlbedo);
        sky.SunAngularDiameter = value.Number("sunAngularDiameter", sky.SunAngularDiameter);
        sky.Scale = value.Number("scale", sky.Scale);
        sky.SunVisible = value.Flag("sunVisible", sky.SunVisible);
        return sky;
    }

    private static Fog Fog(GltfValue value) {
        var fog = new Fog();
        fog.Density = value.Number("density", fog.Density);
        fog.Albedo = value.Vector3("albedo", fog.Albedo);
        fog.Anisotropy = value.Number("anisotropy", fog.Anisotropy);
        fog.BaseHeight = value.Number("baseHeight", fog.BaseHeight);
        fog.ScaleHeight = value.Number("scaleHeight", fog.ScaleHeight);
        if (!(fog.Density >= 0))
            throw value.Document.Bad($"{value.Path}.density", $"a density of at least 0 was expected, found {fog.Density}");
        if (!(fog.ScaleHeight > 0))
            throw value.Document.Bad($"{value.Path}.scaleHeight", $"a height above 0 was expected, found {fog.ScaleHeight}");
        return fog;
    }

    public static JsonObject Write(Scene scene) {
        var ours = new JsonObject();
        if (scene.Classes.Count > 0) ours["classes"] = new JsonArray([.. scene.Classes.Select(c => (JsonNode)c)]);
        if (scene.Origin is var origin && origin != default) ours["origin"] = new JsonArray(origin.X, origin.Y, origin.Z);
        if (scene.Environment is { } environment) ours["environment"] = Write(environment);
        if (scene.Fog is { } fog) {
            ours["fog"] = new JsonObject {
                ["density"] = fog.Density, ["albedo"] = GltfJson.Array(fog.Albedo), ["anisotropy"] = fog.Anisotropy,
                ["baseHeight"] = fog.BaseHeight,
            };
            if (!float.IsPositiveInfinity(fog.ScaleHeight)) ours["fog"]!["scaleHeight"] = fog.ScaleHeight;
        }
        return ours;
    }

    private static JsonObject Write(Scenes.Environment environment) {
        var value = new JsonObject { ["scale"] = GltfJson.Array(environment.Scale), ["rotationZ"] = environment.RotationZ };
        if (environment.SunSky is { } sky) {
            value["sunSky"] = new JsonObject {
                ["sunDirection"] = GltfJson.Array(sky.SunDirection), ["turbidity"] = sky.Turbidity,
                ["groundAlbedo"] = GltfJson.Array(sky.GroundAlbedo),
                ["sunAngularDiameter"] = sky.SunAngularDiameter, ["scale"] = sky.Scale, ["sunVisible"] = sky.SunVisible,
            };
        }
        return value;
    }
}
