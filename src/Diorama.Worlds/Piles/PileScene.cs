using System.Numerics;
using Diorama.Assets;
using Diorama.Assets.Index;
using Diorama.Core.Colors;
using Diorama.Core.Randomness;
using Diorama.Core.Spaces;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Lights;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Scenes;
using Diorama.Worlds.Places;
using Diorama.Worlds.Recipes;
using Diorama.Worlds.Skies;

namespace Diorama.Worlds.Piles;

/// <summary>Parts of a scene that studio, tabletop and bin share: nodes of objects, plain surfaces, and light.</summary>
internal static class PileScene {
    /// <summary>Illuminance of a level surface in a room by day, and at night by the light of other rooms, lux.</summary>
    private const float Daylight = 150, Nightlight = 8;

    /// <summary>Adds a labelled object with its node.</summary>
    public static PlacedObject Add(Scene scene, AssetModel model, in Affine3 world, SupportKind support, PlacedObject? on = null) {
        var node = new Node { Name = model.Asset.Id, Class = model.Asset.Class, Matrix = world };
        model.AddTo(node);
        scene.Nodes.Add(node);
        return new() { Asset = model.Asset, Model = model, WorldFromAsset = world, Support = support, On = on, Node = node };
    }

    /// <summary>
    /// Adds a rectangle from its upper left corner and its right and down edges (world space, metres), with texture coordinates in metres,
    /// v down. It faces right × up. Its class is one of structure, so that no pixel of a picture is without a class.
    /// </summary>
    public static void AddSurface(Scene scene, string name, string className, Vector3 corner, Vector3 right, Vector3 down,
        Material material) {
        float width = right.Length(), height = down.Length();
        Vector3 normal = Vector3.Normalize(Vector3.Cross(right, -down));
        var b = new MeshBuilder();
        b.Vertex(corner + down, normal, new(0, height));
        b.Vertex(corner + down + right, normal, new(width, height));
        b.Vertex(corner + right, normal, new(width, 0));
        b.Vertex(corner, normal, Vector2.Zero);
        b.Quad(0, 1, 2, 3);
        Mesh mesh = b.Build(name);
        scene.Nodes.Add(new() { Name = name, Class = className, Parts = { new(mesh, material) } });
    }

    /// <summary>Adds the sky of the recipe, which is returned, and a soft lamp above and beside the objects.</summary>
    public static SceneSky AddLight(Scene scene, LightRecipe recipe, Draw draw, AssetLibrary library, Vector3 focus, float reach) {
        Draw light = draw.At("light");
        KeyedGenerator random = light.Key("key light").Generator();
        SceneSky sky = SceneSky.Sample(recipe, light, library).Indoors(Daylight, Nightlight);
        scene.Environment = sky.Environment;
        float kelvin = (float)light.Get("lamp_temperature", recipe.LampTemperature),
            lumens = (float)light.Get("lamp_power", recipe.LampPower);
        float azimuth = 2 * MathF.PI * random.NextFloat(), height = 0.7f + 0.25f * random.NextFloat(),
            side = 0.5f + 0.3f * random.NextFloat();
        float distance = reach + 1.1f + 0.4f * random.NextFloat();
        var (sin, cos) = MathF.SinCos(azimuth);
        float flat = MathF.Sqrt(1 - height * height);
        Vector3 eye = focus + new Vector3(cos * flat, sin * flat, height) * distance;
        scene.Nodes.Add(new() {
            Name = "key light", Matrix = Node.PoseLookingAt(eye, focus),
            Light = new() {
                Kind = LightKind.Rectangle, Color = Blackbody.Color(kelvin), Size = new(side, side),
                // Lambert's law: the flux of a one-sided lamp is π times radiance times area.
                Intensity = lumens / Luminance.LumensPerWatt / (MathF.PI * side * side),
            },
        });
        return sky;
    }
}
