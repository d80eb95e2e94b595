using System.Numerics;
using Diorama.Assets;
using Diorama.Assets.Index;
using Diorama.Assets.Taxonomy;
using Diorama.Core.Colors;
using Diorama.Core.Randomness;
using Diorama.Rendering.Scenes;
using Diorama.Worlds.Places;
using Diorama.Worlds.Recipes;
using Diorama.Worlds.Rooms;
using Diorama.Worlds.Skies;

namespace Diorama.Worlds.Lighting;

/// <summary>
/// Lights furnished rooms: the sky with the ground below it, the lamps in the rooms, and ceiling lights. All values are in one unit (see
/// <see cref="SceneSky"/>): lumens are converted to watts by 683 lm/W and the luminance weights of Rec.709.
/// </summary>
public static class RoomLighting {
    /// <summary>Adds the lights of a scene.</summary>
    /// <param name="scene">Scene to which the environment and the emitters are added.</param>
    /// <param name="plan">Floor plan with the rooms.</param>
    /// <param name="objects">Objects in the rooms; lamps must have their nodes.</param>
    /// <param name="recipe">The section <c>light</c> of the recipe.</param>
    /// <param name="draw">Draws below the path "light".</param>
    /// <param name="library">Asset library with the panoramas.</param>
    /// <returns>The sky, for weather and exposure.</returns>
    public static SceneSky Add(Scene scene, FloorPlan plan, IReadOnlyList<PlacedObject> objects, LightRecipe recipe, Draw draw,
        AssetLibrary? library = null) {
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(objects);
        SceneSky sky = SceneSky.Sample(recipe, draw, library);
        scene.Environment = sky.Environment;
        if (sky.NeedsGround) Backdrop.Add(scene, sky, draw.Key("backdrop"));
        AddLamps(scene, plan, objects, recipe, draw, sky.Lux);
        return sky;
    }

    private static void AddLamps(Scene scene, FloorPlan plan, IReadOnlyList<PlacedObject> objects, LightRecipe recipe, Draw draw,
        float outdoorLux) {
        float chance = (float)draw.Get("lamps_on", recipe.LampsOn), power = (float)draw.Get("lamp_power", recipe.LampPower);
        Vector3 color = Blackbody.Color((float)draw.Get("lamp_temperature", recipe.LampTemperature));
        var shining = new int[plan.Rooms.Count];
        var hasCeilingLamp = new bool[plan.Rooms.Count];
        for (int i = 0; i < objects.Count; i++) {
            PlacedObject lamp = objects[i];
            if (lamp.Room < 0 || !IsLamp(lamp.Asset)) continue;
            bool onCeiling = lamp.Asset.Class == "ceiling lamp";
            hasCeilingLamp[lamp.Room] |= onCeiling;
            KeyedGenerator random = draw.Key("lamp").With(i).Generator();
            if (random.NextFloat() >= chance) continue;
            LampEmitter.Light(lamp, power * (onCeiling ? 2 : 1) * (0.8f + 0.4f * random.NextFloat()), color);
            shining[lamp.Room]++;
        }
        foreach (Room room in plan.Rooms) {
            if (hasCeilingLamp[room.Index] && shining[room.Index] > 0) continue;
            bool windows = room.Openings.Any(o => o.Kind == OpeningKind.Window);
            bool dark = shining[room.Index] == 0 && (outdoorLux < 300 || !windows);
            KeyedGenerator random = draw.Key("ceiling").With(room.Index).Generator();
            // A room with people is never dark, and few rooms have the ceiling light on by day.
            bool on = dark || random.NextFloat() < chance * (outdoorLux < 300 ? 0.6f : 0.25f);
            if (hasCeilingLamp[room.Index] && !dark) continue;
            CeilingLights.Add(scene, room, on ? power * Math.Clamp(room.Area / 6, 1.5f, 8) : 0, color);
        }
    }

    private static bool IsLamp(Asset asset) => asset.Lights.Count > 0
        || ClassSet.Taxonomy.GroupOf(asset.Class) == "lamp";
}
